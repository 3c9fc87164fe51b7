/** What has happened is stored or shown, never skipped. */
import { expect, test } from 'vitest'
import { recordAccepted, recordNotSent, recordSending, recordUnknown } from '#domain/jobs/ledger.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'
import { startUpdates } from './updates.ts'

/** A stored job whose one batch is on its way, and the updates of the tab that sent it. */
async function sending() {
  const { dependencies, jobs } = surroundings({ sleep: () => new Promise(() => undefined) })
  await submit(startEngine({ ...dependencies, client: { ...dependencies.client, submitUsers: () => new Promise(() => undefined) } }), [item('ana')])
  await expect.poll(() => only(jobs).batches[0]?.state).toBe('sending')
  const job = only(jobs)
  const statuses: (string | null)[] = []
  const put = (change: (job: Job) => Job) => jobs.set(job.id, change(only(jobs)))
  const store = { ...dependencies.store }
  const updates = startUpdates({ store, sleep: () => Promise.resolve() }, (_, status) => statuses.push(status))
  updates.hasRead(job)
  return { job, key: job.batches[0]?.key ?? '', jobs, put, store, updates, statuses }
}

test('a full disk is waited for, and said', async () => {
  const { job, key, jobs, store, updates, statuses } = await sending()
  const stored = { ...store }
  let left = 3
  store.putJob = (...given) => ((left -= 1) >= 0 ? Promise.reject(new Error('The quota is exceeded.')) : stored.putJob(...given))
  await updates.updateUntilStored(job.id, (current) => recordAccepted(current, key, 'b'.repeat(24)))
  expect([only(jobs).batches[0]?.state, statuses.length, statuses[0]]).toEqual(['accepted', 3, expect.stringContaining('The quota is exceeded.')])
})

test('a fault of our own is not tried for ever: the job pauses and says what happened', async () => {
  const { job, jobs, updates } = await sending()
  const broken = updates.updateUntilStored(job.id, () => {
    throw new TypeError('x is undefined')
  })
  await expect(broken).rejects.toThrow('x is undefined')
  expect(only(jobs).pausedBecause).toMatch(/A fault in Rollcall paused this job: x is undefined/)
})

test('an answer of JumpCloud that the record contradicts pauses the job', async () => {
  const { job, key, jobs, put, updates } = await sending()
  put((current) => ({ ...current, version: current.version + 1, batches: current.batches.map((batch) => ({ ...batch, state: 'prepared' as const })) }))
  await expect(updates.updateUntilStored(job.id, (current) => recordAccepted(current, key, 'b'.repeat(24)))).rejects.toThrow(/from prepared to accepted/)
  expect(only(jobs).pausedBecause).toMatch(/Nothing more is sent/)
})

test('what another tab has recorded first is no fault', async () => {
  const { job, key, jobs, put, updates } = await sending()
  put((current) => recordAccepted(current, key, 'b'.repeat(24)))
  await updates.updateUntilStored(job.id, (current) => recordNotSent(current, key, 0))
  await updates.updateUntilStored(job.id, (current) => recordAccepted(current, key, 'b'.repeat(24)))
  await updates.updateUntilStored(job.id, (current) => recordUnknown(current, key, 'The answer was lost.', 0))
  expect([only(jobs).batches[0]?.state, only(jobs).pausedBecause]).toEqual(['accepted', null])
})

test('a step that the administrator has overtaken is simply not done', async () => {
  const { job, key, put, updates } = await sending()
  put((current) => recordAccepted(current, key, 'b'.repeat(24)))
  expect(await updates.update(job.id, (current) => recordSending(current, key, 0))).toBe(false)
})
