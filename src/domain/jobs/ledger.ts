/** The ledger: the moves that are allowed between the states of what a job sends, and what each leaves behind. */
import type { Purpose, RowKey } from '../packed/row.ts'
import type { Tenant } from '../tenant.ts'
import type { Batch, BatchState, Job, LedgerRow, Registration } from './ledger-model.ts'
import { IllegalMove } from './illegal-move.ts'
import { holdAfterCanary } from './canary.ts'
import { withEarlier, withoutSecondPhase } from './second-phase.ts'

export { countStates, rowState, type Batch, type BatchState, type Job, type LedgerRow, type Note, type RowState } from './ledger-model.ts'

interface NewJob extends Pick<Job, 'draftId' | 'origin' | 'leftOut'> {
  readonly id: string
  readonly tenant: Tenant
  readonly organizationName: string
  readonly name: string
  readonly purpose: Purpose
  readonly createdAt: number
  readonly suppressEmail: boolean
  /** Batches in sending order, each with its submission key. */
  readonly batches: readonly Pick<Batch, 'key' | 'method' | 'rows' | 'phase' | 'isCanary'>[]
  readonly canary?: 'going'
  readonly secondPayloadKey?: string
  readonly facts?: NonNullable<Job['facts']>
  readonly actions?: NonNullable<Job['actions']>
}

const fresh = { state: 'prepared', jobId: null, reason: null, sentAt: null, settledAt: null, look: null, earlierKey: null, firstSentAt: null } as const

/** A job of which nothing has been sent. */
export function newJob({ batches, ...job }: NewJob): Job {
  return {
    ...job,
    version: 0,
    stopRequested: false,
    pausedBecause: null,
    notes: [],
    batches: batches.map((batch) => ({ ...batch, ...fresh, payloadKey: batch.key })),
  }
}

/** Which moves are allowed; everything else is a programming error and is refused, so that no send can happen twice. */
const moves: Record<BatchState, readonly BatchState[]> = {
  prepared: ['sending', 'stopped', 'cancelled'],
  sending: ['accepted', 'refused', 'unknown', 'prepared', 'stopped'],
  accepted: ['accepted', 'settled'],
  settled: ['settled', 'accepted'],
  refused: [],
  unknown: ['unknown', 'settled'],
  stopped: [],
  cancelled: [],
}

export function batchOf(job: Job, key: string): Batch {
  const batch = job.batches.find((each) => each.key === key)
  if (batch === undefined) throw new IllegalMove(`The job ${job.id} has no batch ${key}.`, null, null)
  return batch
}

export function moveBatch(job: Job, key: string, to: BatchState, changes: Partial<Omit<Batch, 'key' | 'method' | 'state'>>): Job {
  const batch = batchOf(job, key)
  if (!moves[batch.state].includes(to)) throw new IllegalMove(`A batch cannot go from ${batch.state} to ${to}.`, batch.state, to)
  const moved = { ...batch, ...changes, state: to }
  return holdAfterCanary({ ...job, version: job.version + 1, batches: job.batches.map((each) => (each === batch ? endSecondPhase(moved) : each)) })
}

/** A second phase that will not happen leaves its users as the first one made them. */
const neverSent: readonly BatchState[] = ['refused', 'stopped', 'cancelled']
const endSecondPhase = (batch: Batch): Batch =>
  batch.phase === 2 && neverSent.includes(batch.state) ? { ...batch, rows: withoutSecondPhase(batch.rows, batch.reason ?? 'it was not sent') } : batch

/** The intent: written before the request leaves. Rows that were stopped by themselves are not part of the send. */
export function recordSending(job: Job, key: string, at: number, registration?: Registration): Job {
  if (job.pausedBecause !== null) throw new IllegalMove('A paused job sends nothing.', null, 'sending')
  const tries = (batchOf(job, key).tries ?? 0) + 1
  return moveBatch(job, key, 'sending', { sentAt: at, reason: null, tries, ...(registration === undefined ? {} : { registration }) })
}
export const recordAccepted = (job: Job, key: string, jobId: string): Job => moveBatch(job, key, 'accepted', { jobId })
export const recordRefused = (job: Job, key: string, reason: string, at: number): Job => moveBatch(job, key, 'refused', { reason, settledAt: at })
export const recordUnknown = (job: Job, key: string, reason: string, at: number): Job => moveBatch(job, key, 'unknown', { reason, settledAt: at })
/** Proven that nothing was accepted, and it may be tried again under the same key; after the administrator's word to stop, it is not. */
export function recordNotSent(job: Job, key: string, at: number): Job {
  const back = moveBatch(job, key, 'prepared', { sentAt: null })
  return job.stopRequested ? moveBatch(back, key, 'cancelled', { reason: stoppedByYou, settledAt: at }) : back
}
/** Arrays were brought up to date: what is sent is another body than was reviewed, so it goes under a key of its own (rule 7). */
export function recordFinalBody(job: Job, key: string, newKey: string): Job {
  const batch = batchOf(job, key)
  if (batch.state !== 'prepared') throw new IllegalMove(`A batch that is ${batch.state} keeps its body.`, batch.state, 'prepared')
  return { ...job, version: job.version + 1, batches: job.batches.map((each) => (each === batch ? { ...batch, key: newKey, payloadKey: newKey } : each)) }
}
export const recordStopped = (job: Job, key: string, reason: string, at: number): Job => moveBatch(job, key, 'stopped', { reason, settledAt: at })

