/** Whoever has users read back sees how many of how many are read, and when that is over. */
import { expect, test } from 'vitest'
import type { Batch, Job, LedgerRow, Look } from './ledger-model.ts'
import { requestVerify } from './reconcile.ts'
import { verifyingOf, verifyingWords } from './verifying.ts'

const row = (key: string, changes: Partial<LedgerRow> = {}): LedgerRow => ({
  key,
  line: 2,
  username: key,
  email: '',
  userId: null,
  outcome: 'succeeded',
  message: null,
  status: null,
  ...changes,
})
const look = (isQuiet: boolean): Look => ({ at: 1, watchedMs: 1, sameMs: 0, print: '', isQuiet })
const batch = (rows: readonly LedgerRow[], at: Look | null = null) => ({ state: 'settled', look: at, rows }) as unknown as Batch
const jobOf = (...batches: Batch[]) => ({ version: 1, notes: [], batches }) as unknown as Job
const words = (job: Job) => {
  const verifying = verifyingOf(job)
  return verifying === null ? null : verifyingWords(verifying)
}

test('request by request, from none to all', () => {
  const asked = requestVerify(jobOf(batch([row('a'), row('b')]), batch([row('c')])), 1)
  expect(words(asked)).toBe('Verifying: 0 of 3 users read')
  const [first, second] = asked.batches
  const verified = (each: Batch | undefined): Batch =>
    batch(
      (each?.rows ?? []).map((one) => ({ ...one, outcome: 'verified', evidence: 'x' })),
      look(false),
    )
  expect(words(jobOf(verified(first), second ?? batch([])))).toBe('Verifying: 2 of 3 users read')
  expect(words(jobOf(verified(first), verified(second)))).toBeNull()
})

test('who is not as sent yet is read, and read again', () => {
  const late = { mustVerify: true, evidence: 'Found in the directory, but different.' }
  expect(words(jobOf(batch([row('a', { ...late, outcome: 'verified' }), row('b', late)], look(false))))).toBe(
    'Verifying: 2 users read, 1 not as sent yet and read again',
  )
  expect(words(jobOf(batch([row('b', { ...late, outcome: 'differs' })], look(true))))).toBeNull()
})

test('a job whose cleared values were read back by themselves is not being verified any more, and a later verify counts only who is read then', () => {
  const job = jobOf(batch([row('a', { mustVerify: true, outcome: 'verified', evidence: 'x' }), row('b'), row('c')], look(false)))
  expect(words(job)).toBeNull()
  expect(words(requestVerify(job, 1))).toBe('Verifying: 0 of 2 users read')
})
