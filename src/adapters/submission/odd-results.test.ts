/** Results in shapes that nobody has documented, from the real simulator through the real proxy: the engine never says what is not so, and ends. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { getJobResults, getSubmission, registerSubmission, submitUsers } from '../jumpcloud/client.ts'
import { configureConnection } from '../jumpcloud/connection.ts'
import { isSettled, item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'
import { lookup } from './lookup.ts'

let rollcall: TestRollcall
beforeAll(async () => {
  rollcall = await startTestRollcall()
  configureConnection({ send: (request) => rollcall.send(request), token: rollcall.token })
})
afterAll(() => rollcall.stop())

async function create(sentinel: string) {
  const { organizationId } = await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users: 2, rate: 100_000, startMs: 0 })
  const email = `ana.odd+${sentinel}@acme.example`
  const { dependencies, jobs } = surroundings()
  // The organization of the surroundings is a made-up one: every call goes to the real one.
  const client: typeof dependencies.client = {
    ...dependencies.client,
    registerSubmission,
    getSubmission,
    submitUsers: (_, given) => submitUsers(organizationId, given),
    getJobResults: (_, ...given) => getJobResults(organizationId, ...given),
    lookup: (_, ...given) => lookup(organizationId, ...given),
  }
  const sent = { ...item('ana.odd'), row: { ...item('ana.odd').row, email }, method: 'POST' as const, payload: { username: 'ana.odd', email }, user: null }
  await submit(startEngine({ ...dependencies, client, newKey: () => randomUUID() }), [sent])
  await expect.poll(() => isSettled(jobs), { timeout: 15_000 }).toBe(true)
  const users = await rollcall.control<{ username: string }[]>('GET', `/simulator/organizations/${organizationId}/users`)
  return { states: countStates(only(jobs)), isThere: users.some(({ username }) => username === 'ana.odd') }
}

test.each(['sim-completed', 'sim-success', 'sim-upper-case', 'sim-no-status', 'sim-object-message', 'sim-number-date', 'sim-no-meta', 'sim-odd-word'])(
  '%s: a user who was created is never called failed',
  async (sentinel) => {
    const { states, isThere } = await create(sentinel)
    expect([isThere, states.failed, states.pending]).toEqual([true, 0, 0])
  },
  20_000,
)

test('finished with an error and nothing applied is never called a success', async () => {
  const { states, isThere } = await create('sim-finished-error')
  expect([isThere, states.succeeded, states.flagged, states.verified, states.pending]).toEqual([false, 0, 0, 0, 0])
}, 20_000)
