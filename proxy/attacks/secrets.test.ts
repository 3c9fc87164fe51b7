/** The key, the token and the passwords, looked for wherever they could turn up: files, answers, logs, processes, and what the build makes. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerWith,
  asPage,
  bulk,
  canaryKey,
  canaryPassword,
  jobId,
  runBuilt,
  sendRaw,
  startBuilt,
  startBuiltOn,
  startUpstream,
  until,
  users,
  type BuiltRollcall,
  type TestUpstream,
} from './attack-driver.ts'

const isPosix = process.platform !== 'win32'
let upstream: TestUpstream
let rollcall: BuiltRollcall
let keys = 0

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

const submit = (of: BuiltRollcall, body = users) =>
  sendRaw(of.port, asPage(of, 'POST', bulk, { 'x-rollcall-submission': `key-of-the-secrets-${(keys += 1)}` }, body))
const read = (of: BuiltRollcall, target: string) => sendRaw(of.port, asPage(of, 'GET', target))

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name)
    return each.isDirectory() ? filesIn(path) : each.isFile() ? [path] : []
  })
const filesWith = (folder: string, words: readonly string[]) => filesIn(folder).filter((path) => words.some((word) => readFileSync(path).includes(word)))

/** Everything that a user can make Rollcall do, good and bad, with the answers that came. */
async function useEverything(of: BuiltRollcall): Promise<string> {
  const answers = [await submit(of), await read(of, '/api/systemusers'), await read(of, '/rollcall/status'), await read(of, '/rollcall/submissions')]
  for (const behave of [
    (_: unknown, response: Parameters<TestUpstream['behave']>[1]) => answerWith(response, 500, { message: 'fault' }),
    (_: unknown, response: Parameters<TestUpstream['behave']>[1]) => answerWith(response, 401, { message: 'no' }),
    (request: Parameters<TestUpstream['behave']>[0], response: Parameters<TestUpstream['behave']>[1]) => answerWith(response, 422, { echo: request.headers }),
    (_: unknown, response: Parameters<TestUpstream['behave']>[1]) => void response.destroy(),
  ]) {
    upstream.behave = behave
    answers.push(await submit(of), await read(of, '/api/systemusers'))
  }
  answers.push(
    await submit(of, '[{"password":'),
    await submit(of, `{"password":"${canaryPassword}"}`),
    await read(of, `/api/systemusers?filter=${canaryPassword}%00`),
  )
  answers.push(await sendRaw(of.port, `GET / HTTP/1.1\r\nX: ${canaryPassword}\0\r\n\r\n`))
  for (const target of ['/', '/theme.js', '/nothing', ...new Set((await read(of, '/')).body.match(/\/assets\/[\w.-]+/g) ?? [])])
    answers.push(await read(of, target))
  return answers.map(({ text }) => text).join('\n')
}

test('A31: neither key nor password is in any answer, log or file of Rollcall', async () => {
  const answered = await useEverything(rollcall)
  for (const secret of [canaryKey, canaryPassword, 'ana.canary']) {
    expect(answered).not.toContain(secret)
    expect(rollcall.said()).not.toContain(secret)
  }
  await until(() => rollcall.said().includes('/api/v2/bulk/users'))
  expect(filesWith(rollcall.dataDir, [canaryKey, canaryPassword, 'ana.canary'])).toEqual([])
  expect(filesWith(rollcall.dataDir, [rollcall.token]).map((path) => path.slice(rollcall.dataDir.length + 1))).toEqual(['token'])
  // The status page shows its end, and that is all that is ever shown.
  expect(JSON.parse((await read(rollcall, '/rollcall/status')).body.replaceAll(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, ''))).toMatchObject({ keyEnding: '9999' })
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${rollcall.process.pid}/cmdline`, 'utf8')).not.toContain(canaryKey)
    expect(readFileSync(`/proc/${rollcall.process.pid}/environ`, 'utf8')).toContain(canaryKey)
  }
  if (isPosix) for (const path of [rollcall.dataDir, ...filesIn(rollcall.dataDir)]) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0])
})

test('A31: with a key file the key is in no environment either', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'rollcall-key-')), 'key')
  writeFileSync(path, `${canaryKey}\n`, { mode: 0o600 })
  const own = await startBuilt({ JUMPCLOUD_API_KEY_FILE: path, JUMPCLOUD_API_URL: `http://127.0.0.1:${upstream.port}` })
  upstream.seen.length = 0
  expect((await submit(own)).status).toBe(200)
  expect(upstream.seen.at(-1)?.headers['x-api-key']).toBe(canaryKey)
  if (process.platform === 'linux')
    for (const name of ['environ', 'cmdline']) expect(readFileSync(`/proc/${own.process.pid}/${name}`, 'utf8')).not.toContain(canaryKey)
  await own.stop()
})

