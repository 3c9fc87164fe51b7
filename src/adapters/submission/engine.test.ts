/** The engine sends each batch once, whatever breaks, and says what nobody can know. */
import { expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import type { Submission } from '../jumpcloud/decode.ts'
import { ApiError, type ApiErrorKind } from '../jumpcloud/errors.ts'
import type { EngineDependencies, SubmitItem } from './engine-model.ts'
import { isSettled, item, only, submit, surroundings, tenant } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'

test('a batch is sent once, and its users are green on their own results', async () => {
  const { dependencies, jobs, sends } = surroundings()
  await submit(startEngine(dependencies), [item('ana'), item('ben')])
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect([sends.length, countStates(only(jobs)).succeeded]).toEqual([1, 2])
})

test('users are cut into batches of 800, sent in order', async () => {
  const { dependencies, jobs, bodies } = surroundings()
  await submit(
    startEngine(dependencies),
    Array.from({ length: 1_700 }, (_, index) => item(`p${index}`)),
  )
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  expect(bodies.map((body) => (JSON.parse(body) as unknown[]).length)).toEqual([800, 800, 100])
})

test('when the intent cannot be stored, nothing is sent and the administrator is told', async () => {
  const { dependencies, sends } = surroundings()
  const engine = startEngine({ ...dependencies, store: { ...dependencies.store, putJob: () => Promise.reject(new Error('the disk is full')) } })
  await expect(submit(engine, [item('ana')])).rejects.toThrow(/nothing was sent. the disk is full/)
  expect(sends).toEqual([])
})

test.each<ApiErrorKind>(['ambiguous', 'server', 'unreadable'])('after a send that ends “%s” the users are unknown, and are not sent again', async (kind) => {
  const { dependencies, jobs, sends } = surroundings({ send: () => kind })
  const engine = startEngine(dependencies)
  await submit(engine, [item('ana')])
  await expect.poll(() => isSettled(jobs)).toBe(true)
  await engine.resumeJobs(tenant)
  expect([countStates(only(jobs)).unknown, sends.length]).toEqual([1, 1])
})

test.each<ApiErrorKind>(['rate-limited', 'unreachable', 'busy', 'token', 'unauthorized'])(
  '“%s” proves that nothing was taken: the same key is tried again',
  async (kind) => {
    const { dependencies, jobs, sends } = surroundings({ send: (_, attempt) => (attempt < 3 ? kind : 'b'.repeat(24)) })
    await submit(startEngine(dependencies), [item('ana')])
    await expect.poll(() => isSettled(jobs)).toBe(true)
    expect([countStates(only(jobs)).succeeded, new Set(sends).size, sends.length]).toEqual([1, 1, 3])
  },
)

test.each<ApiErrorKind>(['rejected', 'forbidden', 'too-large', 'changed'])(
  'for one person, “%s” is a refusal of the whole batch, with the words that came',
  async (kind) => {
    const { dependencies, jobs } = surroundings({ send: () => kind })
    await submit(startEngine(dependencies), [item('ana')])
    await expect.poll(() => isSettled(jobs)).toBe(true)
    expect([countStates(only(jobs)).refused, only(jobs).batches[0]?.reason]).toEqual([1, `it was ${kind}`])
  },
)

test.each<readonly [string, Partial<Submission>, string]>([
  ['it was answered', { state: 'answered', status: 200, jobId: 'b'.repeat(24) }, 'succeeded'],
  ['it was refused', { state: 'answered', status: 400 }, 'refused'],
  ['it went out without an answer', { state: 'sent-without-answer' }, 'unknown'],
])('when the answer is lost between proxy and page, the proxy is asked: %s', async (_, known, state) => {
  const { dependencies, jobs, sends } = surroundings({ send: () => 'offline', known: () => known })
  await submit(startEngine(dependencies), [item('ana')])
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect([countStates(only(jobs))[state as 'unknown'], sends.length]).toEqual([1, 1])
})

test.each<readonly [string, Partial<Submission>, string]>([
  ['the proxy has watched it since and no body came', { state: 'registered' }, 'succeeded'],
  ['the proxy has ended since it was registered', { state: 'registered', isThisRun: false }, 'unknown'],
  ['the journal does not know it', { state: 'never-seen' }, 'unknown'],
  ['it was proven not to be taken', { state: 'not-accepted' }, 'succeeded'],
  ['an earlier try was proven not to be taken, in a journal that is older than this one', { state: 'not-accepted', tryAt: 0 }, 'unknown'],
  ['it was proven not to be taken, in another journal', { state: 'not-accepted', journal: 'journal-2' }, 'unknown'],
  ['the proxy had its answer', { state: 'answered', status: 200, jobId: 'b'.repeat(24) }, 'succeeded'],
  ['it went out and nobody knows', { state: 'sent-without-answer' }, 'unknown'],
])('a page that died while sending is taken up again: %s', async (_, known, state) => {
  const { dependencies, jobs, payloads, sends } = surroundings({ known: () => known })
  // What the dead page left behind: a job whose batch is marked as being sent.
  const made = surroundings()
  await submit(startEngine({ ...made.dependencies, client: { ...made.dependencies.client, submitUsers: () => new Promise(() => undefined) } }), [item('ana')])
  await expect.poll(() => only(made.jobs).batches[0]?.state).toBe('sending')
  for (const [id, job] of made.jobs) jobs.set(id, job)
  for (const [key, items] of made.payloads) payloads.set(key, items)
  await startEngine(dependencies).resumeJobs(tenant)
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect([countStates(only(jobs))[state as 'unknown'], sends.length]).toEqual([1, state === 'succeeded' && known.state !== 'answered' ? 1 : 0])
  expect(only(jobs).notes[0]?.text).toMatch(/Rollcall was closed while this job was running/)
})

test('a password is not stored: whoever needs one after a restart is stopped, and the others go on', async () => {
  const { dependencies, jobs, payloads, bodies } = surroundings()
  const withPassword = { ...item('ana'), payload: { id: 'c'.repeat(24), password: 'canary-password' } }
  const live = surroundings({ sleep: () => new Promise(() => undefined) })
  await submit(startEngine(live.dependencies), [withPassword, item('ben')])
  await expect.poll(() => live.bodies.join('')).toContain('canary-password')
  for (const [id, job] of live.jobs) jobs.set(id, { ...job, version: 0, batches: job.batches.map((batch) => ({ ...batch, state: 'prepared' })) })
  for (const [key, items] of live.payloads) payloads.set(key, items)
  expect(JSON.stringify([...live.payloads, ...live.jobs])).not.toContain('canary-password')
  await startEngine(dependencies).resumeJobs(tenant)
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([[{ id: 'c'.repeat(24), username: 'ben' }]])
  expect(countStates(only(jobs))).toMatchObject({ stopped: 1, succeeded: 1 })
})

test('stopping cancels what has not left', async () => {
  const { dependencies, jobs, sends } = surroundings()
  const engine = startEngine({
    ...dependencies,
    client: {
      ...dependencies.client,
      submitUsers: async (_, { key }) => (sends.push(key), await engine.requestStop(only(jobs).id), { jobId: 'b'.repeat(24) }),
    },
  })
  await submit(
    engine,
    Array.from({ length: 801 }, (_, index) => item(`p${index}`)),
  )
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  expect([sends.length, countStates(only(jobs))]).toMatchObject([1, { succeeded: 800, stopped: 1 }])
})

test('a request that is too large goes in halves, each under a key of its own', async () => {
  const { dependencies, jobs, sends } = surroundings()
  const sizes: number[] = []
  const small: EngineDependencies['client']['submitUsers'] = (organizationId, request) => {
    const size = (JSON.parse(request.body) as unknown[]).length
    sizes.push(size)
    return size > 3 ? Promise.reject(new ApiError('too-large', 'Payload Too Large', { status: 413 })) : dependencies.client.submitUsers(organizationId, request)
  }
  await submit(
    startEngine({ ...dependencies, client: { ...dependencies.client, submitUsers: small } }),
    Array.from({ length: 10 }, (_, index) => item(`p${index}`)),
  )
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect(sizes).toEqual([10, 5, 3, 2, 5, 3, 2])
  expect([countStates(only(jobs)).succeeded, new Set(sends).size]).toEqual([10, 4])
})

test('two requests in a row without a clear answer pause the job, and nothing more goes out until the administrator says so', async () => {
  const { dependencies, jobs, sends } = surroundings({ send: (_, attempt) => (attempt === 1 && sends.length <= 2 ? 'ambiguous' : 'd'.repeat(24)) })
  const engine = startEngine(dependencies)
  await submit(
    engine,
    Array.from({ length: 2_000 }, (_, index) => item(`p${index}`)),
  )
  await expect.poll(() => only(jobs).pausedBecause, { timeout: 10_000 }).toMatch(/2 requests in a row/)
  expect([sends.length, countStates(only(jobs)).unknown, countStates(only(jobs))['not-sent']]).toEqual([2, 1_600, 400])
  await engine.resume(only(jobs).id)
  await expect.poll(() => countStates(only(jobs)).succeeded, { timeout: 10_000 }).toBe(400)
})

test('users without a clear answer are looked up: who holds what was sent is verified, the others wait for a word and then go out once more', async () => {
  const ana = 'a'.repeat(24)
  const ben = 'b'.repeat(24)
  const update = (name: string, id: string): SubmitItem => ({
    ...item(name),
    row: { ...item(name).row, userId: id },
    payload: { id, department: 'Sales' },
    user: { id, department: 'Support' },
  })
  const { dependencies, jobs, sends, bodies } = surroundings({
    send: (_, attempt) => (attempt === 1 && sends.length === 1 ? 'ambiguous' : 'e'.repeat(24)),
    directory: () => [
      { id: ana, department: 'Sales' },
      { id: ben, department: 'Support' },
    ],
  })
  const engine = startEngine(dependencies)
  await submit(engine, [update('ana', ana), update('ben', ben)])
  await expect.poll(() => only(jobs).batches[0]?.look?.isQuiet, { timeout: 10_000 }).toBe(true)
  expect(countStates(only(jobs))).toMatchObject({ verified: 1, unknown: 1 })
  const [batch] = only(jobs).batches
  expect([batch?.look?.watchedMs ?? 0, batch?.rows[1]?.evidence]).toEqual([expect.closeTo(770_000, -6), expect.stringMatching(/as it was before the send/)])
  await engine.sendAgain(only(jobs).id, batch?.key ?? '')
  await expect.poll(() => isSettled(jobs)).toBe(true)
  expect([sends.length, new Set(sends).size, JSON.parse(bodies[1] ?? '')]).toEqual([2, 2, [{ id: ben, department: 'Sales' }]])
  expect(countStates(only(jobs))).toMatchObject({ verified: 1, succeeded: 1, unknown: 0 })
})

test('a user whose value was emptied is read back without being asked for', async () => {
  const id = 'a'.repeat(24)
  const clear: SubmitItem = { ...item('ana'), row: { ...item('ana').row, userId: id }, payload: { id, department: '' }, user: { id, department: 'Sales' } }
  for (const [present, state] of [
    ['', 'verified'],
    ['Sales', 'differs'],
  ] as const) {
    const { dependencies, jobs } = surroundings({ directory: () => [{ id, department: present }] })
    await submit(startEngine(dependencies), [clear])
    await expect.poll(() => countStates(only(jobs))[state], { timeout: 10_000 }).toBe(1)
  }
})
