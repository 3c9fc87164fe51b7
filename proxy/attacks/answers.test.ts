/** Attacks by what comes back from JumpCloud, or from somebody in its place: redirects, echoes, pages, nonsense, false certificates and silence. */
import { mkdtempSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerWith,
  asPage,
  bulk,
  canaryKey,
  jobId,
  sendRaw,
  startBuilt,
  startBuiltOn,
  startUpstream,
  users,
  type BuiltRollcall,
  type HeaderChanges,
  type TestUpstream,
} from './attack-driver.ts'
import { readConfig } from '../config.ts'
import { start } from '../start.ts'
import { selfSigned } from './self-signed.ts'

let upstream: TestUpstream
let rollcall: BuiltRollcall
let keys = 0

beforeAll(async () => {
  upstream = await startUpstream()
  rollcall = await startBuiltOn(upstream)
  // From here on the organization is known, so that what is seen is the request itself.
  expect((await read('/api/systemusers')).status).toBe(200)
})
afterAll(async () => {
  await rollcall.stop()
  await upstream.stop()
})
beforeEach(() => {
  upstream.seen.length = 0
  upstream.behave = (_, response) => answerWith(response, 200, { jobId })
})

const ask = (method: string, target: string, changes: HeaderChanges = {}, body = '', of: Pick<BuiltRollcall, 'port' | 'token'> = rollcall) =>
  sendRaw(of.port, asPage(of, method, target, changes, body))
const read = (target: string, changes: HeaderChanges = {}) => ask('GET', target, changes)
const newKey = () => `key-of-the-attack-${(keys += 1)}`
const submit = (changes: HeaderChanges = {}, of: Pick<BuiltRollcall, 'port' | 'token'> = rollcall) =>
  ask('POST', bulk, { 'x-rollcall-submission': newKey(), ...changes }, users, of)

test.each([301, 302, 303, 307, 308])(
  'A20: a redirect (%i) is never followed: the other host sees nothing, and the key is named as the reason',
  async (status) => {
    const other = await startUpstream()
    upstream.behave = (_, response) => answerWith(response, status, {}, { location: `http://127.0.0.1:${other.port}/stolen` })
    for (const answer of [await read('/api/systemusers'), await submit()]) {
      expect([answer.status, answer.headers['x-rollcall-refusal'], answer.headers['location']]).toEqual([502, ['key-refused'], undefined])
      expect(answer.body).toContain('does not know the API key')
    }
    expect(other.seen).toEqual([])
    await other.stop()
  },
)

test('A26: an upstream that echoes what it was sent gives nothing away', async () => {
  upstream.behave = (request, response) =>
    answerWith(
      response,
      400,
      { message: 'bad request', echoed: request.headers, raw: request.rawHeaders },
      {
        'set-cookie': ['a=b'],
        server: 'their-server',
        location: `/x?key=${canaryKey}`,
        'x-powered-by': canaryKey,
        'retry-after': canaryKey,
        'www-authenticate': 'Basic',
        link: '</x>; rel=preload',
        refresh: '0; url=http://evil.test',
      },
    )
  for (const answer of [await read('/api/systemusers'), await submit()]) {
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('[API key]')
    expect(answer.text).not.toContain(canaryKey)
    for (const name of ['set-cookie', 'server', 'location', 'x-powered-by', 'www-authenticate', 'link', 'refresh']) expect(answer.headers[name]).toBeUndefined()
  }
  expect(rollcall.said()).not.toContain(canaryKey)
})

