/** A job waits for the users that another one is updating, says for which, and sends nothing it has not reserved. */
import { expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import type { LeaseRequest } from '../jumpcloud/client.ts'
import type { LeaseAnswer } from '../jumpcloud/decode.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import type { SubmitItem } from './engine-model.ts'
import { isSettled, item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'

const update = (name: string): SubmitItem => {
  const id = (name[0] ?? '').repeat(24)
  return { ...item(name), row: { ...item(name).row, userId: id }, payload: { id, department: 'Sales' }, user: { id } }
}
const create = (name: string): SubmitItem => ({ ...item(name), method: 'POST', payload: { username: name, email: `${name}@x.example` }, user: null })
const free = { held: true, isNew: false, by: null, settling: null }
const taken = (users: number) => ({ held: false, isNew: false, by: { job: 'job-1', name: 'phones.csv', users }, settling: null })

/** Runs a job against a proxy that answers leases as given; `requests` is what it was asked, `said` what the job's screen showed. */
async function run(items: readonly SubmitItem[], answer: (request: LeaseRequest, nth: number) => LeaseAnswer | ApiError) {
  const requests: LeaseRequest[] = []
  const said = new Set<string>()
  const claims: (string | null)[] = []
  const { dependencies, jobs, sends } = surroundings()
  const { client } = dependencies
  const engine = startEngine({
    ...dependencies,
    client: {
      ...client,
      lease: (request) => {
        requests.push(request)
        const found = answer(request, requests.length)
        return found instanceof ApiError ? Promise.reject(found) : Promise.resolve(found)
      },
      submitUsers: (organization, sent) => {
        claims.push(sent.claim)
        return client.submitUsers(organization, sent)
      },
    },
  })
  engine.subscribe(() => {
    for (const id of jobs.keys()) said.add(engine.statusOf(id) ?? '')
  })
  await submit(engine, items)
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  await expect.poll(() => requests.at(-1)?.do ?? 'release').toBe('release')
  return { requests, said: [...said], claims, sends, states: countStates(only(jobs)) }
}

test.each([
  [1, 'Waiting for job “phones.csv”: it is updating the same user.'],
  [12, 'Waiting for job “phones.csv”: it is updating the same 12 users.'],
])('a job whose %i users another one has waits, says for which, and goes once they are free', async (users, sentence) => {
  const { said, sends, states, claims } = await run([update('ana'), update('ben')], (_, nth) => (nth < 4 ? taken(users) : free))
  expect(said).toContain(sentence)
  expect([sends.length, states.succeeded, claims.every((claim) => claim !== null)]).toEqual([1, 2, true])
})

const settling = (keys: readonly string[], ms = 100_000): LeaseAnswer => ({ held: false, isNew: true, by: null, settling: { run: 'run-1', ms, keys } })

test('after a restart of the proxy a job waits for updates of another browser, and says how long at most', async () => {
  const { said, sends, states } = await run([update('ana')], (_, nth) => (nth < 4 ? settling(['key-of-another-browser']) : free))
  expect(said).toContain('Waiting up to 2 minutes: the proxy was started again, and a job in another browser may still be updating the same users.')
  expect([sends.length, states.succeeded]).toEqual([1, 1])
})

test('updates of its own browser are on record: a job goes on at once, and is asked again after the next restart only', async () => {
  const isSettled = (request: LeaseRequest) => request.do !== 'claim' || request.settled === 'run-1'
  const { said, requests, sends } = await run([update('ana')], (request) => (isSettled(request) ? free : settling([])))
  expect([requests.map((request) => request.do), sends.length, said.some((text) => text.startsWith('Waiting'))]).toEqual([
    ['claim', 'claim', 'release'],
    1,
    false,
  ])
})

test('the users are reserved before the send and released after the result', async () => {
  const { requests } = await run([update('ana'), update('ben')], () => free)
  expect(requests.map((request) => [request.do, 'users' in request ? request.users.length : 0])).toEqual([
    ['claim', 2],
    ['release', 2],
  ])
})

test('while the proxy cannot reserve the users nothing is sent, and then each once', async () => {
  const { said, sends, states } = await run([update('ana')], (_, nth) => (nth < 6 ? new ApiError('offline', 'Failed to fetch') : free))
  expect(said).toContain(
    'Nothing is being sent: the proxy cannot reserve the users of the request: it does not answer. Start it again with npm start. Trying again.',
  )
  expect([sends.length, states.succeeded]).toEqual([1, 1])
})

test('a release that does not arrive changes nothing about the job', async () => {
  const { sends, states } = await run([update('ana')], ({ do: action }) => (action === 'release' ? new ApiError('offline', 'Failed to fetch') : free))
  expect([sends.length, states.succeeded]).toEqual([1, 1])
})

test('a job that only creates users waits for no other', async () => {
  const { requests, claims } = await run([create('ana')], () => taken(1))
  expect([requests, claims]).toEqual([[], [null]])
})
