/** The client, the directory reader and the recheck, through the real proxy to the real simulator. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeArrays } from '#domain/jobs/merge-arrays.ts'
import { updatePayload } from '#domain/jobs/payload.ts'
import type { SystemUser } from '#domain/wire.ts'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { findUsers } from '../directory/read-directory.ts'
import { jumpCloudPace } from './pace.ts'
import { lookup } from '../submission/lookup.ts'
import { getJobResults, getSample, getStatus, getSubmission, getUser, listOrganizations, listUsers, registerSubmission, submitUsers } from './client.ts'
import { configureConnection } from './connection.ts'
import { ApiError } from './errors.ts'

let rollcall: TestRollcall

beforeAll(async () => {
  rollcall = await startTestRollcall()
  configureConnection({ send: (request) => rollcall.send(request), token: rollcall.token })
})
afterAll(() => rollcall.stop())

const newOrg = async (options: object = {}) => (await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', options)).organizationId
const usersOf = (org: string) =>
  rollcall.control<(SystemUser & { _id: string; username: string; email: string; employeeIdentifier: string })[]>(
    'GET',
    `/simulator/organizations/${org}/users`,
  )
const kindOf = (failing: Promise<unknown>) =>
  failing.then(
    () => 'none',
    (error: unknown) => (error instanceof ApiError ? error.kind : String(error)),
  )
let keys = 0
const submit = async (org: string, users: object[], key = `test-key-${String((keys += 1)).padStart(12, '0')}`) =>
  submitUsers(org, { method: 'POST', body: JSON.stringify(users), key, suppressEmail: true, tryAt: (await registerSubmission(key)).tryAt, claim: null })
const person = (name: string, sentinel = '') => ({ username: name, email: `${name}${sentinel}@acme.example` })

test('the status says what we are connected to, and never the key', async () => {
  const status = await getStatus()
  expect(status).toMatchObject({ upstream: 'simulator', region: 'Simulator', keyEnding: null, maxUsersPerRequest: 800 })
  expect(JSON.stringify(status)).not.toContain(rollcall.apiKey)
})

test('all organizations are listed, over more than one page', async () => {
  const made = await Promise.all(Array.from({ length: 120 }, () => newOrg({ users: 1 })))
  const ids = (await listOrganizations()).map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(made))
})

test('users are created, and their results found under the job id', async () => {
  const org = await newOrg({ users: 3 })
  const { jobId } = await submit(org, [person('ana.new'), person('ben.new', '+sim-refused')])
  await expect
    .poll(async () => (await getJobResults(org, jobId, { limit: 100, skip: 0 })).map(({ status }) => status), { timeout: 10_000 })
    .toEqual(['finished', 'failed'])
  expect((await usersOf(org)).filter(({ username }) => username.endsWith('.new')).map(({ username }) => username)).toEqual(['ana.new'])
  expect(await getJobResults(org, jobId, { limit: 1, skip: 1 })).toHaveLength(1)
})

test('the same key gives the same job, and the proxy knows it afterwards', async () => {
  const org = await newOrg({ users: 1 })
  const first = await submit(org, [person('once.only')], 'the-same-key-again')
  const second = await submit(org, [person('once.only')], 'the-same-key-again')
  expect([second.jobId, second.replayed]).toEqual([first.jobId, true])
  expect(await getSubmission('the-same-key-again')).toMatchObject({ state: 'answered', jobId: first.jobId })
  expect((await rollcall.control<unknown[]>('GET', `/simulator/organizations/${org}/log`)).length).toBe(1)
  expect(await kindOf(submit(org, [person('another')], 'the-same-key-again'))).toBe('changed')
})

test.each([
  ['sim-cut-before', 'ambiguous'],
  ['sim-cut-after', 'ambiguous'],
  ['sim-503-before', 'ambiguous'],
  ['sim-503-after', 'ambiguous'],
  ['sim-html', 'ambiguous'],
  ['sim-no-job-id', 'ambiguous'],
  ['sim-400', 'rejected'],
  ['sim-429', 'rate-limited'],
  ['sim-429-silent', 'rate-limited'],
])('a send that meets %s is %s', async (sentinel, kind) => {
  const org = await newOrg({ users: 1 })
  expect(await kindOf(submit(org, [person('some.one', `+${sentinel}`)]))).toBe(kind)
})

test('a wrong organization, an unknown job and an unknown user are named as such', async () => {
  const org = await newOrg({ users: 1 })
  expect(await kindOf(listUsers('ab'.repeat(12), { limit: 10, skip: 0 }))).toBe('organization')
  expect(await kindOf(getJobResults(org, 'ab'.repeat(12), { limit: 10, skip: 0 }))).toBe('not-found')
  expect(await kindOf(getUser(org, 'ab'.repeat(12)))).toBe('not-found')
})

test('samples are made from the organization’s own users', async () => {
  const org = await newOrg({ users: 40 })
  const known = new Set((await usersOf(org)).map(({ username }) => username))
  const rows = (text: string) => text.trim().split('\r\n').slice(1)
  expect(rows(await getSample(org, 'updates')).every((row) => known.has(row.split(',')[0] ?? ''))).toBe(true)
  const fresh = rows(await getSample(org, 'new-people'))
  expect(fresh).toHaveLength(25)
  expect(fresh.some((row) => known.has(row.split(',')[2] ?? ''))).toBe(false)
})

test('many users are found by a full read, few by search, whatever the case', async () => {
  const org = await newOrg({ users: 450 })
  const users = await usersOf(org)
  const [a, b, c, d] = users
  const few = await findUsers(org, [
    { id: a?._id ?? '' },
    { username: b?.username.toUpperCase() ?? '' },
    { username: 'no.body' },
    { email: c?.email.toUpperCase() ?? '' },
    { employeeIdentifier: d?.employeeIdentifier ?? '' },
  ])
  expect(few.requests).toBe(1)
  for (const user of [a, b, c, d]) expect(few.users.map(({ _id }) => _id)).toContain(user?._id)
  const all = await findUsers(
    org,
    users.map(({ username }) => ({ username })),
  )
  expect([all.requests, all.users.length]).toEqual([5, 450])
})

test('a directory that JumpCloud lists in no order is read without losing a user', async () => {
  const org = await newOrg({ users: 450 })
  await rollcall.control('PATCH', `/simulator/organizations/${org}/settings`, { unsorted: 'shuffled' })
  expect((await findUsers(org, [], { everybody: true })).users).toHaveLength(450)
})

test('what a username looks like in a search is only text', async () => {
  const org = await newOrg({ users: 300 })
  const none = await findUsers(
    org,
    ['.*', 'a|b', '(?i)', '[a-z]+'].map((username) => ({ username })),
  )
  expect(none.users).toEqual([])
})

test('what was changed in JumpCloud after the review is kept, and only a row that changes the same entry stops', async () => {
  const org = await newOrg({ users: 5 })
  const [ana, ben] = await usersOf(org)
  if (ana === undefined || ben === undefined) throw new Error('no users')
  const present = async () => lookup(org, { ids: [ana._id, ben._id], names: [] }, jumpCloudPace)
  const results = async () =>
    (await present()).map((user) => {
      const before = user._id === ana._id ? ana : ben
      return mergeArrays(updatePayload(before, [{ field: 'phoneNumbers.mobile', before: '', after: '+1 555 0100' }]), before, user)
    })
  expect(await results()).toEqual([expect.objectContaining({ kind: 'merged', hasNews: false }), expect.objectContaining({ kind: 'merged', hasNews: false })])
  const control = (user: SystemUser, phoneNumbers: object[]) => rollcall.control('PATCH', `/simulator/organizations/${org}/users/${user._id}`, { phoneNumbers })
  await control(ana, [{ type: 'mobile', number: '+1 555 9999' }])
  await control(ben, [...(ben.phoneNumbers ?? []), { type: 'pager', number: '+1 555 9998' }])
  const [first, second] = await results()
  expect(first).toEqual({ kind: 'conflict', entries: ['phone “mobile”'] })
  expect(second?.kind === 'merged' && second.payload.phoneNumbers).toContainEqual({ type: 'pager', number: '+1 555 9998' })
})
