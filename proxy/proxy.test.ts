/** The proxy in front of a real upstream on a real port: who gets in, what leaves, and what is written down before it does. */
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { start, type Rollcall } from './start.ts'

const key = 'canary-key-4f1d2c-9999'
const organizationId = 'ab'.repeat(12)
const jobId = 'cd'.repeat(12)
let upstream: Server
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
let behave: (request: IncomingMessage, response: ServerResponse) => void
let rollcall: Rollcall
let dataDir: string
let logged: string[]

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function startOn(port: number): Promise<Rollcall> {
  const env = { JUMPCLOUD_API_KEY: key, JUMPCLOUD_API_URL: `http://127.0.0.1:${port}`, ROLLCALL_PORT: '0', ROLLCALL_DATA_DIR: dataDir }
  return start(readConfig(env), env, { files: null, log: (line) => logged.push(JSON.stringify(line)) })
}

beforeEach(async () => {
  seen = []
  logged = []
  dataDir = mkdtempSync(join(tmpdir(), 'rollcall-proxy-'))
  behave = (_, response) => json(response, 200, { jobId })
  upstream = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.url?.startsWith('/api/organizations') === true) {
        json(response, 200, { totalCount: 1, results: [{ _id: organizationId, displayName: 'Acme' }] })
        return
      }
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      behave(request, response)
    })
  })
  await new Promise<void>((resolve) => void upstream.listen(0, '127.0.0.1', resolve))
  rollcall = await startOn(portOf(upstream))
})

