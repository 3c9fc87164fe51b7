/** A large directory and a large file come through every limit of the rate that JumpCloud may have, without losing a page. The clock moves only when the pace sleeps. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import type { SystemUser } from '#domain/wire.ts'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { getJobResults, getSubmission, registerSubmission, submitUsers } from '../jumpcloud/client.ts'
import { configureConnection } from '../jumpcloud/connection.ts'
import { startPace } from '../jumpcloud/pace.ts'
import { startEngine } from '../submission/engine.ts'
import { isSettled, item, only, submit, surroundings } from '../submission/engine-surroundings.ts'
import { lookup } from '../submission/lookup.ts'
import { findUsers, type ReadProgress } from './read-directory.ts'

interface Limit {
  readonly requests: number
  readonly windowMs: number
  readonly hasAdvice: boolean
}
const limits: readonly (readonly [string, Limit])[] = [
  ['3 a second, with Retry-After', { requests: 3, windowMs: 1_000, hasAdvice: true }],
  ['3 a second, without advice', { requests: 3, windowMs: 1_000, hasAdvice: false }],
  ['30 a minute, with Retry-After', { requests: 30, windowMs: 60_000, hasAdvice: true }],
  ['30 a minute, without advice', { requests: 30, windowMs: 60_000, hasAdvice: false }],
]

let rollcall: TestRollcall
let org: string
let everybody: readonly SystemUser[]
let now = 0
let limit: Limit = { requests: Infinity, windowMs: 1, hasAdvice: false }
let answered: number[] = []
let refused = 0
/** Requests to fail altogether, as when the network goes. */
let failAfter = Infinity

beforeAll(async () => {
  rollcall = await startTestRollcall()
  org = (await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users: 5_000, rate: 1_000_000, startMs: 0 })).organizationId
  everybody = await rollcall.control('GET', `/simulator/organizations/${org}/users`)
  configureConnection({
    token: rollcall.token,
    send: (request) => {
      if (!request.path.startsWith('/api/')) return rollcall.send(request)
      if (answered.length >= failAfter) return Promise.reject(new Error('The network is gone.'))
      const inWindow = answered.filter((at) => now - at < limit.windowMs)
      if (inWindow.length < limit.requests) {
        answered.push(now)
        return rollcall.send(request)
      }
      refused += 1
      const seconds = String(Math.ceil(((inWindow[0] ?? now) + limit.windowMs - now) / 1_000))
      return Promise.resolve({
        status: 429,
        text: '{"message":"Too Many Requests"}',
        header: (name) => (name === 'retry-after' && limit.hasAdvice ? seconds : null),
      })
    },
  })
}, 60_000)
afterAll(() => rollcall.stop())
beforeEach(() => {
  now = 0
  answered = []
  refused = 0
  failAfter = Infinity
})

const newPace = () =>
  startPace((ms) => {
    now += ms
    return new Promise((resolve) => setImmediate(resolve))
  })

describe.each(limits)('%s', (_, given) => {
  /** As long as it must take at that rate, and half again for finding the rate out. */
  const fairMs = (requests: number) => (requests / given.requests) * given.windowMs * 1.5 + 2 * 60_000

  test('a directory of 5,000 users is read whole, with the time left said', async () => {
    limit = given
    const seen: ReadProgress[] = []
    const found = await findUsers(org, [], { everybody: true, pace: newPace(), now: () => now, onProgress: (progress) => seen.push(progress) })
    expect([found.users.length, found.isWhole, answered.length]).toEqual([5_000, true, 50])
    expect(now).toBeLessThan(fairMs(50))
    expect(seen.at(-1)).toMatchObject({ done: 50, total: 50, isSlowed: true })
    const said = seen.filter(({ leftMs, done }) => leftMs !== null && done < 50)
    expect(said.length).toBeGreaterThan(10)
  }, 60_000)

  test('3,000 rows find their users', async () => {
    limit = given
    const wanted = everybody.slice(0, 3_000).map(({ username = '', email = '' }) => ({ username, email }))
    const found = await findUsers(org, wanted, { pace: newPace(), now: () => now })
    const ids = new Set(found.users.map(({ id }) => id))
    expect(everybody.slice(0, 3_000).every(({ id }) => ids.has(id))).toBe(true)
    expect(now).toBeLessThan(fairMs(answered.length))
  }, 60_000)

  test('3,000 rows are sent once each, and every one has its result', async () => {
    limit = given
    const { organizationId } = await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users: 5, rate: 1_000_000, startMs: 0 })
    const { dependencies, jobs } = surroundings()
    const client: typeof dependencies.client = {
      ...dependencies.client,
      registerSubmission,
      getSubmission,
      submitUsers: (__, request) => submitUsers(organizationId, request),
      getJobResults: (__, ...page) => getJobResults(organizationId, ...page),
      lookup: (__, ...asked) => lookup(organizationId, ...asked),
    }
    const items = Array.from({ length: 3_000 }, (__, index) => {
      const username = `rate.${index}`
      const email = `${username}@acme.example`
      const base = item(username)
      return { ...base, row: { ...base.row, email }, method: 'POST' as const, payload: { username, email }, user: null }
    })
    await submit(startEngine({ ...dependencies, pace: newPace(), client, newKey: () => randomUUID() }), items, 8_000_000)
    await expect.poll(() => isSettled(jobs), { timeout: 50_000, interval: 200 }).toBe(true)
    expect(countStates(only(jobs))).toMatchObject({ succeeded: 3_000 })
    const log = await rollcall.control<{ users: readonly unknown[] }[]>('GET', `/simulator/organizations/${organizationId}/log`)
    expect(log.map(({ users }) => users.length)).toEqual([800, 800, 800, 600])
    expect(refused).toBeGreaterThan(0)
  }, 60_000)
})

test('a read that fails halfway goes on from the pages that it has', async () => {
  limit = { requests: Infinity, windowMs: 1, hasAdvice: false }
  failAfter = 20
  const read = () => findUsers(org, [], { everybody: true, goesOn: true, pace: newPace() })
  await expect(read()).rejects.toThrow('The network is gone.')
  const before = answered.length
  failAfter = Infinity
  const found = await read()
  // The first page again, since the others are only worth something beside it, and the thirty that were missing.
  expect([found.users.length, found.isWhole, answered.length - before, found.requests]).toEqual([5_000, true, 31, 31])
  // A reading that came to its end leaves nothing behind.
  expect((await read()).requests).toBe(50)
})

test('what was read before somebody was added is read again', async () => {
  failAfter = 20
  const read = () => findUsers(org, [], { everybody: true, goesOn: true, pace: newPace() })
  await expect(read()).rejects.toThrow('The network is gone.')
  failAfter = Infinity
  await fetch(`${rollcall.simulatorUrl}/api/systemusers`, {
    method: 'POST',
    headers: { 'x-api-key': rollcall.apiKey, 'x-org-id': org, 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'one.more', email: 'one.more@acme.example' }),
  })
  const found = await read()
  expect([found.users.length, found.requests]).toEqual([5_001, 51])
})
