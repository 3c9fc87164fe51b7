/** Lists and searches are answered as JumpCloud documents them, and what is not understood is refused, never answered with everybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from './server.ts'

let simulator: Simulator
let users: Record<string, unknown>[]
let organizationId: string
beforeAll(async () => {
  simulator = await startSimulator({ users: 230, rate: 10_000 })
  const { body } = await ask('GET', '/api/organizations')
  organizationId = (body as { results: { _id: string }[] }).results[0]?._id ?? ''
  users = (await ask('GET', `/simulator/organizations/${organizationId}/users`)).body as typeof users
})
afterAll(() => simulator.stop())

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}
interface Listed {
  readonly totalCount: number
  readonly results: Record<string, unknown>[]
}
const list = async (query: string) => (await ask('GET', `/api/systemusers?limit=100&${query}`)).body as Listed
const search = async (body: object) => (await ask('POST', '/api/search/systemusers', { limit: 1_000, ...body })).body as Listed
const settings = (change: object) => ask('PATCH', `/simulator/organizations/${organizationId}/settings`, change)
const how = (passes: (user: Record<string, unknown>) => boolean) => users.filter(passes).length

test('a list comes in the order asked for, downwards too, and by several names', async () => {
  const ids = (await list('sort=_id')).results.map(({ _id }) => String(_id))
  expect(ids).toEqual(
    users
      .map(({ _id }) => String(_id))
      .sort()
      .slice(0, 100),
  )
  expect((await list('sort=-_id')).results[0]?._id).toBe(
    users
      .map(({ _id }) => String(_id))
      .sort()
      .at(-1),
  )
  const pairs = (await list('sort=department%20-username')).results.map(({ department, username }) => [department, username] as [string, string])
  expect(pairs).toEqual([...pairs].sort(([a, b], [c, d]) => (a < c ? -1 : a > c ? 1 : b < d ? 1 : -1)))
})

test('reading page by page loses nobody only with an order, where lists without one are shuffled', async () => {
  await settings({ unsorted: 'shuffled' })
  const read = async (sort: string) => {
    const seen = new Set<unknown>()
    for (let skip = 0; skip < 230; skip += 100) for (const { _id } of (await list(`skip=${skip}${sort}`)).results) seen.add(_id)
    return seen.size
  }
  expect(await read('&sort=_id')).toBe(230)
  expect(await read('')).toBeLessThan(230)
  await settings({ unsorted: 'stored' })
})

test('fields are chosen in the query, several times, by number, for one user, and in a search as text and as a list', async () => {
  const id = String(users[0]?.['_id'])
  const wanted = ['_id', 'email', 'id', 'username']
  for (const query of ['fields=username%20email', 'fields=username&fields=email', 'fields[0]=username&fields[1]=email', 'fields[]=username&fields[]=email']) {
    expect(Object.keys((await list(query)).results[0] ?? {}).sort(), query).toEqual(wanted)
    expect(Object.keys((await ask('GET', `/api/systemusers/${id}?${query}`)).body as object).sort(), query).toEqual(wanted)
  }
  for (const fields of ['username email', ['username', 'email']]) expect(Object.keys((await search({ fields })).results[0] ?? {}).sort()).toEqual(wanted)
  const inQuery = (await ask('POST', '/api/search/systemusers?fields=username%20email', {})).body as Listed
  expect(Object.keys(inQuery.results[0] ?? {}).sort()).toEqual(wanted)
})

test.each<[string, (user: Record<string, unknown>) => boolean]>([
  ['filter=department:$eq:Sales', ({ department }) => department === 'Sales'],
  ['filter=department:$eq:sales', () => false],
  ['filter=department:$ne:Sales', ({ department }) => department !== 'Sales'],
  ['filter[0]=department:$eq:Sales&filter[1]=sudo:$eq:false', ({ department, sudo }) => department === 'Sales' && sudo === false],
  ['filter[or][0]=department:$eq:Sales&filter[or][1]=department:$eq:Finance', ({ department }) => department === 'Sales' || department === 'Finance'],
  ['filter=costCenter:$gte:2000&filter=costCenter:$lt:3000', ({ costCenter }) => String(costCenter) >= '2000' && String(costCenter) < '3000'],
  ['filter=created:$gt:2025-01-15', () => true],
  ['filter=created:$lte:2025-01-15T10:00:00%2B01:00', () => true],
  ['filter=created:$lt:2025-01-15T09:00:00Z', () => false],
  ['filter=mfa.exclusion:$eq:false', () => true],
])('%s', async (query, passes) => {
  expect((await list(query)).totalCount).toBe(how(passes))
})

test('numbers compare as numbers', async () => {
  const id = String(users[0]?.['_id'])
  await ask('PATCH', `/simulator/organizations/${organizationId}/users/${id}`, { unix_uid: 9 })
  expect((await list('filter=unix_uid:$lt:10')).totalCount).toBe(1)
  expect((await search({ filter: { unix_uid: { $gt: 5, $lte: 9 } } })).totalCount).toBe(1)
})

test.each<[string, object, (user: Record<string, unknown>) => boolean]>([
  ['one value', { filter: { department: 'Sales' } }, ({ department }) => department === 'Sales'],
  ['a list', { filter: [{ department: 'Sales' }, { sudo: false }] }, ({ department, sudo }) => department === 'Sales' && sudo === false],
  ['an expression', { filter: { username: { $regex: '^[a-c]' } } }, ({ username }) => /^[a-c]/.test(String(username))],
  ['an expression without case', { filter: { department: { $regex: '(?i)^SALES$' } } }, ({ department }) => department === 'Sales'],
  [
    'one inside the other',
    { filter: { and: [{ or: [{ department: 'Sales' }, { and: [{ department: 'Finance' }, { sudo: false }] }] }, { state: { $ne: 'STAGED' } }] } },
    ({ department, sudo, state }) => (department === 'Sales' || (department === 'Finance' && sudo === false)) && state !== 'STAGED',
  ],
  ['a date', { filter: { created: { $gt: '2025-01-01' } } }, () => true],
  ['a term', { searchFilter: { searchTerm: 'SAL', fields: ['department'] } }, ({ department }) => department === 'Sales'],
  [
    'several terms',
    { searchFilter: { searchTerm: ['sal', 'fin'], fields: ['department'] } },
    ({ department }) => department === 'Sales' || department === 'Finance',
  ],
  [
    'a term and a filter',
    { searchFilter: { searchTerm: 'sal', fields: ['department'] }, filter: { sudo: true } },
    ({ department, sudo }) => department === 'Sales' && sudo === true,
  ],
])('a search for %s', async (_, body, passes) => {
  expect((await search(body)).totalCount).toBe(how(passes))
})

test.each([
  'filter=department',
  'filter=department:eq:Sales',
  'filter=department:$is:Sales',
  'filter=nonsense:$eq:1',
  'filter[nor][0]=department:$eq:Sales',
  'filter=department:$in:Sales',
  'limit=many',
  'skip=-1',
])('the list %s is refused with a sentence', async (query) => {
  const { status, body } = await ask('GET', `/api/systemusers?${query}`)
  expect([status, typeof (body as { message: unknown }).message]).toEqual([400, 'string'])
})

test.each<[object]>([
  [{ filter: 'department' }],
  [{ filter: ['department'] }],
  [{ filter: { nor: [] } }],
  [{ filter: { or: { department: 'Sales' } } }],
  [{ filter: { department: { $in: ['Sales'] } } }],
  [{ filter: { department: {} } }],
  [{ filter: { department: ['Sales'] } }],
  [{ filter: { department: { $regex: '(' } } }],
  [{ filter: { nonsense: 'x' } }],
  [{ searchFilter: 'sal' }],
  [{ searchFilter: { fields: ['department'] } }],
  [{ searchFilter: { searchTerm: 'sal', fields: ['nonsense'] } }],
  [{ searchfilter: { searchTerm: 'sal' } }],
  [{ limit: 'many' }],
  [[]],
])('the search %j is refused with a sentence', async (body) => {
  const { status, body: answered } = await ask('POST', '/api/search/systemusers', body)
  expect([status, typeof (answered as { message: unknown }).message]).toEqual([400, 'string'])
})

test('searches have pages of up to 1,000, or 100 by switch; $in and x-total-count come by switch', async () => {
  expect((await search({})).results).toHaveLength(230)
  await settings({ searchPageLimit: 100, inOperator: true, totalCountHeader: true })
  expect((await search({})).results).toHaveLength(100)
  expect((await search({ filter: { department: { $in: ['Sales', 'Finance'] } } })).totalCount).toBe(
    how(({ department }) => department === 'Sales' || department === 'Finance'),
  )
  expect((await ask('GET', '/api/systemusers')).headers.get('x-total-count')).toBe('230')
  await settings({ searchPageLimit: 1_000, inOperator: false, totalCountHeader: false })
  expect((await ask('GET', '/api/systemusers')).headers.get('x-total-count')).toBeNull()
})

test('paths are answered without regard to case', async () => {
  expect((await ask('GET', `/api/SystemUsers/${String(users[0]?.['_id']).toUpperCase()}`)).body).toMatchObject({ _id: users[0]?.['_id'] })
  expect((await ask('POST', '/API/Search/SystemUsers', {})).status).toBe(200)
  expect((await ask('GET', '/api/Organizations')).body).toMatchObject({ results: [{ _id: organizationId }] })
})

test('an organization has its settings only when it is read by itself', async () => {
  expect(JSON.stringify((await ask('GET', '/api/organizations')).body)).not.toContain('settings')
  expect((await ask('GET', `/api/organizations/${organizationId}`)).body).toHaveProperty('settings.passwordPolicy')
})
