/** Attacks on what leaves for JumpCloud: routes, ids, parameters and headers. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerWith,
  asPage,
  bulk,
  canaryKey,
  jobId,
  organizationId,
  sendRaw,
  startBuiltOn,
  startUpstream,
  users,
  type BuiltRollcall,
  type HeaderChanges,
  type TestUpstream,
} from './attack-driver.ts'

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

test('A16: a route or method that Rollcall does not use is not there', async () => {
  const absent = [
    '/api/systems',
    '/api/v2/usergroups',
    '/api/v2/directoryinsights',
    '/api/',
    '/api/v2/bulk/users/',
    '/API/systemusers',
    '/api/systemusers/',
    '/api//systemusers',
  ]
  for (const target of [
    ...absent,
    '/rollcall/',
    '/rollcall/nothing',
    '/rollcall/status/x',
    '/rollcall/submissions/..',
    '/rollcall/leases/steal',
    '/rollcall/samples/other.csv',
  ])
    for (const method of ['GET', 'POST', 'PATCH']) {
      const { status } = await ask(method, target)
      expect([method, target, [400, 404, 405].includes(status)]).toEqual([method, target, true])
    }
  for (const target of [
    bulk,
    '/api/systemusers',
    `/api/systemusers/${jobId}`,
    '/api/organizations',
    '/rollcall/status',
    '/rollcall/submissions',
    '/rollcall/leases/claim',
  ])
    for (const method of ['DELETE', 'PUT', 'TRACE', 'OPTIONS', 'HEAD', 'PROPFIND', 'SEARCH', 'MERGE']) {
      const { status } = await ask(method, target)
      expect([method, target, status]).toEqual([method, target, 405])
    }
  for (const method of ['POST', 'PATCH']) expect((await ask(method, `/api/systemusers/${jobId}`, {}, '{}')).status).toBe(405)
  expect(upstream.seen).toEqual([])
})

test('A17: an id is 24 hexadecimal digits, a job’s id letters and digits, and nothing else ever stands in their place', async () => {
  const ids = [
    '..',
    '%2e%2e',
    'a%2fb',
    '%5c',
    '%00',
    '%0d%0aX:1',
    '.',
    '',
    '%',
    `${jobId}%00`,
    `${jobId}%2f..`,
    `${jobId};x`,
    '٠'.repeat(24),
    '０'.repeat(24),
    'a'.repeat(10_240),
  ]
  /** A job's id is 24 hexadecimal digits wherever one was seen; no public source says that it must be. */
  const isOfJob = (target: string) => target.startsWith(bulk) && /\/[A-Za-z0-9_-]{1,128}\/results$/.test(target)
  for (const id of [...ids, jobId.toUpperCase(), jobId.slice(1), `${jobId}0`])
    for (const target of [`${bulk}/${id}/results`, `/api/systemusers/${id}`, `/api/organizations/${id}`].filter((each) => !isOfJob(each))) {
      const bytes = Buffer.from(target).toString('latin1')
      const { status } = await read(bytes)
      expect([target.slice(0, 80), [400, 404].includes(status)]).toEqual([target.slice(0, 80), true])
    }
  expect(upstream.seen).toEqual([])
})

test('A18: a parameter that is unknown, out of bounds or given twice is refused', async () => {
  const queries = [
    'limit=1&limit=9',
    'limit=-1',
    'limit=1e9',
    'limit=NaN',
    'limit=101',
    'limit=0',
    'limit=1.5',
    'limit=0x10',
    'limit=%31%00',
    'limit=',
    'limit',
    'skip=-1',
    'skip=99999999',
    'what=1',
    '__proto__=x',
    'constructor=x',
    'toString=x',
    'limit[]=1',
    'Limit=1',
    'limit=1;skip=2',
  ]
  for (const query of queries) expect([query, (await read(`${bulk}/${jobId}/results?${query}`)).status]).toEqual([query, 400])
  for (const query of ['fields=a%0d%0ab', 'filter=%00', 'search=%1b%5b2J', 'sort=a%26limit=1', `search=${'x'.repeat(513)}`, 'search=%E2%80%AE'])
    expect([query, (await read(`/api/systemusers?${query}`)).status]).toEqual([query, 400])
  expect(upstream.seen).toEqual([])
})

