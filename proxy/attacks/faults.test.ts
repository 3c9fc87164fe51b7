/** Attacks on what Rollcall writes and how it goes on: log lines, headers of every answer, one lock, and faults inside. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerWith,
  asPage,
  bulk,
  canaryKey,
  canaryPassword,
  jobId,
  organizationId,
  pause,
  runBuilt,
  sendRaw,
  startBuilt,
  startBuiltOn,
  startUpstream,
  until,
  users,
  type BuiltRollcall,
  type RawAnswer,
  type TestUpstream,
} from './attack-driver.ts'
import { readConfig } from '../config.ts'
import { openJournal } from '../journal.ts'
import { listen, makeServer } from '../serve.ts'
import { checkDisk, startProxy } from '../start.ts'

const isPosix = process.platform !== 'win32'

let upstream: TestUpstream
let rollcall: BuiltRollcall

beforeAll(async () => {
  upstream = await startUpstream()
  rollcall = await startBuiltOn(upstream)
})
afterAll(async () => {
  await rollcall.stop()
  await upstream.stop()
})
beforeEach(() => {
  upstream.behave = (_, response) => answerWith(response, 200, { jobId })
})

const linesSince = (said: string) =>
  rollcall
    .said()
    .slice(said.length)
    .split('\n')
    .filter((line) => line !== '')

test('A33, A34: a request is one line of log, whatever its values are: method, route, status, time and size, and no value', async () => {
  const evil = JSON.stringify([{ username: '\n[ERR] x \u001B[2J\u0007\u009B31m\u2028', email: 'a@acme.example', password: canaryPassword }])
  await sendRaw(rollcall.port, asPage(rollcall, 'GET', `/api/systemusers/${jobId}`))
  await until(() => rollcall.said().trimEnd().endsWith('}') && rollcall.said().includes('/api/systemusers/{id}'))
  const before = rollcall.said()
  upstream.behave = (_, response) => answerWith(response, 400, { message: '\u001B[2J\n{"at":"forged"}' }, { 'retry-after': '7' })
  await sendRaw(rollcall.port, Buffer.from(asPage(rollcall, 'POST', `${bulk}?suppressEmail=true`, { 'x-rollcall-submission': 'key-of-the-log-0001' }, evil)))
  await sendRaw(rollcall.port, asPage(rollcall, 'GET', `${bulk}/${jobId}/results?limit=10`))
  upstream.behave = (_, response) => void response.destroy()
  await sendRaw(rollcall.port, asPage(rollcall, 'GET', '/api/systemusers?search=ana.secret'))
  await until(() => linesSince(before).length >= 3)

  const text = linesSince(before).join('\n')
  expect(text).not.toMatch(/[^\x20-\x7E\n]/)
  for (const value of ['[ERR]', 'forged', canaryPassword, canaryKey, 'ana.secret', jobId, organizationId, 'key-of-the-log', 'acme'])
    expect(text).not.toContain(value)
  expect(linesSince(before).map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: expect.any(String), method: 'POST', route: '/api/v2/bulk/users', status: 400, ms: expect.any(Number), bytes: expect.any(Number) },
    { at: expect.any(String), method: 'GET', route: '/api/v2/bulk/users/{job_id}/results', status: 400, ms: expect.any(Number), bytes: expect.any(Number) },
    { at: expect.any(String), method: 'GET', route: '/api/systemusers', status: null, ms: expect.any(Number), bytes: 0, note: 'failed, accepted: maybe' },
  ])
})

test('the proxy’s own look at the organizations is in the log as well', async () => {
  const own = await startBuiltOn(upstream)
  await sendRaw(own.port, asPage(own, 'GET', '/api/systemusers'))
  await until(() => own.said().includes('"route":"/api/organizations","status":200'))
  await own.stop()
})

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types rollcall"

function expectHeaders(what: string, { headers }: RawAnswer) {
  const held = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(' AND ')]))
  expect([what, held]).toMatchObject([
    what,
    {
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      vary: expect.stringMatching(/^Sec-Fetch-Site, Origin/),
    },
  ])
  expect(held['permissions-policy']).toMatch(/camera=\(\).*microphone=\(\)/)
  expect(Object.keys(held).filter((name) => /^(server|x-powered-by|access-control-.*|set-cookie|etag|last-modified)$/.test(name))).toEqual([])
  return held
}

test('A36: every answer has the whole set of headers, whoever gives it', async () => {
  const { port } = rollcall
  const plain = (target: string) => sendRaw(port, asPage(rollcall, 'GET', target))
  const page = await plain('/')
  const asset = /\/assets\/index-[\w-]+\.js/.exec(page.body)?.[0] ?? ''
  expect(expectHeaders('an asset', await plain(asset))['cache-control']).toBe('public, max-age=31536000, immutable')
  const answers: readonly (readonly [string, number, RawAnswer])[] = [
    ['the page', 200, page],
    ['a screen', 200, await plain('/jobs/1?page=2')],
    ['the theme', 200, await plain('/theme.js')],
    ['nothing', 404, await plain('/nothing')],
    ['a page that is posted to', 405, await sendRaw(port, asPage(rollcall, 'POST', '/'))],
    ['the API', 200, await plain('/api/systemusers')],
    ['our own routes', 200, await plain('/rollcall/status')],
    ['a send', 200, await sendRaw(port, asPage(rollcall, 'POST', bulk, { 'x-rollcall-submission': 'key-of-the-headers-1' }, users))],
    ['another name', 421, await sendRaw(port, asPage(rollcall, 'GET', '/', { host: 'evil.test' }))],
    ['no name', 400, await sendRaw(port, 'GET / HTTP/1.1\r\n\r\n')],
    ['another origin', 403, await sendRaw(port, asPage(rollcall, 'GET', '/rollcall/status', { origin: 'https://evil.test' }))],
    ['no token', 401, await sendRaw(port, asPage(rollcall, 'GET', '/rollcall/status', { 'x-rollcall-token': null }))],
    ['a form', 415, await sendRaw(port, asPage(rollcall, 'POST', bulk, { 'content-type': 'text/plain' }, users))],
    ['an unknown route', 404, await plain('/api/systems')],
    ['a wrong parameter', 400, await plain('/api/systemusers?limit=0')],
    ['a large body', 413, await sendRaw(port, asPage(rollcall, 'POST', bulk, { 'content-length': '9999999999' }))],
    ['an odd coding', 501, await sendRaw(port, asPage(rollcall, 'POST', bulk, { 'transfer-encoding': 'x' }))],
    ['a wait for leave', 417, await sendRaw(port, asPage(rollcall, 'POST', bulk, { expect: '100-continue', 'content-length': '5' }))],
    ['another expectation', 417, await sendRaw(port, asPage(rollcall, 'GET', '/', { expect: 'wonders' }))],
    ['nonsense', 400, await sendRaw(port, 'nonsense\r\n\r\n')],
    ['endless headers', 431, await sendRaw(port, asPage(rollcall, 'GET', '/', { x: 'x'.repeat(17_000) }))],
    ['a tunnel', 405, await sendRaw(port, `CONNECT evil:443 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)],
  ]
  for (const [what, status, answer] of answers) {
    expect([what, answer.status]).toEqual([what, status])
    expect([what, expectHeaders(what, answer)['cache-control']]).toEqual([what, 'no-store'])
  }
  const slow = await sendRaw(port, 'GET / HTTP/1.1\r\nHost', { mostMs: 15_000 })
  expect(slow.status).toBe(408)
  expectHeaders('a header that never ends', slow)
})

test('A38: a second Rollcall on the same data directory is refused with a sentence, and the first goes on', async () => {
  const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: rollcall.dataDir })
  expect(await ended).toBe(1)
  expect(said().trim()).toBe(`Another Rollcall is running on ${rollcall.dataDir}. Use its page, stop it, or set ROLLCALL_DATA_DIR to another folder.`)
  expect((await sendRaw(rollcall.port, asPage(rollcall, 'GET', '/rollcall/status'))).status).toBe(200)
})

test('A38: a port that another program has is named, with what to do', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  for (const name of ['ROLLCALL_PORT', 'ROLLCALL_SIMULATOR_PORT']) {
    const { ended, said } = runBuilt({ [name]: String(port) })
    expect(await ended).toBe(1)
    expect(said().trim()).toBe(`Port ${port} is taken by another program. Stop it, or set ${name} to a free port.`)
  }
  other.close()
})

test('A38: the lock dies with its process, however that ends, and of several that start then exactly one gets it', async () => {
  const first = await startBuiltOn(upstream)
  await first.stop('SIGKILL')
  const starts = Array.from({ length: 4 }, () => runBuilt({ ROLLCALL_DATA_DIR: first.dataDir }))
  const ends = await Promise.all(
    starts.map(({ ended, said }) => Promise.race([ended.then(() => 'refused'), until(() => said().includes('#token=')).then(() => 'runs')])),
  )
  expect(ends.toSorted()).toEqual(['refused', 'refused', 'refused', 'runs'])
  for (const { child, ended } of starts) {
    child.kill()
    await ended
  }
  const last = await startBuilt({ ROLLCALL_DATA_DIR: first.dataDir })
  expect(last.token).toBe(first.token)
  await last.stop()
})

test('A38: a new token makes the old link useless, and so do the tokens of another data directory', async () => {
  const first = await startBuiltOn(upstream)
  const status = (of: BuiltRollcall, token: string) =>
    sendRaw(of.port, asPage({ port: of.port, token }, 'GET', '/rollcall/status')).then((answer) => answer.status)
  expect(await status(first, rollcall.token)).toBe(401)
  await first.stop()
  const second = await startBuilt({ ROLLCALL_DATA_DIR: first.dataDir }, ['--new-token'])
  expect([await status(second, first.token), await status(second, second.token)]).toEqual([401, 200])
  await second.stop()
})

test.runIf(isPosix)('A38: of two starts on one directory one is refused, however long its path and whatever TMPDIR says', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'rollcall-long-')), 'ä'.repeat(60), 'b'.repeat(60))
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const first = await startBuilt({ ROLLCALL_DATA_DIR: dataDir, TMPDIR: mkdtempSync(join(tmpdir(), 'rollcall-tmp-')) })
  const link = `${mkdtempSync(join(tmpdir(), 'rollcall-link-'))}/to`
  symlinkSync(dataDir, link)
  for (const path of [dataDir, link]) {
    const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: path, TMPDIR: mkdtempSync(join(tmpdir(), 'rollcall-tmp-')) })
    expect([await ended, said()]).toEqual([1, expect.stringContaining('Another Rollcall is running on')])
  }
  await first.stop('SIGKILL')
  const last = await startBuilt({ ROLLCALL_DATA_DIR: dataDir })
  await last.stop()
})

/** Files that stand where the journal should, and none of which may be written to, or waited for. */
const oddJournals: Readonly<Record<string, (dataDir: string) => void>> = {
  'a fifo': (dataDir) => void execFileSync('mkfifo', [join(dataDir, 'journal.jsonl')]),
  'a link out of the directory': (dataDir) => {
    writeFileSync(join(dataDir, '..', 'elsewhere.jsonl'), '')
    symlinkSync(join(dataDir, '..', 'elsewhere.jsonl'), join(dataDir, 'journal.jsonl'))
  },
  'a device': (dataDir) => symlinkSync('/dev/null', join(dataDir, 'journal.jsonl')),
  'a folder': (dataDir) => mkdirSync(join(dataDir, 'journal.jsonl')),
}
test.each(isPosix ? Object.keys(oddJournals) : ['a folder'])('a journal that is %s stops the start with one sentence', async (name) => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'rollcall-odd-')), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  oddJournals[name]?.(dataDir)
  const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: dataDir })
  expect([await ended, said().trim().split('\n').length, said()]).toEqual([1, 1, expect.stringMatching(/journal\.jsonl is not a plain file\. Move it away/)])
})

