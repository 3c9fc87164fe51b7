/** The ledger: the record of what a job sends and what came of it, and the moves that are allowed between its states. */
import type { Purpose, RowKey } from '../rows/row.ts'
import type { World } from '../world.ts'

/**
 * Where a batch is. prepared: nothing left this machine. sending: intent stored, answer not known yet.
 * accepted: JumpCloud gave a job id, results may be pending. settled: every row has its terminal result.
 * refused: proven not accepted. unknown: bytes went out and no clear answer came back; never re-sent.
 * stopped: held back before sending. cancelled: the administrator stopped the job before this batch.
 */
export type BatchState = 'prepared' | 'sending' | 'accepted' | 'settled' | 'refused' | 'unknown' | 'stopped' | 'cancelled'

/** The one visible state of a row of a job (design rule 8). */
export type RowState = 'not-sent' | 'stopped' | 'sending' | 'refused' | 'pending' | 'succeeded' | 'flagged' | 'verified' | 'differs' | 'failed' | 'unknown'

/** One person of a job. No cell values beyond what names the person; never a secret. */
export interface LedgerRow {
  readonly key: RowKey
  readonly line: number | null
  readonly username: string
  readonly email: string
  /** The directory user's id, known before the send for updates. */
  readonly userId: string | null
  /** Own state of this row; where null the state follows from its batch. */
  readonly outcome: 'succeeded' | 'flagged' | 'failed' | 'unknown' | 'pending' | 'stopped' | null
  /** JumpCloud's own words, as they came. */
  readonly message: string | null
  /** JumpCloud's own status word, as it came. */
  readonly status: string | null
}

export interface Batch {
  /** Submission key: fixed before the first try, one key is one send. */
  readonly key: string
  readonly method: 'POST' | 'PATCH'
  readonly state: BatchState
  readonly rows: readonly LedgerRow[]
  /** JumpCloud's job id, once accepted. */
  readonly jobId: string | null
  /** Why it was refused, stopped or is unknown; one sentence. */
  readonly reason: string | null
  /** Epoch milliseconds; null until then. */
  readonly sentAt: number | null
  readonly settledAt: number | null
}

export interface Job {
  readonly id: string
  readonly world: World
  readonly organizationName: string
  readonly name: string
  readonly purpose: Purpose
  readonly createdAt: number
  /** Rises with every stored move; a write on an older version loses. */
  readonly version: number
  /** Set when the administrator asked to stop after the batch that is running. */
  readonly stopRequested: boolean
  readonly suppressEmail: boolean
  readonly batches: readonly Batch[]
}

interface NewJob {
  readonly id: string
  readonly world: World
  readonly organizationName: string
  readonly name: string
  readonly purpose: Purpose
  readonly createdAt: number
  readonly suppressEmail: boolean
  /** Batches in sending order, each with its submission key. */
  readonly batches: readonly { readonly key: string; readonly method: Batch['method']; readonly rows: readonly LedgerRow[] }[]
}

/** A job of which nothing has been sent. */
export function newJob({ batches, ...job }: NewJob): Job {
  return {
    ...job,
    version: 0,
    stopRequested: false,
    batches: batches.map((batch) => ({ ...batch, state: 'prepared', jobId: null, reason: null, sentAt: null, settledAt: null })),
  }
}

export type Step =
  | { readonly kind: 'send'; readonly batch: Batch }
  | { readonly kind: 'ask'; readonly batch: Batch }
  | { readonly kind: 'poll'; readonly batches: readonly Batch[] }
  | { readonly kind: 'done' }

/**
 * What to do next. A batch in `sending` whose sender is gone is asked about before anything else goes out; batches are sent in order; results
 * are polled when nothing is left to send. Only a `prepared` batch is ever sent.
 */
export function nextStep(job: Job): Step {
  const sending = job.batches.find(({ state }) => state === 'sending')
  if (sending !== undefined) return { kind: 'ask', batch: sending }
  const prepared = job.batches.find(({ state }) => state === 'prepared')
  if (prepared !== undefined) return { kind: 'send', batch: prepared }
  const accepted = job.batches.filter(({ state }) => state === 'accepted')
  return accepted.length > 0 ? { kind: 'poll', batches: accepted } : { kind: 'done' }
}