test('A26: a key that an upstream writes with escapes is taken out of its answer too', async () => {
  const hex = (character: string) => (character.codePointAt(0) ?? 0).toString(16)
  const forms = [
    Array.from(canaryKey)
      .map((each) => `\\u${hex(each).padStart(4, '0')}`)
      .join(''),
    Array.from(canaryKey)
      .map((each, nth) => (nth % 2 === 0 ? each : `\\u${hex(each).padStart(4, '0').toUpperCase()}`))
      .join(''),
    Array.from(canaryKey)
      .map((each) => `%${hex(each)}`)
      .join(''),
    Array.from(canaryKey)
      .map((each, nth) => (nth % 3 === 0 ? `%${hex(each).toUpperCase()}` : each))
      .join(''),
    canaryKey,
  ]
  for (const form of forms) {
    upstream.behave = (_, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"results":[],"totalCount":0,"echo":"M\u00FCller ${form}"}`)
    const { body } = await ask('GET', '/api/systemusers')
    expect([body.includes(form), body.includes('[API key]'), Buffer.from(body, 'latin1').toString('utf8').includes('M\u00FCller')]).toEqual([false, true, true])
  }
})

test('a page that comes back instead of JSON is never a page of ours', async () => {
  upstream.behave = (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>')
  const answer = await read('/api/systemusers')
  expect(answer.headers['content-type']).toEqual(['text/plain; charset=utf-8'])
  expect(answer.headers['x-content-type-options']).toEqual(['nosniff'])
})

test('A27: an upstream whose certificate nobody vouches for gets neither key nor users', async () => {
  const asked: string[] = []
  const server = createTlsServer(selfSigned('127.0.0.1'), (request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const wary = await startBuilt({ JUMPCLOUD_API_KEY: canaryKey, JUMPCLOUD_API_URL: `https://127.0.0.1:${port}` })
  for (const answer of [await ask('GET', '/api/organizations', {}, '', wary), await submit({}, wary)]) {
    expect([answer.status, answer.headers['x-rollcall-refusal']]).toEqual([502, ['unreachable']])
    expect(answer.body).toContain('"ambiguous":false')
  }
  expect(asked).toEqual([])
  await wary.stop()
  await new Promise<void>((resolve) => void server.close(() => resolve()))
})

test('an upstream that speaks nonsense, another protocol, or for ever is an error, and Rollcall goes on', async () => {
  let words = ''
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => socket.write(words))
    if (words.includes('endless')) {
      const timer = setInterval(() => socket.write('x'.repeat(1024 * 1024)), 1)
      socket.on('close', () => clearInterval(timer))
    }
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const odd = await startBuilt({
    JUMPCLOUD_API_KEY: canaryKey,
    JUMPCLOUD_API_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
  })
  for (const each of [
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    'not http at all\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"endless',
    `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    'HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\n{}',
    'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull',
    'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"results":true}',
  ]) {
    words = each
    const answer = await ask('GET', '/api/systemusers', {}, '', odd)
    expect([each.slice(0, 60), answer.status]).toEqual([each.slice(0, 60), 502])
    expect(answer.body).not.toMatch(/\.ts|\.js|node:|at /)
  }
  expect((await ask('GET', '/rollcall/status', {}, '', odd)).status).toBe(200)
  const memory = odd.megabytes()
  if (memory !== null) expect(memory).toBeLessThan(200)
  await odd.stop()
  await new Promise<void>((resolve) => void server.close(() => resolve()))
})

test('A37: a send that JumpCloud does not answer is reported as unclear, once, and is never sent again', async () => {
  const env = {
    JUMPCLOUD_API_KEY: canaryKey,
    JUMPCLOUD_API_URL: `http://127.0.0.1:${upstream.port}`,
    ROLLCALL_PORT: '0',
    ROLLCALL_DATA_DIR: mkdtempSync(join(tmpdir(), 'rollcall-silence-')),
  }
  const patient = await start(readConfig(env), env, { files: null, log: () => undefined, upstreamLimits: { sendMs: 400, readMs: 400 } })
  upstream.behave = () => undefined
  const key = newKey()
  const answers = [await submit({ 'x-rollcall-submission': key }, patient), await submit({ 'x-rollcall-submission': key }, patient)]
  for (const answer of answers)
    expect([answer.status, answer.headers['x-rollcall-refusal'], answer.body.includes('"ambiguous":true')]).toEqual([504, ['no-answer'], true])
  expect(upstream.seen.filter(({ method }) => method === 'POST')).toHaveLength(1)
  // An answer that begins and never ends is no answer either.
  upstream.behave = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"jobId":')
  expect((await submit({}, patient)).status).toBe(504)
  expect((await ask('GET', '/api/systemusers', {}, '', patient)).status).toBe(502)
  // Nor is a status that only announces one.
  upstream.behave = (request) => void request.socket.write('HTTP/1.1 199 Wait\r\n\r\n')
  const announced = await submit({}, patient)
  expect([announced.status, announced.body.includes('"ambiguous":true')]).toEqual([504, true])
  await patient.stop()
})
