/** The ledger never lets a batch go out twice, and never loses count of a user. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countStates,
  newJob,
  recordAccepted,
  recordNotSent,
  recordRefused,
  recordResults,
  recordRowsStopped,
  recordSending,
  recordStopped,
  recordUnknown,
  requestStop,
  type Job,
  type LedgerRow,
} from './ledger.ts'
import { nextStep } from './next-step.ts'

const rowOf = (key: string): LedgerRow => ({ key, line: 1, username: key, email: '', userId: null, outcome: null, message: null, status: null })
const jobOf = (...sizes: number[]): Job =>
  newJob({
    id: 'job-1',
    tenant: { upstream: 'simulator', organizationId: 'a'.repeat(24) },
    organizationName: 'Acme',
    name: 'people.csv',
    purpose: 'create',
    createdAt: 0,
    suppressEmail: false,
    batches: sizes.map((size, batch) => ({ key: `key-${batch}`, method: 'POST', rows: Array.from({ length: size }, (_, row) => rowOf(`r${batch}-${row}`)) })),
  })
const outcome = (state: 'pending' | 'succeeded' | 'flagged' | 'failed' | 'unknown') => ({ state, status: state, message: null, userId: null })
const total = (job: Job) => Object.values(countStates(job)).reduce((sum, count) => sum + count, 0)

test('batches are sent in order, and asked about before anything else goes out', () => {
  const job = jobOf(2, 1)
  expect(nextStep(job)).toMatchObject({ kind: 'send', batch: { key: 'key-0' } })
  const sending = recordSending(job, 'key-0', 1)
  expect(nextStep(sending)).toMatchObject({ kind: 'ask', batch: { key: 'key-0' } })
  const accepted = recordAccepted(sending, 'key-0', 'b'.repeat(24))
  expect(nextStep(accepted)).toMatchObject({ kind: 'send', batch: { key: 'key-1' } })
})

test('nobody is green on a job id alone', () => {
  const accepted = recordAccepted(recordSending(jobOf(3), 'key-0', 1), 'key-0', 'b'.repeat(24))
  expect(countStates(accepted)).toMatchObject({ pending: 3, succeeded: 0 })
})

test('a user without a result is unknown once the batch is finished, not succeeded', () => {
  const accepted = recordAccepted(recordSending(jobOf(2), 'key-0', 1), 'key-0', 'b'.repeat(24))
  const settled = recordResults(accepted, 'key-0', new Map([['r0-0', outcome('succeeded')]]), true, 5)
  expect(countStates(settled)).toMatchObject({ succeeded: 1, unknown: 1 })
  expect(nextStep(settled)).toMatchObject({ kind: 'follow', polls: [], looks: [{ key: 'key-0' }] })
})

test('stopping keeps what is on its way and cancels the rest', () => {
  const stopped = requestStop(recordSending(jobOf(1, 2), 'key-0', 1), 2)
  expect(countStates(stopped)).toMatchObject({ sending: 1, stopped: 2 })
})

const keys = ['key-0', 'key-1', 'key-2'] as const
const moves: readonly ((job: Job, key: string) => Job)[] = [
  (job, key) => recordSending(job, key, 1),
  (job, key) => recordAccepted(job, key, 'b'.repeat(24)),
  (job, key) => recordRefused(job, key, 'no', 2),
  (job, key) => recordUnknown(job, key, 'lost', 2),
  (job, key) => recordNotSent(job, key, 2),
  (job, key) => recordStopped(job, key, 'stop', 2),
  (job, key) => recordRowsStopped(job, key, new Map([[`r${key.at(-1)}-0`, 'changed']])),
  (job, key) => recordResults(job, key, new Map([[`r${key.at(-1)}-0`, outcome('failed')]]), false, 3),
  (job, key) => recordResults(job, key, new Map([[`r${key.at(-1)}-0`, outcome('flagged')]]), true, 3),
  (job) => requestStop(job, 2),
]

test('in any order of events: everybody is counted once, and what may have been taken is never sent again', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(moves.length - 1), fc.constantFrom(...keys)), { maxLength: 40 }), (events) => {
      let job = jobOf(2, 3, 1)
      const mayHaveBeenTaken = new Set<string>()
      for (const [move, key] of events) {
        const before = job
        try {
          job = moves[move]?.(job, key) ?? job
        } catch {
          job = before
        }
        expect(job.version).toBeGreaterThanOrEqual(before.version)
        expect(total(job)).toBe(6)
        for (const batch of job.batches) if (['accepted', 'settled', 'unknown', 'refused'].includes(batch.state)) mayHaveBeenTaken.add(batch.key)
        const step = nextStep(job)
        if (step.kind === 'send') expect(mayHaveBeenTaken.has(step.batch.key)).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})