/** Which moves are allowed; everything else is a programming error and is refused, so that no send can happen twice. */
const moves: Record<BatchState, readonly BatchState[]> = {
  prepared: ['sending', 'stopped', 'cancelled'],
  sending: ['accepted', 'refused', 'unknown', 'prepared', 'stopped'],
  accepted: ['accepted', 'settled'],
  settled: [],
  refused: [],
  unknown: [],
  stopped: [],
  cancelled: [],
}

function moveBatch(job: Job, key: string, to: BatchState, changes: Partial<Omit<Batch, 'key' | 'method' | 'state'>>): Job {
  const batch = job.batches.find((each) => each.key === key)
  if (batch === undefined) throw new Error(`The job ${job.id} has no batch ${key}.`)
  if (!moves[batch.state].includes(to)) throw new Error(`A batch cannot go from ${batch.state} to ${to}.`)
  return { ...job, version: job.version + 1, batches: job.batches.map((each) => (each === batch ? { ...each, ...changes, state: to } : each)) }
}

/** The intent: written before the request leaves. Rows that were stopped by themselves are not part of the send. */
export const recordSending = (job: Job, key: string, at: number): Job => moveBatch(job, key, 'sending', { sentAt: at, reason: null })
export const recordAccepted = (job: Job, key: string, jobId: string): Job => moveBatch(job, key, 'accepted', { jobId })
export const recordRefused = (job: Job, key: string, reason: string, at: number): Job => moveBatch(job, key, 'refused', { reason, settledAt: at })
export const recordUnknown = (job: Job, key: string, reason: string, at: number): Job => moveBatch(job, key, 'unknown', { reason, settledAt: at })
/** Proven that nothing was accepted, and it may be tried again under the same key. */
export const recordNotSent = (job: Job, key: string): Job => moveBatch(job, key, 'prepared', { sentAt: null })
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

/** The administrator's word to stop: what has not left is cancelled, what is on its way goes on. */
export function requestStop(job: Job, at: number): Job {
  return {
    ...job,
    version: job.version + 1,
    stopRequested: true,
    batches: job.batches.map((batch) =>
      batch.state === 'prepared' ? { ...batch, state: 'cancelled', reason: 'You stopped the job before this was sent.', settledAt: at } : batch,
    ),
  }
}

interface Outcome {
  readonly state: 'pending' | 'succeeded' | 'flagged' | 'failed' | 'unknown'
  readonly status: string | null
  readonly message: string | null
  readonly userId: string | null
}

/** What a read of the results says about the rows of an accepted batch; `isSettled` when no later read is needed. */
export function recordResults(job: Job, key: string, byRow: ReadonlyMap<RowKey, Outcome>, isSettled: boolean, at: number): Job {
  const rows = job.batches.find((batch) => batch.key === key)?.rows ?? []
  return moveBatch(job, key, isSettled ? 'settled' : 'accepted', {
    settledAt: isSettled ? at : null,
    rows: rows.map((row): LedgerRow => {
      if (row.outcome === 'stopped') return row
      const found = byRow.get(row.key)
      if (found === undefined || (isSettled && found.state === 'pending'))
        return isSettled ? { ...row, outcome: 'unknown', message: row.message ?? 'JumpCloud gave no result for this person.' } : row
      return { ...row, outcome: found.state, status: found.status, message: found.message, userId: found.userId ?? row.userId }
    }),
  })
}

const byBatch: Record<BatchState, RowState> = {
  prepared: 'not-sent',
  sending: 'sending',
  accepted: 'pending',
  settled: 'unknown',
  refused: 'refused',
  unknown: 'unknown',
  stopped: 'stopped',
  cancelled: 'stopped',
}

/** The one state of a row: its own outcome where it has one, else that of its batch. */
export const rowState = (batch: Batch, row: LedgerRow): RowState => row.outcome ?? byBatch[batch.state]

/** Rows by state; the counts add up to the rows submitted. */
export function countStates(job: Job): Record<RowState, number> {
  const counts: Record<RowState, number> = {
    'not-sent': 0,
    stopped: 0,
    sending: 0,
    refused: 0,
    pending: 0,
    succeeded: 0,
    flagged: 0,
    verified: 0,
    differs: 0,
    failed: 0,
    unknown: 0,
  }
  for (const batch of job.batches) for (const row of batch.rows) counts[rowState(batch, row)] += 1
  return counts
}
