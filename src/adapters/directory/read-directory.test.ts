/** Whatever JumpCloud thinks of a long search, and however often it stumbles, every user who was asked for is found, or is reported as not found. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SystemUser } from '#domain/wire.ts'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { configureConnection } from '../jumpcloud/connection.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { findUsers } from './read-directory.ts'

let rollcall: TestRollcall

beforeAll(async () => {
  rollcall = await startTestRollcall()
  configureConnection({ send: (request) => rollcall.send(request), token: rollcall.token })
})
afterAll(() => rollcall.stop())

/** An organization whose searches behave so, and its first users as they are wanted: by two names each. */
async function wantedOf(count: number, settings: object) {
  const { organizationId: org } = await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users: 400 })
  const users = await rollcall.control<SystemUser[]>('GET', `/simulator/organizations/${org}/users`)
  await rollcall.control('PATCH', `/simulator/organizations/${org}/settings`, settings)
  const wanted = users.slice(0, count).map(({ username = '', email = '' }) => ({ username, email }))
  return { org, wanted, ids: idsOf(users.slice(0, count)) }
}
const idsOf = (users: readonly SystemUser[]) => new Set(users.map(({ id }) => id))
const kindOf = (failing: Promise<unknown>) =>
  failing.then(
    () => 'none',
    (error: unknown) => (error instanceof ApiError ? error.kind : String(error)),
  )

test('a search that is refused for its length is asked in halves, until it is short enough', async () => {
  const { org, wanted, ids } = await wantedOf(90, { searchTerms: 50 })
  const found = await findUsers(org, wanted)
  expect(idsOf(found.users)).toEqual(ids)
  // 180 terms, then twice 90, then four times 44 or 46.
  expect(found.requests).toBe(7)
})

test('one user alone who is refused is no reason to go on halving', async () => {
  const { org, wanted } = await wantedOf(3, { searchTerms: 1 })
  expect(await kindOf(findUsers(org, wanted))).toBe('rejected')
})

test('a search that fails in passing is asked again, and progress counts what has come', async () => {
  const { org, wanted, ids } = await wantedOf(20, { failingSearches: 3 })
  const seen: number[] = []
  const found = await findUsers(org, wanted, { onProgress: ({ done }) => seen.push(done) })
  expect(idsOf(found.users)).toEqual(ids)
  expect([found.requests, ...seen]).toEqual([4, 1])
})

test('one that goes on failing is given up and named, and a reader with a patience of its own is told at once', async () => {
  const { org, wanted } = await wantedOf(20, { failingSearches: 6 })
  expect(await kindOf(findUsers(org, wanted, { tries: 1 }))).toBe('server')
  expect(await kindOf(findUsers(org, wanted))).toBe('server')
  // One try, then four: the sixth failure is still to come, and passes.
  expect((await findUsers(org, wanted)).requests).toBe(2)
})