const vite = (env: Record<string, string>, outDir: string) =>
  promisify(execFile)(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error', '--outDir', outDir, '--emptyOutDir'], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
  })

test('A31: a build made where the key is set has no key in it, and no source map', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'rollcall-build-'))
  await vite({ JUMPCLOUD_API_KEY: canaryKey, ROLLCALL_TOKEN: canaryPassword }, outDir)
  expect(filesIn(outDir).length).toBeGreaterThan(10)
  expect(filesWith(outDir, [canaryKey, canaryPassword, 'sourceMappingURL', 'x-api-key'])).toEqual([])
  expect(filesIn(outDir).filter((path) => path.endsWith('.map'))).toEqual([])
})

test('A31: no program of the build sees the key, wherever it comes from', async () => {
  const bin = mkdtempSync(join(tmpdir(), 'rollcall-bin-'))
  // Stands in for npx, and writes down what it was given.
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nenv >> ${join(bin, 'seen')}\n`, { mode: 0o755 })
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, JUMPCLOUD_API_KEY: canaryKey, JUMPCLOUD_API_KEY_FILE: '/nowhere/at/all', ROLLCALL_MARK: 'seen' }
  await promisify(execFile)(process.execPath, ['.ci/build.mjs'], { env })
  const seen = readFileSync(join(bin, 'seen'), 'utf8')
  expect([seen.match(/ROLLCALL_MARK=seen/g)?.length, seen.includes('JUMPCLOUD')]).toEqual([2, false])
})

test('A32: a key that would be built into the page stops the build and the start, and is not shown', async () => {
  for (const env of [{ VITE_JUMPCLOUD_API_KEY: canaryKey }, { VITE_SETTING: canaryKey }] as Record<string, string>[]) {
    const built = await vite(env, mkdtempSync(join(tmpdir(), 'rollcall-build-'))).then(
      () => 'built',
      (error: { stderr: string }) => error.stderr,
    )
    expect(built).toContain('begins with VITE_')
    expect(built).not.toContain(canaryKey)
    const { ended, said } = runBuilt(env)
    expect([await ended, said().trim().split('\n').length]).toEqual([1, 1])
    expect(said()).toContain('Rename it to JUMPCLOUD_API_KEY')
    expect(said()).not.toContain(canaryKey)
  }
})

test('A32: a key on the command line is refused, with what to do, and is not repeated', async () => {
  for (const flags of [[`--api-key=${canaryKey}`], ['--api-key', canaryKey], [canaryKey], [`--key${canaryKey}`], ['--token', 'x'], ['-k', canaryKey]]) {
    const { ended, said } = runBuilt({}, flags)
    expect(await ended).toBe(1)
    expect(said()).toContain('JUMPCLOUD_API_KEY_FILE')
    expect(said()).not.toContain(canaryKey)
  }
})

test.runIf(isPosix)('A32: a key file that others can read is refused with the command that closes it', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'rollcall-key-')), 'key')
  writeFileSync(path, canaryKey, { mode: 0o600 })
  for (const mode of [0o644, 0o640, 0o604, 0o660, 0o602]) {
    chmodSync(path, mode)
    const { ended, said } = runBuilt({ JUMPCLOUD_API_KEY_FILE: path, JUMPCLOUD_REGION: 'us' })
    expect(await ended).toBe(1)
    expect(said()).toContain('chmod 600')
    expect(said()).not.toContain(canaryKey)
  }
})

test('a key that was put into another variable by mistake is refused there, and not shown', async () => {
  for (const name of ['JUMPCLOUD_ORG_ID', 'JUMPCLOUD_API_URL', 'JUMPCLOUD_REGION', 'JUMPCLOUD_API_KEY_FILE', 'ROLLCALL_PORT']) {
    const { ended, said } = runBuilt({ JUMPCLOUD_REGION: 'us', [name]: canaryKey })
    expect([name, await ended]).toEqual([name, 1])
    expect(said()).toContain(name)
    expect(said()).not.toContain(canaryKey)
  }
})

test.each([
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'to any machine that answers for JumpCloud'],
  [{ NODE_DEBUG: 'http' }, 'would print your API key'],
  [{ NODE_DEBUG: 'fs,https' }, 'would print your API key'],
])('A27: %o is refused before anything is connected', async (env, words) => {
  const { ended, said } = runBuilt({ JUMPCLOUD_API_KEY: canaryKey, JUMPCLOUD_REGION: 'us', ...(env as Record<string, string>) })
  expect(await ended).toBe(1)
  expect(said()).toContain(words)
  expect(said()).not.toContain(canaryKey)
})