test('a parameter that is allowed stays one parameter, whatever stands in it', async () => {
  await read(`/api/systemusers?search=${encodeURIComponent('Müller & x=1#y?z/../%2e%2e;limit=9')}&limit=5`)
  expect(upstream.seen).toHaveLength(1)
  const { pathname, searchParams, hash } = new URL(upstream.seen[0]?.url ?? '', 'http://upstream')
  expect([pathname, hash, [...searchParams]]).toEqual([
    '/api/systemusers',
    '',
    [
      ['search', 'Müller & x=1#y?z/../%2e%2e;limit=9'],
      ['limit', '5'],
    ],
  ])
})

test('A21: no header and no parameter names another upstream', async () => {
  const elsewhere = {
    'x-forwarded-host': 'evil.test',
    'x-upstream': 'http://evil.test',
    forwarded: 'host=evil.test',
    'x-original-url': '/api/systems',
    'x-rewrite-url': '/api/systems',
    'x-forwarded-for': '1.2.3.4',
  }
  expect((await read('/api/systemusers', elsewhere)).status).toBe(200)
  expect(upstream.seen.map(({ url, headers }) => [url, headers.host])).toEqual([['/api/systemusers', `127.0.0.1:${upstream.port}`]])
  expect((await read('/api/systemusers?target=http://evil.test')).status).toBe(400)
})

const forged = {
  'x-api-key': 'theirs',
  authorization: 'Bearer x',
  cookie: 'a=b',
  'x-org-id': 'ff'.repeat(12),
  te: 'trailers',
  'proxy-authorization': 'x',
  'proxy-connection': 'x',
  referer: 'http://evil.test',
  'accept-language': 'x',
  'user-agent': 'theirs',
  range: 'bytes=0-1',
  'if-none-match': 'x',
}

test('A22, A23: what leaves has our headers only, byte for byte the same whatever the page adds or calls hop-by-hop', async () => {
  await submit()
  await submit(forged)
  await submit({ connection: 'close, x-api-key, content-type, host, content-length, x-org-id' })
  await submit({ ...forged, connection: 'x-api-key', 'keep-alive': 'timeout=1' })
  const [plain, ...others] = upstream.seen
  expect(plain?.headers).toEqual({
    host: `127.0.0.1:${upstream.port}`,
    connection: 'close',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'rollcall',
    'x-org-id': organizationId,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(users)),
    'x-api-key': canaryKey,
  })
  expect(others).toEqual([plain, plain, plain])
})

test('A24: a line break or a NUL in a value that is passed on refuses the request', async () => {
  for (const mark of ['\0', '\r', '\n', '\r\n ', '\x0b', '\x7f', '%0d%0a'])
    for (const name of ['x-rollcall-organization', 'x-rollcall-submission', 'content-type']) {
      const good = { 'x-rollcall-organization': organizationId, 'x-rollcall-submission': newKey(), 'content-type': 'application/json' }[name] ?? ''
      const { status } = await submit({ [name]: `${good}${mark}x: evil` })
      expect([name, mark, [400, 403, 415].includes(status)]).toEqual([name, mark, true])
    }
  expect(upstream.seen).toEqual([])
  // A whole line break makes a header of its own, and that goes no further than any other.
  await submit({ 'x-rollcall-organization': `${organizationId}\r\nx-evil: 1\r\nx-api-key: theirs` })
  expect(upstream.seen.map(({ headers }) => [headers['x-evil'], headers['x-api-key']])).toEqual([[undefined, canaryKey]])
})