test('a disk that takes nothing stops the start with one sentence', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-full-'))
  const first = await startBuilt({ ROLLCALL_DATA_DIR: dataDir })
  await first.stop()
  const journal = openJournal(dataDir, 'simulator', Date.now, {
    append: () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    },
    sync: () => undefined,
  })
  expect(() => checkDisk(journal, dataDir)).toThrow(/The journal in .* cannot be written: the disk is full\. Nothing is sent without it/)
  journal.close()
})

test.runIf(isPosix)('a token that others on this machine can read is refused, with what to do', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-token-'))
  const first = await startBuilt({ ROLLCALL_DATA_DIR: dataDir })
  await first.stop()
  chmodSync(join(dataDir, 'token'), 0o644)
  const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: dataDir })
  expect([await ended, said()]).toEqual([1, expect.stringContaining('Run npm start -- --new-token')])
  const again = await startBuilt({ ROLLCALL_DATA_DIR: dataDir }, ['--new-token'])
  expect(again.token).not.toBe(first.token)
  await again.stop()
})

test.runIf(isPosix)('a token that is a fifo, a folder or a link is not waited for, read or followed', async () => {
  const made: Readonly<Record<string, (path: string) => void>> = {
    fifo: (path) => void execFileSync('mkfifo', ['-m', '600', path]),
    folder: (path) => mkdirSync(path, { mode: 0o700 }),
    link: (path) => {
      writeFileSync(`${path}.elsewhere`, `${'x'.repeat(43)}\n`, { mode: 0o600 })
      symlinkSync(`${path}.elsewhere`, path)
    },
  }
  for (const [name, make] of Object.entries(made)) {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-token-'))
    make(join(dataDir, 'token'))
    const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: dataDir })
    expect([name, await ended, said()]).toEqual([name, 1, expect.stringMatching(/token is not a plain file\. Move it away and start again\./)])
  }
})

