/** What JumpCloud says about a row is not the end of it: a message is checked in the directory, and results that cannot be read do not stay pending. */
import { expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import { findingOf } from '#domain/jobs/reconcile.ts'
import type { SystemUser, WireWorkResult } from '#domain/wire.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import type { SubmitItem } from './engine-model.ts'
import { isSettled, item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'

const ana = 'a'.repeat(24)
const update = (payload: object = { id: ana, department: 'Sales' }): SubmitItem => ({
  ...item('ana'),
  row: { ...item('ana').row, userId: ana },
  payload: payload as SubmitItem['payload'],
  user: { id: ana, department: 'Support' },
})

/** Runs a job of one update whose result is as given, against a directory that shows the given user. */
async function run(result: WireWorkResult, directory: SystemUser, sent = update()) {
  const { dependencies, jobs } = surroundings({ directory: () => [{ id: ana, ...directory }] })
  let lookups = 0
  const lookup: typeof dependencies.client.lookup = (...given) => ((lookups += 1), dependencies.client.lookup(...given))
  const getJobResults = () => Promise.resolve([{ meta: { systemUser: { id: ana } }, ...result }])
  await submit(startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults, lookup } }), [sent])
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  return { states: countStates(only(jobs)), row: only(jobs).batches[0]?.rows[0], lookups }
}

test('finished with a message is verified where the directory holds what was sent, and the message stays', async () => {
  const { states, row, lookups } = await run({ status: 'finished', statusMsg: 'Department was truncated.' }, { department: 'Sales' })
  expect([states.verified, row?.message, lookups]).toEqual([1, 'Department was truncated.', 1])
})

test('finished with an error text and nothing applied is no success', async () => {
  const { states, row } = await run({ status: 'finished', statusMsg: 'Internal error' }, { department: 'Support' })
  expect([states.differs, states.flagged, states.succeeded]).toEqual([1, 0, 0])
  expect(row?.evidence).toContain('as it was before the send')
})

test('finished with a message about a password stays a success with a message: a password cannot be read back', async () => {
  const { states } = await run({ status: 'finished', statusMsg: 'Weak password.' }, {}, update({ id: ana, password: 'a-secret' }))
  expect(states.flagged).toBe(1)
})

test('finished without a message costs no request more', async () => {
  const { states, lookups } = await run({ status: 'finished' }, { department: 'Sales' })
  expect([states.succeeded, lookups]).toEqual([1, 0])
})

test('what JumpCloud writes otherwise and means the same is verified, and said', async () => {
  const sent = update({ id: ana, email: 'Ana@Acme.example', department: ' Sales' })
  const { states, row } = await run({ status: 'finished', statusMsg: 'ok' }, { email: 'ana@acme.example', department: 'Sales' }, sent)
  expect([states.verified, row?.evidence]).toEqual([1, expect.stringContaining('normalized by JumpCloud: email, department')])
})

test('an unknown word is looked up, and the word stays as it came', async () => {
  const { states, row } = await run({ status: 'COMPLETED' }, { department: 'Sales' })
  expect([states.verified, row?.status]).toEqual([1, 'COMPLETED'])
})

test('results that cannot be read are given up after a while: the directory decides, and the administrator can check again', async () => {
  const { dependencies, jobs, now } = surroundings({ directory: () => directory })
  let directory: readonly SystemUser[] = []
  let isBroken = true
  const getJobResults: typeof dependencies.client.getJobResults = (...given) =>
    isBroken ? Promise.reject(new ApiError('not-found', 'Not Found', { status: 404 })) : dependencies.client.getJobResults(...given)
  const engine = startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults } })
  const from = now()
  await submit(engine, [update()])
  await expect.poll(() => only(jobs).batches[0]?.look?.isQuiet, { timeout: 10_000 }).toBe(true)
  expect([countStates(only(jobs)).unknown, only(jobs).batches[0]?.rows[0]?.message]).toEqual([
    1,
    expect.stringContaining('could not be read for 10 minutes: Not Found'),
  ])
  expect(now() - from).toBeLessThan(60 * 60_000)
  isBroken = false
  directory = [{ id: ana, department: 'Sales' }]
  await engine.checkAgain(only(jobs).id)
  await expect.poll(() => countStates(only(jobs)).unknown, { timeout: 10_000 }).toBe(0)
})

