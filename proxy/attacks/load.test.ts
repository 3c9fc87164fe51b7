/** Attacks by size, slowness and nonsense: what is too large, too slow or malformed ends by itself, and others are answered meanwhile. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answerWith,
  asPage,
  bulk,
  drip,
  pause,
  sendRaw,
  startBuiltOn,
  startUpstream,
  until,
  users,
  type BuiltRollcall,
  type HeaderChanges,
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

const send = (body: string, changes: HeaderChanges = {}) => sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, changes, body))
const status = (of: BuiltRollcall) => sendRaw(of.port, asPage(of, 'GET', '/rollcall/status'))
const sends = () => upstream.seen.filter(({ method }) => method !== 'GET')

test('A25: a body that two readers could measure differently is refused, and the connection is closed', async () => {
  const length = String(users.length)
  const chunked = `${users.length.toString(16)}\r\n${users}\r\n0\r\n\r\n`
  const framed = (changes: HeaderChanges, body: string) =>
    sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, { 'content-length': null, ...changes }, '') + body)
  const attempts: readonly (readonly [string, HeaderChanges, string])[] = [
    ['both a length and chunks', { 'content-length': length, 'transfer-encoding': 'chunked' }, chunked],
    ['two lengths', { 'content-length': [length, '5'] }, users],
    ['two equal lengths', { 'content-length': [length, length] }, users],
    ['a list of lengths', { 'content-length': `${length}, ${length}` }, users],
    ['a signed length', { 'content-length': `+${length}` }, users],
    ['a hexadecimal length', { 'content-length': '0x10' }, users],
    ['another coding', { 'transfer-encoding': 'xchunked' }, chunked],
    ['two codings', { 'transfer-encoding': 'gzip, chunked' }, chunked],
    ['chunked twice', { 'transfer-encoding': ['chunked', 'chunked'] }, chunked],
    ['a coding hidden by a tab', { 'transfer-encoding': '\tchunked\x0b' }, chunked],
    ['identity', { 'transfer-encoding': 'identity' }, chunked],
    ['a folded header', { 'x-folded': 'a\r\n b' }, ''],
    ['a megabyte of chunk extensions', { 'transfer-encoding': 'chunked' }, `1;${'x'.repeat(1024 * 1024)}\r\n[\r\n0\r\n\r\n`],
    ['a wrong chunk size', { 'transfer-encoding': 'chunked' }, `zz\r\n${users}\r\n0\r\n\r\n`],
    ['a space before the colon', { 'content-length ': length }, users],
  ]
  for (const [what, changes, body] of attempts) {
    const answer = await framed({ ...changes, connection: 'keep-alive' }, body)
    expect([what, [400, 413, 501].includes(answer.status) || (answer.status === 0 && answer.isClosed)]).toEqual([what, true])
  }
  const bareLineFeed = await sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, {}, users).replaceAll('\r\n', '\n'))
  expect(bareLineFeed.status).toBe(400)
  expect(sends()).toEqual([])
})

test('a request hidden in the body of a refused one is never answered', async () => {
  const hidden = asPage(rollcall, 'GET', '/rollcall/status')
  const answer = await sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, { origin: 'https://evil.test', connection: 'keep-alive' }, hidden))
  await pause(100)
  expect(answer.status).toBe(403)
  expect(answer.headers['connection']).toEqual(['close'])
  expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
})

test('A28: bodies that are too large, compressed, too deep, too many or ambiguous are refused, and memory stays flat', async () => {
  const before = rollcall.megabytes()
  const nine = 9 * 1024 * 1024
  const byLength = await sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, { 'content-length': String(nine) }))
  expect(byLength.status).toBe(413)
  const chunk = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`
  for (let turn = 0; turn < 5; turn += 1) {
    const byChunks = await sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, { 'transfer-encoding': 'chunked' }) + chunk.repeat(10))
    expect([413, 0]).toContain(byChunks.status)
    expect(byChunks.isClosed || byChunks.headers['connection']?.[0] === 'close').toBe(true)
  }
  expect((await send(users, { 'content-encoding': 'gzip' })).status).toBe(415)
  const person = '{"username":"ana"}'
  const bodies: readonly (readonly [string, string])[] = [
    ['10,000 brackets', `[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]`],
    ['brackets that never close', '['.repeat(1_000_000)],
    ['801 users', `[${Array(801).fill(person).join(',')}]`],
    ['nobody', '[]'],
    ['no list', person],
    ['no users', '[1,2]'],
    ['lists for users', '[[]]'],
    ['a name twice', '[{"email":"a@x.example","email":"b@x.example"}]'],
    ['a name twice, once escaped', '[{"email":"a","\\u0065mail":"b"}]'],
    ['a name twice, in another case', '[{"email":"a","Email":"b"}]'],
    ['a name twice, far apart in space', `[{"email":"a","email"${' '.repeat(10_000)}:"b"}]`],
    ['a name twice, deep inside', '[{"addresses":[{"type":"home","type":"work"}]}]'],
    ['__proto__', '[{"__proto__":{"x":1}}]'],
    ['__proto__, escaped', '[{"\\u005f_proto__":{"x":1}}]'],
    ['broken UTF-8', '[{"username":"\xff\xfe"}]'],
    ['a mark in front', `\xef\xbb\xbf[${person}]`],
    ['a comment', `[${person} /* x */]`],
    ['two values', `[${person}][${person}]`],
    ['NaN', '[{"a":NaN}]'],
  ]
  for (const [what, body] of bodies) {
    const answer = await sendRaw(rollcall.port, asPage(rollcall, 'POST', bulk, { 'content-length': String(Buffer.from(body, 'latin1').length) }, body))
    expect([what, answer.status, answer.headers['x-rollcall-refusal']]).toEqual([what, 400, ['body']])
  }
  expect(sends()).toEqual([])
  const after = rollcall.megabytes()
  if (before !== null && after !== null) expect(after - before).toBeLessThan(100)
})

test('a value may say what a name may not: the same words twice, brackets, quotes and backslashes', async () => {
  const odd = [
    {
      username: 'ana',
      firstname: 'username',
      lastname: '{"a":1,"a":2}',
      department: '\\"__proto__\\":',
      jobTitle: '['.repeat(50),
      attributes: [
        { name: 'a', value: 'name' },
        { name: 'b', value: 'value' },
      ],
    },
  ]
  expect((await send(JSON.stringify(odd), { 'x-rollcall-submission': 'key-of-odd-values-1' })).status).toBe(200)
  expect(JSON.parse(sends().at(-1)?.body ?? '')).toEqual(odd)
})

/** A Rollcall of its own for a test that fills one up. */
async function onItsOwn(attack: (own: BuiltRollcall) => Promise<void>) {
  const own = await startBuiltOn(upstream)
  try {
    await attack(own)
  } finally {
    await own.stop()
  }
}

test.concurrent('A29: a header or a body that comes a byte at a time ends within its time', () =>
  onItsOwn(async (own) => {
    const head = drip(own.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${own.port}\r\nX: ${'x'.repeat(1_000)}`, 250)
    const body = drip(own.port, '1', 1_000)
    body.socket.write(asPage(own, 'POST', bulk, { 'content-length': '1000', 'x-rollcall-submission': 'key-of-a-slow-body' }))
    expect(await head.ended).toBeLessThan(10_000)
    expect(await body.ended).toBeLessThan(30_000)
    expect(sends().filter(({ body: text }) => text.startsWith('1'))).toEqual([])
  }))