/** Holds back single rows of a batch that has not been sent, each with its reason. */
export function recordRowsStopped(job: Job, key: string, reasons: ReadonlyMap<RowKey, string>): Job {
  return {
    ...job,
    version: job.version + 1,
    batches: job.batches.map((batch) =>
      batch.key === key && batch.state === 'prepared'
        ? {
            ...batch,
            rows: batch.rows.map((row): LedgerRow => (reasons.has(row.key) ? { ...row, outcome: 'stopped', message: reasons.get(row.key) ?? null } : row)),
          }
        : batch,
    ),
  }
}

const stoppedByYou = 'You stopped the job before this was sent.'

/** The administrator's word to stop: what has not left is cancelled, what is on its way goes on. */
export function requestStop(job: Job, at: number): Job {
  return {
    ...job,
    version: job.version + 1,
    stopRequested: true,
    batches: job.batches.map((batch) =>
      batch.state === 'prepared' ? endSecondPhase({ ...batch, state: 'cancelled', reason: stoppedByYou, settledAt: at }) : batch,
    ),
  }
}

/** Nothing more is sent until the reason is taken away again (null). */
export const recordPaused = (job: Job, because: string | null): Job => ({
  ...job,
  version: job.version + 1,
  pausedBecause: because,
  ...(because === null && job.canary === 'waiting' ? { canary: 'over' } : {}),
})

export const recordNote = (job: Job, at: number, text: string): Job => ({ ...job, version: job.version + 1, notes: [...job.notes, { at, text }] })

/** JumpCloud refused the request as too large, so nothing was taken: its users go in two halves, each under a key of its own. */
export function recordSplit(job: Job, key: string, keys: readonly [string, string], at: number): Job {
  const batch = batchOf(job, key)
  if (batch.state !== 'sending') throw new IllegalMove(`A batch that is ${batch.state} cannot be split.`, batch.state, null)
  const going = batch.rows.filter(({ outcome }) => outcome === null)
  if (going.length < 2) throw new Error('A batch of one user cannot be split.')
  const firstHalf = new Set(going.slice(0, Math.ceil(going.length / 2)).map((row) => row.key))
  const half = (rows: readonly LedgerRow[], newKey: string): Batch => ({
    ...batch,
    ...fresh,
    key: newKey,
    rows,
    earlierKey: key,
    firstSentAt: batch.firstSentAt,
  })
  const halves = [
    half(
      batch.rows.filter((row) => row.outcome !== null || firstHalf.has(row.key)),
      keys[0],
    ),
    half(
      batch.rows.filter((row) => row.outcome === null && !firstHalf.has(row.key)),
      keys[1],
    ),
  ]
  const split: Job = { ...job, version: job.version + 1, batches: job.batches.flatMap((each) => (each === batch ? halves : [each])) }
  return job.stopRequested ? requestStop(split, at) : split
}

/** What an earlier read or the directory has settled stands, also where a later read does not show it again. */
const isTerminal = ({ outcome }: LedgerRow): boolean => outcome !== null && outcome !== 'pending' && outcome !== 'unknown'

interface Outcome {
  readonly state: 'pending' | 'succeeded' | 'flagged' | 'failed' | 'unknown'
  readonly status: string | null
  readonly message: string | null
  readonly userId: string | null
}

/** What a read of the results says about the rows of an accepted batch; `isSettled` when no later read is needed, `gaveNone` why a row has none then. */
export function recordResults(
  job: Job,
  key: string,
  byRow: ReadonlyMap<RowKey, Outcome>,
  isSettled: boolean,
  at: number,
  gaveNone = 'JumpCloud gave no result for this user.',
): Job {
  const { rows, state } = batchOf(job, key)
  if (state !== 'accepted') throw new IllegalMove('Only an accepted batch has results.', state, 'settled')
  return moveBatch(job, key, isSettled ? 'settled' : 'accepted', {
    settledAt: isSettled ? at : null,
    rows: rows.map((row): LedgerRow => {
      if (row.outcome === 'stopped') return row
      const found = byRow.get(row.key)
      if (found === undefined || (isSettled && found.state === 'pending'))
        return isSettled && !isTerminal(row) ? { ...row, outcome: 'unknown', message: row.message ?? gaveNone } : row
      return withEarlier({ ...row, outcome: found.state, status: found.status, message: found.message, userId: found.userId ?? row.userId })
    }),
  })
}