afterEach(async () => {
  await rollcall.stop()
  upstream.closeAllConnections()
  await new Promise<void>((resolve) => void upstream.close(() => resolve()))
})

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** A request as the page makes it; what is given replaces or, as null, removes a header. */
function ask(method: string, path: string, given: Record<string, string | null> = {}, body?: string): Promise<Answer> {
  const origin = `http://127.0.0.1:${rollcall.port}`
  const headers = Object.fromEntries(
    Object.entries({
      host: `127.0.0.1:${rollcall.port}`,
      'sec-fetch-site': 'same-origin',
      'x-rollcall-token': rollcall.token,
      'x-rollcall-organization': organizationId,
      ...(method === 'GET' ? {} : { origin, 'content-type': 'application/json', 'x-rollcall-submission': 'key-0123456789abcdef' }),
      ...given,
    }).filter((entry): entry is [string, string] => entry[1] !== null),
  )
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: rollcall.port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

const users = JSON.stringify([{ username: 'ana', email: 'ana@acme.example', password: 'canary-password-77' }])
const submit = (given: Record<string, string | null> = {}, body = users) => ask('POST', '/api/v2/bulk/users', given, body)
const submission = async (name = 'key-0123456789abcdef') =>
  JSON.parse((await ask('GET', `/rollcall/submissions/${name}`)).text) as { state: string; jobId: string | null; status: number | null }

test.each([
  ['another host', { host: 'evil.test' }, 421],
  ['a host that only begins like ours', { host: '127.0.0.1.evil.test:4820' }, 421],
  ['another origin', { origin: 'https://evil.test' }, 403],
  ['no origin on a send', { origin: null }, 403],
  ['an origin of null', { origin: 'null' }, 403],
  ['a cross-site request', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a request that does not say where it is from', { 'sec-fetch-site': null }, 403],
  ['no token', { 'x-rollcall-token': null }, 401],
  ['a wrong token', { 'x-rollcall-token': 'wrong' }, 401],
  ['a form', { 'content-type': 'text/plain' }, 415],
  ['no organization', { 'x-rollcall-organization': null }, 403],
  ['an organization that the key does not open', { 'x-rollcall-organization': 'ef'.repeat(12) }, 403],
  ['no submission key', { 'x-rollcall-submission': null }, 400],
])('%s is refused, and JumpCloud sees nothing', async (_, given, status) => {
  const answer = await submit(given)
  expect(answer.status).toBe(status)
  expect(seen).toEqual([])
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test.each([
  ['DELETE', '/api/systemusers/' + 'ab'.repeat(12), 405],
  ['GET', '/api/systems', 404],
  ['GET', '/api/v2/bulk/users/..%2f..%2f/results', 400],
  ['GET', `/api/v2/bulk/users/${jobId}/results?limit=101`, 400],
  ['GET', `/api/v2/bulk/users/${jobId}/results?limit=1&limit=9`, 400],
  ['GET', `/api/v2/bulk/users/${jobId}/results?__proto__=x`, 400],
  ['GET', '//evil.test/api/systemusers', 400],
])('%s %s is not let through', async (method, path, status) => {
  expect((await ask(method, path, {})).status).toBe(status)
  expect(seen).toEqual([])
})

test('what leaves is built from scratch: our key, the organization, and no header of the browser', async () => {
  const answer = await submit({ 'x-api-key': 'theirs', authorization: 'Bearer x', cookie: 'a=b', 'x-org-id': 'ff'.repeat(12), 'x-forwarded-host': 'evil.test' })
  expect(answer.status).toBe(200)
  expect(seen[0]?.headers).toMatchObject({ 'x-api-key': key, 'x-org-id': organizationId, 'content-type': 'application/json' })
  for (const name of ['authorization', 'cookie', 'x-forwarded-host', 'x-rollcall-token', 'origin']) expect(seen[0]?.headers[name]).toBeUndefined()
})

test('W7: one key is one send: the answer is replayed, another body is refused', async () => {
  expect(JSON.parse((await submit()).text)).toEqual({ jobId })
  const again = await submit()
  expect([again.status, JSON.parse(again.text), again.headers['x-rollcall-replayed']]).toEqual([200, { jobId }, 'true'])
  expect((await submit({}, '[{"username":"other"}]')).status).toBe(422)
  expect(seen).toHaveLength(1)
})

test('a key that is being sent is refused until its answer is there', async () => {
  const held: ServerResponse[] = []
  behave = (_, response) => void held.push(response)
  const first = submit()
  await expect.poll(() => seen.length).toBe(1)
  expect((await submit()).status).toBe(409)
  for (const response of held) json(response, 201, { jobId })
  expect((await first).status).toBe(201)
})

test('W3: a send is finished and written down even when the page is gone', async () => {
  const held: ServerResponse[] = []
  behave = (_, response) => void held.push(response)
  const socket = connect(rollcall.port, '127.0.0.1')
  socket.write(
    `POST /api/v2/bulk/users HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\r\nOrigin: http://127.0.0.1:${rollcall.port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nx-rollcall-token: ${rollcall.token}\r\nx-rollcall-organization: ${organizationId}\r\nx-rollcall-submission: key-0123456789abcdef\r\nContent-Length: ${users.length}\r\n\r\n${users}`,
  )
  await expect.poll(() => seen.length).toBe(1)
  socket.destroy()
  for (const response of held) json(response, 200, { jobId })
  await expect.poll(async () => (await submission()).jobId).toBe(jobId)
})

test.each([
  ['a cut connection', (_: IncomingMessage, response: ServerResponse) => void response.destroy()],
  ['a 503', (_: IncomingMessage, response: ServerResponse) => void json(response, 503, { message: 'busy' })],
  ['200 without a job id', (_: IncomingMessage, response: ServerResponse) => void json(response, 200, {})],
  ['200 with a web page', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')],
])('%s is no clear answer, and the key is never sent again', async (_, fault) => {
  behave = fault
  const answer = await submit()
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([504, { refusal: 'no-answer', ambiguous: true }])
  behave = (_request, response) => json(response, 200, { jobId })
  expect((await submit()).status).toBe(504)
  expect(seen).toHaveLength(1)
  expect(await submission()).toMatchObject({ state: 'sent-without-answer' })
})

test.each([401, 403, 429])('%i proves that nothing was accepted, and the key may be used again', async (status) => {
  behave = (_, response) => json(response, status, { message: 'no' }, { 'retry-after': '7' })
  const answer = await submit()
  expect([answer.status, answer.headers['retry-after']]).toEqual([status, '7'])
  expect(await submission()).toMatchObject({ state: 'not-accepted' })
  behave = (_request, response) => json(response, 200, { jobId })
  expect((await submit()).status).toBe(200)
})

test('a redirect means that the key was refused, and it is never followed', async () => {
  behave = (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${portOf(upstream)}/stolen` }).end()
  const answer = await ask('GET', '/api/systemusers')
  expect([answer.status, answer.headers['x-rollcall-refusal'], answer.headers.location]).toEqual([502, 'key-refused', undefined])
  expect(seen).toHaveLength(1)
})

test('an upstream that is not there has proven to take nothing', async () => {
  upstream.closeAllConnections()
  await submit()
  await new Promise<void>((resolve) => void upstream.close(() => resolve()))
  const answer = await submit({ 'x-rollcall-submission': 'key-fedcba9876543210' })
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([502, { refusal: 'unreachable', ambiguous: false }])
  expect(await submission('key-fedcba9876543210')).toMatchObject({ state: 'not-accepted' })
})

test('the journal outlives the proxy, and holds neither the key nor a user', async () => {
  await submit()
  await rollcall.stop()
  const path = join(dataDir, 'journal.jsonl')
  const text = readFileSync(path, 'utf8')
  for (const secret of [key, 'canary-password-77', 'ana']) expect(text).not.toContain(secret)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  rollcall = await startOn(portOf(upstream))
  expect(await submission()).toMatchObject({ state: 'answered', jobId })
  expect(JSON.parse((await submit()).text)).toEqual({ jobId })
  expect(seen).toHaveLength(1)
})

test('an upstream that echoes the key does not give it away, and logs hold no values', async () => {
  behave = (request, response) => json(response, 400, { message: `bad key ${String(request.headers['x-api-key'])}` }, { 'set-cookie': 'a=b', server: 'x' })
  const answer = await submit()
  expect(answer.text).toContain('[API key]')
  expect(JSON.stringify(answer)).not.toContain(key)
  expect([answer.headers['set-cookie'], answer.headers.server]).toEqual([undefined, undefined])
  for (const secret of [key, 'canary-password-77', 'ana']) expect(logged.join('\n')).not.toContain(secret)
})

test('a second proxy on the same data directory refuses with a sentence', async () => {
  await expect(startOn(portOf(upstream))).rejects.toThrow(/Another Rollcall is running on/)
})

test.each([
  ['a body that is no array', '{}', 400],
  ['801 users', JSON.stringify(Array.from({ length: 801 }, () => ({}))), 400],
  ['a forbidden name', '[{"__proto__":{}}]', 400],
  ['deep nesting', `[{"a":${'['.repeat(50)}${']'.repeat(50)}}]`, 400],
  ['a body over the limit', `["${'x'.repeat(9 * 1024 * 1024)}"]`, 413],
])('%s is refused', async (_, body, status) => {
  expect(
    await submit({}, body).then(
      ({ status: got }) => got,
      () => 413,
    ),
  ).toBe(status)
  expect(seen).toEqual([])
})
