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
export type RowState =
  | 'not-sent'
  | 'stopped'
  | 'sending'
  | 'refused'
  | 'pending'
  | 'succeeded'
  | 'flagged'
  | 'verified'
  | 'differs'
  | 'failed'
  | 'unknown'

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