test('a proxy that is away is no answer of JumpCloud: the rows stay pending until it is back', async () => {
  const { dependencies, jobs } = surroundings()
  let left = 300
  const getJobResults: typeof dependencies.client.getJobResults = (...given) =>
    (left -= 1) > 0 ? Promise.reject(new ApiError('offline', 'no proxy')) : dependencies.client.getJobResults(...given)
  await submit(startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults } }), [item('ana')])
  await expect.poll(() => isSettled(jobs), { timeout: 20_000 }).toBe(true)
  expect(countStates(only(jobs)).succeeded).toBe(1)
})

test('a success with a message that the directory cannot be asked about is unknown in the end, and is checked again on the administrator’s word', async () => {
  const { dependencies, jobs } = surroundings({ directory: () => [{ id: ana, department: 'Sales' }] })
  let isDown = true
  const lookup: typeof dependencies.client.lookup = (...given) =>
    isDown ? Promise.reject(new ApiError('forbidden', 'Forbidden', { status: 403 })) : dependencies.client.lookup(...given)
  const getJobResults = () => Promise.resolve([{ status: 'finished', statusMsg: 'Internal error', meta: { systemUser: { id: ana } } }])
  const engine = startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults, lookup } })
  await submit(engine, [update()])
  await expect.poll(() => countStates(only(jobs)).unknown, { timeout: 10_000 }).toBe(1)
  const [batch] = only(jobs).batches
  expect([batch?.look?.unread, batch?.rows[0]?.message, batch?.rows[0]?.evidence]).toEqual([
    'Forbidden',
    'Internal error',
    'The directory could not be read to check: Forbidden',
  ])
  isDown = false
  await engine.checkAgain(only(jobs).id)
  await expect.poll(() => countStates(only(jobs)).verified, { timeout: 10_000 }).toBe(1)
})

test('users are read back as soon on the administrator’s word as after the send, however often the request was looked at before', async () => {
  const ben = 'b'.repeat(24)
  const { dependencies, jobs } = surroundings({ directory: () => [ana, ben].map((id) => ({ id, department: 'Sales' })) })
  const getJobResults = () =>
    Promise.resolve([
      { status: 'finished', statusMsg: 'A note', meta: { systemUser: { id: ana } } },
      { status: 'finished', statusMsg: '', meta: { systemUser: { id: ben } } },
    ])
  const second = update({ id: ben, department: 'Sales' })
  const engine = startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults } })
  await submit(engine, [update(), { ...second, row: { ...second.row, key: 'ben', username: 'ben', userId: ben } }])
  await expect.poll(() => countStates(only(jobs)), { timeout: 10_000 }).toMatchObject({ verified: 1, succeeded: 1 })
  const now = dependencies.now ?? Date.now
  const before = now()
  await engine.verify(only(jobs).id)
  await expect.poll(() => countStates(only(jobs)).verified, { timeout: 10_000 }).toBe(2)
  expect(now() - before).toBeLessThan(10_000)
})

test('an email in another place is the same in lower case too', async () => {
  const sent = update({ id: ana, recoveryEmail: { address: 'Ana@Home.example' }, alternateEmail: 'A@B.example' })
  const found = { recoveryEmail: { address: 'ana@home.example', verified: false }, alternateEmail: 'a@b.example' }
  expect((await run({ status: 'finished', statusMsg: 'ok' }, found as SystemUser, sent)).states.verified).toBe(1)
})

test('what cannot be compared is called so: only a password was sent', async () => {
  const { dependencies, jobs } = surroundings({ directory: () => [{ id: ana }], send: () => 'server' })
  await submit(startEngine(dependencies), [update({ id: ana, password: 'Long-enough-77' })])
  await expect.poll(() => only(jobs).batches[0]?.look?.isQuiet, { timeout: 10_000 }).toBe(true)
  const [batch] = only(jobs).batches
  expect([batch === undefined ? null : findingOf(batch), batch?.rows[0]?.evidence]).toEqual([
    'cannot-tell',
    'Only a password was sent, and a password cannot be read back.',
  ])
})