test('a data directory that is open to others and full of something else is left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-shared-'))
  mkdirSync(join(folder, 'open'), { mode: 0o755 })
  writeFileSync(join(folder, 'open', 'letter.txt'), 'x')
  const { ended, said } = runBuilt({ ROLLCALL_DATA_DIR: join(folder, 'open') })
  expect(await ended).toBe(1)
  expect(said()).toContain('Set ROLLCALL_DATA_DIR to a folder of its own.')
})

test('A39: a fault inside is one answer without a word about it; the process lives, and the send is journaled as unclear', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-faults-'))
  const env = { JUMPCLOUD_API_KEY: canaryKey, JUMPCLOUD_API_URL: `http://127.0.0.1:${upstream.port}`, ROLLCALL_DATA_DIR: dataDir }
  const { proxyOf, token, stop } = await startProxy(readConfig(env), env, { log: () => undefined })
  const secret = `a fault with ${canaryKey} in it`
  const server = makeServer(
    (port) => {
      const proxy = proxyOf(port)
      return {
        ...proxy,
        upstream: { ...proxy.upstream, call: () => Promise.reject(new TypeError(secret)) },
        organizations: { has: () => Promise.resolve(true) },
      }
    },
    () => {
      throw new Error(secret)
    },
  )
  const port = await listen(server, 0)
  const key = 'key-of-an-inner-fault'
  const sent = await sendRaw(port, asPage({ port, token }, 'POST', bulk, { 'x-rollcall-submission': key }, users))
  expect(sent.body).toContain('"ambiguous":true')
  expect((await sendRaw(port, asPage({ port, token }, 'GET', `/rollcall/submissions/${key}`))).body).toContain('"sent-without-answer"')
  const asked = await sendRaw(port, asPage({ port, token }, 'GET', '/api/systemusers'))
  expect([asked.status, asked.headers['x-rollcall-refusal']]).toEqual([500, ['internal']])
  const early = await sendRaw(port, asPage({ port, token }, 'GET', '/'))
  expect([early.status, early.headers['content-type']]).toEqual([500, ['application/json; charset=utf-8']])
  for (const { text } of [sent, asked, early]) {
    expect(text).not.toContain(canaryKey)
    expect(text).not.toMatch(/\n\s+at |\.ts:\d/)
  }
  expect(readFileSync(join(dataDir, 'journal.jsonl'), 'utf8')).not.toContain(canaryKey)
  await new Promise<void>((resolve) => void server.close(() => resolve()))
  await stop()
})

test('A39: a promise that nobody waited for does not end the process', async () => {
  const own = await startBuiltOn(upstream, { NODE_OPTIONS: '--import=data:text/javascript,setTimeout(()=>Promise.reject(new%20Error(/planted/)),300)' })
  await until(() => /\n\{"at":"[^\n]+planted[^\n]+\}\n/.test(own.said()))
  await pause(50)
  expect((await sendRaw(own.port, asPage(own, 'GET', '/rollcall/status'))).status).toBe(200)
  await own.stop()
})