test.concurrent('A29: five hundred silent connections do not keep anybody else waiting, and are closed', () =>
  onItsOwn(async (own) => {
    const sockets = Array.from({ length: 500 }, () =>
      connect(own.port, '127.0.0.1')
        .on('error', () => undefined)
        .resume(),
    )
    let open = sockets.length
    for (const socket of sockets) socket.on('close', () => (open -= 1))
    await until(() => open < 500)
    const answers = [await status(own), await status(own), await status(own)]
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeLessThan(1_000)
    await until(() => open === 0, 15_000)
  }))

test.concurrent('readers who ask and never read keep nobody from their pages, and memory stays flat', () =>
  onItsOwn(async (own) => {
    const page = await sendRaw(own.port, asPage(own, 'GET', '/'))
    const asset = /\/assets\/index-[\w-]+\.js/.exec(page.body)?.[0] ?? ''
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(own.port, '127.0.0.1').on('error', () => undefined)
      socket.pause()
      socket.write(`GET ${asset} HTTP/1.1\r\nHost: 127.0.0.1:${own.port}\r\n\r\n`.repeat(20))
      return socket
    })
    await pause(300)
    expect((await status(own)).status).toBe(200)
    const memory = own.megabytes()
    if (memory !== null) expect(memory).toBeLessThan(200)
    for (const socket of sockets) socket.destroy()
  }))

test('no more than 16 requests are under way at JumpCloud at once; the rest are told so', async () => {
  const quiet = await startUpstream()
  const own = await startBuiltOn(quiet)
  await sendRaw(own.port, asPage(own, 'GET', '/api/systemusers'))
  quiet.seen.length = 0
  let release = () => undefined as void
  const held = new Promise<void>((resolve) => (release = resolve))
  quiet.behave = (_, response) => void held.then(() => answerWith(response, 200, { results: [] }))
  let refused = 0
  const all = Array.from({ length: 40 }, async () => {
    const answer = await sendRaw(own.port, asPage(own, 'GET', '/api/systemusers'))
    if (answer.status === 503) refused += 1
    return answer
  })
  await until(() => refused === 24)
  expect(quiet.seen).toHaveLength(16)
  release()
  const statuses = (await Promise.all(all)).map((answer) => answer.status)
  expect(statuses.filter((each) => each === 200)).toHaveLength(16)
  expect((await sendRaw(own.port, asPage(own, 'GET', '/api/systemusers'))).status).toBe(200)
  await own.stop()
  await quiet.stop()
})
