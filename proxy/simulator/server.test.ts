/** The simulator behaves as JumpCloud is known to, and keeps its organizations apart. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startSimulator, type Simulator, type SimulatorOptions } from './server.ts'

const running: Simulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.stop()
})

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ users: 30, rate: 10_000, ...options })
  running.push(simulator)
  return simulator
}

interface Ask {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}
async function ask(
  simulator: Simulator,
  method: string,
  path: string,
  { body, headers = {} }: Ask = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
}

type Result = { status: string; statusMsg: string; meta: { systemUser?: { username?: string; id?: string } } }
const resultsOf = async (simulator: Simulator, jobId: string): Promise<Result[]> =>
  (await ask(simulator, 'GET', `/api/v2/bulk/users/${jobId}/results?limit=100`)).body as Result[]
const settled = async (simulator: Simulator, jobId: string): Promise<Result[]> => {
  await expect.poll(async () => (await resultsOf(simulator, jobId)).every(({ status }) => status !== 'pending'), { timeout: 10_000 }).toBe(true)
  return resultsOf(simulator, jobId)
}
const send = async (simulator: Simulator, method: 'POST' | 'PATCH', users: object[]): Promise<string> => {
  const { body } = await ask(simulator, method, '/api/v2/bulk/users', { body: users })
  return (body as { jobId: string }).jobId
}
const firstUser = async (simulator: Simulator): Promise<Record<string, never> & { _id: string; username: string; email: string }> =>
  ((await ask(simulator, 'GET', '/api/systemusers?limit=1&sort=_id')).body as { results: never[] }).results[0] as never

test('without a key comes a redirect, with a wrong one 401, with a read-only one 403 for a write', async () => {
  const simulator = await start()
  expect((await fetch(`${simulator.url}/api/systemusers`, { redirect: 'manual' })).status).toBe(302)
  expect(await ask(simulator, 'GET', '/api/systemusers', { headers: { 'x-api-key': 'no' } })).toMatchObject({
    status: 401,
    body: { message: 'Unauthorized: api key user not found' },
  })
  expect(await ask(simulator, 'POST', '/api/v2/bulk/users', { body: [], headers: { 'x-api-key': simulator.readOnlyKey } })).toMatchObject({ status: 403 })
})

test('rows stand in the results while they are pending, and none is checked before', async () => {
  const simulator = await start({ rate: 2 })
  const jobId = await send(simulator, 'POST', [{ username: 'a.b', email: 'a.b@x.example' }, {}])
  expect((await resultsOf(simulator, jobId)).map(({ status }) => status)).toEqual(['pending', 'pending'])
  expect(await settled(simulator, jobId)).toMatchObject([
    { status: 'finished', statusMsg: '', meta: { systemUser: { username: 'a.b' } } },
    { status: 'failed' },
  ])
})

test('username, email and employee identifier are unique', async () => {
  const simulator = await start()
  const known = await firstUser(simulator)
  const jobId = await send(simulator, 'POST', [
    { username: known.username.toUpperCase(), email: 'fresh@x.example' },
    { username: 'fresh.one', email: known.email },
    { username: 'bad.name', email: 'b@x.example', attributes: [{ name: 'two words', value: '1' }] },
  ])
  expect((await settled(simulator, jobId)).map(({ statusMsg }) => statusMsg)).toEqual([
    'A user with this username already exists',
    'A user with this email already exists',
    'Attribute names may not contain spaces',
  ])
})

test('an update replaces arrays whole and leaves everything else', async () => {
  const simulator = await start()
  const before = await firstUser(simulator)
  await settled(simulator, await send(simulator, 'PATCH', [{ id: before._id, department: 'Moved', phoneNumbers: [{ type: 'work', number: '1' }] }]))
  const { body } = await ask(simulator, 'GET', `/api/systemusers/${before._id}`)
  expect(body).toMatchObject({ department: 'Moved', addresses: before['addresses'], attributes: before['attributes'], username: before.username })
  expect((body as { phoneNumbers: object[] }).phoneNumbers).toMatchObject([{ type: 'work', number: '1' }])
})

test('passwords are taken and never given back', async () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'rollcall-simulator-')), 'simulator.json')
  const simulator = await start({ dataFile })
  await settled(simulator, await send(simulator, 'POST', [{ username: 'p.w', email: 'p.w@x.example', password: 'Canary-77-long' }]))
  const all = JSON.stringify((await ask(simulator, 'POST', '/api/search/systemusers', { body: { filter: { username: 'p.w' } } })).body)
  expect(all).toContain('password_date')
  expect(all).not.toContain('Canary-77-long')
  await simulator.stop()
  expect(readFileSync(dataFile, 'utf8')).toContain('p.w@x.example')
  expect(readFileSync(dataFile, 'utf8')).not.toContain('Canary-77-long')
})

test('a password is dropped on receipt: a job that waits has none, in memory or in its file', async () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'rollcall-simulator-')), 'simulator.json')
  const simulator = await start({ dataFile, rate: 0.01 })
  await send(simulator, 'POST', [{ username: 'p.w', email: 'p.w@x.example', password: 'Canary-78-long' }])
  await simulator.stop()
  expect(readFileSync(dataFile, 'utf8')).toContain('p.w@x.example')
  expect(readFileSync(dataFile, 'utf8')).not.toContain('Canary-78-long')
})

test('lists are cut at 100 and say how many there are; results default to 10', async () => {
  const simulator = await start({ users: 230 })
  expect((await ask(simulator, 'GET', '/api/systemusers?limit=1000')).body).toMatchObject({ totalCount: 230, results: { length: 100 } })
  const jobId = await send(
    simulator,
    'POST',
    Array.from({ length: 12 }, (_, index) => ({ username: `n${index}`, email: `n${index}@x.example` })),
  )
  expect((await ask(simulator, 'GET', `/api/v2/bulk/users/${jobId}/results`)).body).toHaveLength(10)
})

test('organizations are apart, and several of them need to be named', async () => {
  const simulator = await start()
  const { body } = await ask(simulator, 'POST', '/simulator/organizations', { body: { users: 2 } })
  const id = (body as { organizationId: string }).organizationId
  expect(await ask(simulator, 'GET', '/api/systemusers')).toMatchObject({ status: 401, body: { message: 'Unauthorized: no organization selected' } })
  expect((await ask(simulator, 'GET', '/api/systemusers', { headers: { 'x-org-id': id } })).body).toMatchObject({ totalCount: 2 })
  expect((await ask(simulator, 'GET', '/api/systemusers', { headers: { 'x-org-id': 'x' } })).status).toBe(400)
  expect((await ask(simulator, 'GET', '/api/systemusers', { headers: { 'x-org-id': 'ab'.repeat(12) } })).status).toBe(404)
  expect((await ask(simulator, 'GET', '/api/organizations', { headers: { 'x-org-id': id } })).status).toBe(403)
})

test('a restart finds the same users and jobs; a new directory is another organization', async () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'rollcall-sim-')), 'simulator.json')
  const first = await startSimulator({ users: 30, rate: 10_000, dataFile })
  const jobId = await send(first, 'POST', [{ username: 'stays.here', email: 's@x.example' }])
  await settled(first, jobId)
  const users = (await ask(first, 'GET', '/api/systemusers?limit=100')).body
  const organizations = (await ask(first, 'GET', '/api/organizations')).body
  await first.stop()
  const second = await start({ dataFile })
  expect((await ask(second, 'GET', '/api/systemusers?limit=100')).body).toEqual(users)
  expect(await resultsOf(second, jobId)).toHaveLength(1)
  await second.stop()
  running.pop()
  const third = await start({ dataFile, newDirectory: true })
  expect((await ask(third, 'GET', '/api/organizations')).body).not.toEqual(organizations)
})

test('a fault can be armed, and is spent', async () => {
  const simulator = await start()
  const list = (await ask(simulator, 'GET', '/api/organizations')).body as { results: { id: string }[] }
  await ask(simulator, 'POST', `/simulator/organizations/${list.results[0]?.id}/faults`, { body: { kind: 'rate-limit', times: 1 } })
  const limited = await ask(simulator, 'POST', '/api/v2/bulk/users', { body: [] })
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2'])
  expect((await ask(simulator, 'POST', '/api/v2/bulk/users', { body: [] })).status).toBe(200)
})

test('what empties a field is what the organization’s settings say, and a manager always goes with null', async () => {
  const simulator = await start()
  const org = (await ask(simulator, 'POST', '/simulator/organizations', { body: { users: 40, rate: 10_000, startMs: 0 } })).body as { organizationId: string }
  const headers = { 'x-org-id': org.organizationId }
  const at = `/simulator/organizations/${org.organizationId}`
  const user = ((await ask(simulator, 'GET', `${at}/users`)).body as Record<string, string>[])[30]
  const id = user?.['_id'] ?? ''
  const patch = async (element: object) => {
    const { jobId } = (await ask(simulator, 'PATCH', '/api/v2/bulk/users', { headers, body: [{ id, ...element }] })).body as { jobId: string }
    await expect
      .poll(async () => ((await ask(simulator, 'GET', `/api/v2/bulk/users/${jobId}/results`, { headers })).body as Result[])[0]?.status, { timeout: 10_000 })
      .not.toBe('pending')
    return (await ask(simulator, 'GET', `/api/systemusers/${id}`, { headers })).body as Record<string, unknown>
  }
  await ask(simulator, 'PATCH', `${at}/settings`, { body: { emptyText: 'ignored' } })
  expect(await patch({ department: '', jobTitle: 'Lead' })).toMatchObject({ department: user?.['department'], jobTitle: 'Lead' })
  await ask(simulator, 'PATCH', `${at}/settings`, { body: { emptyText: 'refused' } })
  expect(await patch({ department: '', jobTitle: 'Other' })).toMatchObject({ jobTitle: 'Lead' })
  await ask(simulator, 'PATCH', `${at}/settings`, { body: { emptyText: 'clears' } })
  expect(await patch({ department: '' })).toMatchObject({ department: '' })
  expect(await patch({ manager: null })).not.toHaveProperty('manager')
})

test('a search by many whole names finds whom going through the directory finds', async () => {
  const simulator = await start()
  const user = await firstUser(simulator)
  const search = async (filter: object) =>
    ((await ask(simulator, 'POST', '/api/search/systemusers', { body: { filter, limit: 100 } })).body as { results: { _id: string }[] }).results.map(
      ({ _id }) => _id,
    )
  const whole = { email: { $regex: `(?i)^${user.email.toUpperCase().replaceAll('.', String.raw`\.`)}$` } }
  expect(await search({ or: [whole, { username: { $regex: '(?i)^nobody$' } }] })).toEqual([user._id])
  expect(await search({ or: [whole, { username: { $regex: '(?i)^.*$' } }] })).toHaveLength(30)
  expect(await search({ and: [{ or: [whole] }] })).toEqual([user._id])
})

test('results come in the shapes that nobody has documented, when an email asks for it', async () => {
  const simulator = await start()
  const names = ['completed', 'upper-case', 'no-status', 'object-message', 'number-date', 'no-meta', 'finished-error']
  const jobId = await send(
    simulator,
    'POST',
    names.map((name) => ({ username: `odd-${name}`, email: `odd+sim-${name}@x.example` })),
  )
  await expect.poll(async () => (await resultsOf(simulator, jobId)).every(({ status }) => status !== 'pending'), { timeout: 10_000 }).toBe(true)
  const results: unknown[] = await resultsOf(simulator, jobId)
  expect(results.slice(0, 2)).toMatchObject([{ status: 'completed' }, { status: 'FINISHED' }])
  expect(results[2]).not.toHaveProperty('status')
  expect(results[3]).toMatchObject({ statusMsg: { code: 7 } })
  expect(results[4]).toMatchObject({ updatedAt: 1_760_000_000_000 })
  expect(results[5]).not.toHaveProperty('meta')
  expect(results[6]).toMatchObject({ status: 'finished', statusMsg: 'Internal error while saving the user' })
  const { body } = await ask(simulator, 'GET', '/api/systemusers?limit=100&filter=username:$gte:odd-&filter=username:$lt:odd.')
  expect((body as { results: { username: string }[] }).results.map(({ username }) => username)).toEqual(names.slice(0, -1).map((name) => `odd-${name}`))
})
