/** What is written is checked as JumpCloud's published shapes say, row by row in a job and at once for a single user. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from './server.ts'

let simulator: Simulator
let known: Record<string, unknown> & { readonly _id: string }
beforeAll(async () => {
  simulator = await startSimulator({ users: 20, rate: 100_000 })
  known = ((await ask('GET', '/api/systemusers?limit=1')).body as { results: (typeof known)[] }).results[0] ?? { _id: '' }
})
afterAll(() => simulator.stop())

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}
let number = 0
const fresh = (): { username: string; email: string } => ({ username: `fresh${(number += 1)}`, email: `fresh${number}@x.example` })
async function messagesOf(method: 'POST' | 'PATCH', users: unknown[]): Promise<string[]> {
  const { body } = await ask(method, '/api/v2/bulk/users', users)
  const path = `/api/v2/bulk/users/${(body as { jobId: string }).jobId}/results?limit=100`
  type Results = { status: string; statusMsg: string }[]
  await expect.poll(async () => ((await ask('GET', path)).body as Results).every(({ status }) => status !== 'pending'), { timeout: 10_000 }).toBe(true)
  return ((await ask('GET', path)).body as Results).map(({ statusMsg }) => statusMsg)
}

const refusals: [string, object, string][] = [
  ['a number for a text', { firstname: 5 }, '"firstname" must be a string'],
  ['a text for a boolean', { sudo: 'true' }, '"sudo" must be a boolean'],
  ['a text for a number', { unix_uid: '5079' }, '"unix_uid" must be an integer'],
  ['a number below 1', { unix_uid: 0 }, '"unix_uid" must be from 1 to 4294967295'],
  ['a text that is too long', { department: 'x'.repeat(1_025) }, '"department" length must be less than or equal to 1024 characters long'],
  [
    'an employee identifier that is too long',
    { employeeIdentifier: 'x'.repeat(257) },
    '"employeeIdentifier" length must be less than or equal to 256 characters long',
  ],
  ['an object for a list', { phoneNumbers: { type: 'work', number: '1' } }, '"phoneNumbers" must be an array'],
  ['a text in a list', { addresses: ['Garden Street 1'] }, '"addresses[0]" must be an object'],
  ['an email without a domain', { email: 'nobody' }, '"email" must be a valid email'],
  ['a username with a space', { username: 'no body' }, '"username" may not contain spaces or "@"'],
  ['an unknown manager', { manager: 'f'.repeat(24) }, `"manager" is not a user of this organization: ${'f'.repeat(24)}`],
  ['the name of a manager', { manager: 'ana' }, '"manager" must be the id of a user'],
  [
    'an attribute twice',
    {
      attributes: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
    'Attribute names must be unique: "a"',
  ],
  ['a long attribute name', { attributes: [{ name: 'a'.repeat(32), value: '1' }] }, 'Attribute names must be fewer than 32 characters'],
  ['a password that the policy refuses', { password: 'Short1' }, 'Password validation fail: minLength'],
  ['a date that is none', { mfa: { exclusion: true, exclusionUntil: 'soon' } }, '"mfa.exclusionUntil" must be a valid date'],
]

test('a job refuses row by row what the published shapes do not allow', async () => {
  expect(
    await messagesOf(
      'POST',
      refusals.map(([, change]) => ({ ...fresh(), ...change })),
    ),
  ).toEqual(refusals.map(([, , message]) => message))
  expect(
    await messagesOf(
      'PATCH',
      refusals.map(([, change]) => ({ id: known._id, ...change })),
    ),
  ).toEqual(refusals.map(([, , message]) => message))
})

test('states are those of the method, and an update needs an id', async () => {
  expect(
    await messagesOf('POST', [
      { ...fresh(), state: 'ACTIVE' },
      { ...fresh(), state: 'STAGED' },
    ]),
  ).toEqual(['"state" must be one of [STAGED, ACTIVATED, SUSPENDED]', ''])
  expect(await messagesOf('PATCH', [{ id: known._id, state: 'STAGED' }, { department: 'Sales' }, { id: 'f'.repeat(24) }])).toEqual([
    '"state" must be one of [ACTIVATED, SUSPENDED]',
    '"id" is required',
    'Not Found',
  ])
})

test('whatever is no object is a row that fails, or 400 for the request by switch', async () => {
  const odd = ['text', 42, null, ['a']]
  expect(await messagesOf('POST', odd)).toEqual(odd.map(() => 'Each user must be an object'))
  const { body } = await ask('GET', '/api/organizations')
  const path = `/simulator/organizations/${(body as { results: { _id: string }[] }).results[0]?._id}/settings`
  await ask('PATCH', path, { oddElements: 'request' })
  expect((await ask('POST', '/api/v2/bulk/users', odd)).status).toBe(400)
  await ask('PATCH', path, { oddElements: 'row' })
})

test('a malformed creation-source is 400, and a body that is not JSON 415', async () => {
  expect((await ask('POST', '/api/v2/bulk/users', [], { 'creation-source': 'jumpcloud:none' })).status).toBe(400)
  expect((await ask('POST', '/api/v2/bulk/users', [], { 'creation-source': 'jumpcloud:bulk' })).status).toBe(200)
  expect((await ask('POST', '/api/v2/bulk/users', [], { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await ask('POST', '/api/v2/bulk/users', [], { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200)
})

test('a single user is created, changed and removed', async () => {
  const made = (await ask('POST', '/api/systemusers', { ...fresh(), firstname: 'Ana', password: 'Long-enough-77' })).body as Record<string, unknown>
  expect(made).toMatchObject({ firstname: 'Ana', state: 'STAGED' })
  expect(JSON.stringify(made)).not.toContain('Long-enough-77')
  const path = `/api/systemusers/${String(made['_id'])}`
  expect((await ask('PUT', path, { recoveryEmail: { address: 'a@home.example' } })).body).toMatchObject({
    firstname: 'Ana',
    recoveryEmail: { address: 'a@home.example' },
  })
  expect(await ask('PUT', path, { sudo: 'yes' })).toMatchObject({ status: 400, body: { message: '"sudo" must be a boolean' } })
  expect((await ask('PUT', `${path}?fullValidationDetails=password`, { password: 'long-enough-77' })).body).toMatchObject({
    message: 'Password validation fail',
    details: [{ fieldViolationsList: [{ field: 'password', description: 'uppercase' }] }],
  })
  expect((await ask('DELETE', path)).status).toBe(200)
  expect((await ask('GET', path)).status).toBe(404)
  const again = (await ask('POST', '/api/systemusers', { username: made['username'], email: made['email'] })).body as Record<string, unknown>
  expect((await ask('GET', '/api/systemusers?limit=100&sort=_id')).body).toMatchObject({ results: expect.arrayContaining([again]) as unknown })
  expect((await ask('DELETE', path, undefined, { 'x-api-key': simulator.readOnlyKey })).status).toBe(403)
})

test('a body that is broken off is 400 with a sentence', async () => {
  const headers = { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' }
  const response = await fetch(`${simulator.url}/api/v2/bulk/users`, { method: 'POST', headers, body: '[{"username":"a"' })
  expect([response.status, await response.json()]).toMatchObject([400, { message: 'The request body is not valid JSON' }])
})

test('without a key a redirect leads to a login page', async () => {
  const response = await fetch(`${simulator.url}/api/systemusers`)
  expect([response.status, response.redirected, response.headers.get('content-type')]).toEqual([200, true, 'text/html'])
})
