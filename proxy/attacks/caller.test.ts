/** Attacks by somebody else's page: other origins, forms, preflights, and requests without the token. */
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  asPage,
  bulk,
  sendRaw,
  startBuiltOn,
  startUpstream,
  users,
  type BuiltRollcall,
  type HeaderChanges,
  type RawAnswer,
  type TestUpstream,
} from './attack-driver.ts'

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
  upstream.seen.length = 0
})

const submit = (changes: HeaderChanges, method = 'POST') => sendRaw(rollcall.port, asPage(rollcall, method, bulk, changes, users))
const read = (changes: HeaderChanges, target = '/api/systemusers') => sendRaw(rollcall.port, asPage(rollcall, 'GET', target, changes))

function expectRefused(answer: RawAnswer, statuses: readonly number[] = [403]) {
  expect(statuses).toContain(answer.status)
  expect(answer.text).not.toContain(rollcall.token)
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  expect(upstream.seen).toEqual([])
}

test('the page itself is let in, so that every refusal below has its one reason', async () => {
  expect((await submit({})).status).toBe(200)
  expect((await read({})).status).toBe(200)
  expect((await read({ origin: `http://127.0.0.1:${rollcall.port}` })).status).toBe(200)
  const name = `localhost:${rollcall.port}`
  expect((await submit({ host: name, origin: `http://${name}` })).status).toBe(200)
})

test('A5: a send from another origin is refused before its body is read', async () => {
  const head = asPage(rollcall, 'POST', bulk, { origin: 'https://evil.test', 'content-length': '100000' })
  const socket = connect(rollcall.port, '127.0.0.1')
  const text = await new Promise<string>((resolve) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    socket.write(head)
  })
  socket.destroy()
  expect(text).toMatch(/^HTTP\/1\.1 403 /)
  expect(text.toLowerCase()).toContain('connection: close')
  expect(upstream.seen).toEqual([])
})

test.each([
  ['null', 'null'],
  ['none at all', null],
  ['two', ['http://127.0.0.1', 'https://evil.test']],
  ['empty', ''],
] as const)('A6: an origin that is %s sends nothing', async (_, origin) => {
  for (const method of ['POST', 'PATCH']) expectRefused(await submit({ origin }, method))
})

test('A6: an origin that only begins or ends like ours sends nothing', async () => {
  const { port } = rollcall
  for (const origin of [
    `http://localhost:${port}.evil.test`,
    `http://127.0.0.1:${port}.evil.test`,
    `http://evil.test#http://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}/`,
    `HTTP://127.0.0.1:${port}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}, https://evil.test`,
    `ws://127.0.0.1:${port}`,
    'file://',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  ])
    expectRefused(await submit({ origin }))
  expectRefused(await submit({ origin: [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`] }))
})

test('A7: another port, the other name of this machine, or a name below localhost is another origin', async () => {
  const { port } = rollcall
  expectRefused(await submit({ origin: `http://localhost:${port + 1}` }))
  expectRefused(await submit({ origin: `http://foo.localhost:${port}` }))
  expectRefused(await submit({ host: `localhost:${port}`, origin: `http://127.0.0.1:${port}` }))
  expectRefused(await submit({ host: `127.0.0.1:${port}`, origin: `http://localhost:${port}` }))
  expectRefused(await read({ origin: `http://localhost:${port}` }))
})

test.each(['cross-site', 'same-site', 'none', null, 'same-origin, same-origin', 'SAME-ORIGIN', ''])(
  'A8: a request that the browser calls “%s” gets nothing of the API',
  async (site) => {
    expectRefused(await read({ 'sec-fetch-site': site }))
    expectRefused(await read({ 'sec-fetch-site': site }, '/rollcall/status'))
    expectRefused(await submit({ 'sec-fetch-site': site }))
  },
)

test('A9: a form, as a page without script can send it, changes nothing', async () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    null,
    'application/json; charset=utf-7',
    'text/plain; application/json',
  ]
  // As a browser sends it, and then with everything forged that a form cannot forge.
  for (const type of types) {
    expectRefused(await submit({ 'content-type': type, origin: 'https://evil.test', 'sec-fetch-site': 'cross-site', 'x-rollcall-token': null }))
    expectRefused(await submit({ 'content-type': type }), [415])
  }
})

test('a second content type or encoding is refused, even where both say the same', async () => {
  const json = 'application/json'
  for (const type of [
    [json, json],
    [json, 'text/plain'],
    ['text/plain', json],
  ])
    expectRefused(await submit({ 'content-type': type }), [415])
  for (const encoding of ['gzip', ['identity', 'identity'], 'identity']) expectRefused(await submit({ 'content-encoding': encoding }), [415])
})

test('A9: a method in a header or in the address is not taken for the method', async () => {
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) expect((await read({ [name]: 'DELETE' })).status).toBe(200)
  expect(upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill('GET /api/systemusers'))
  upstream.seen.length = 0
  expectRefused(await read({}, '/api/systemusers?_method=DELETE'), [400])
})

test('A11: a preflight is refused, and no answer ever allows another origin', async () => {
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-rollcall-token',
    'access-control-request-private-network': 'true',
  }
  for (const target of [bulk, '/api/systemusers', '/rollcall/status'])
    for (const origin of ['https://evil.test', 'null', `http://localhost:${rollcall.port + 1}`])
      expectRefused(
        await sendRaw(rollcall.port, asPage(rollcall, 'OPTIONS', target, { ...asked, origin, 'sec-fetch-site': 'cross-site', 'x-rollcall-token': null })),
      )
  for (const target of ['/', '/theme.js', '/nothing']) {
    const answer = await sendRaw(rollcall.port, asPage(rollcall, 'OPTIONS', target, { ...asked, origin: 'https://evil.test' }))
    expectRefused(answer, [405])
  }
  const good = await read({})
  expect(good.status).toBe(200)
  expect(good.text.toLowerCase()).not.toContain('access-control-')
})

test('A13: without the very token nothing is answered', async () => {
  const { token } = rollcall
  const wrong = [
    null,
    '',
    'wrong',
    token.slice(0, -1),
    `${token}x`,
    token.toLowerCase(),
    token.toUpperCase(),
    `${token}, ${token}`,
    [token, token],
    `é${token.slice(1)}`,
    ' ',
  ]
  for (const given of wrong) {
    expectRefused(await read({ 'x-rollcall-token': given }), [401])
    expectRefused(await submit({ 'x-rollcall-token': given }), [401])
  }
  // More than all headers together may hold; with a megabyte the connection may be gone before the answer is read.
  expectRefused(await read({ 'x-rollcall-token': 'x'.repeat(20_000) }), [431])
  expectRefused(await read({ 'x-rollcall-token': 'x'.repeat(1024 * 1024) }), [431, 0])
})

test('A13: a token in the address, in a cookie or in an authorization header is not a token', async () => {
  const { token } = rollcall
  for (const target of ['/api/systemusers', '/rollcall/status'])
    for (const name of ['token', 'x-rollcall-token', 'access_token'])
      expectRefused(await read({ 'x-rollcall-token': null }, `${target}?${name}=${token}`), [401])
  expectRefused(await read({ 'x-rollcall-token': null, cookie: `token=${token}; x-rollcall-token=${token}` }), [401])
  expectRefused(await read({ 'x-rollcall-token': null, authorization: `Bearer ${token}` }), [401])
})
