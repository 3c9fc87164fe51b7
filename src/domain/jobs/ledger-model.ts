/** The ledger's shapes: a job, its batches and its users, as they are stored. No cell values, no secrets. */
import type { DraftOrigin } from '../draft/origin.ts'
import type { LeftOutCount } from '../plan/left-out.ts'
import type { Purpose, RowKey } from '../packed/row.ts'
import type { Tenant } from '../tenant.ts'
import type { Action } from '../plan/actions.ts'
import type { JobFacts } from './unsent.ts'

/**
 * Where a batch is. prepared: nothing left this machine. sending: intent stored, answer not known yet.
 * accepted: JumpCloud gave a job id, results may be pending. settled: every row has its terminal result.
 * refused: proven not accepted. unknown: bytes went out and no clear answer came back; never re-sent without the administrator's word.
 * stopped: blocked before sending. cancelled: the administrator stopped the job before this batch.
 */
export type BatchState = 'prepared' | 'sending' | 'accepted' | 'settled' | 'refused' | 'unknown' | 'stopped' | 'cancelled'

/** The one visible state of a row of a job (design rule 8). */
export type RowState = 'not-sent' | 'stopped' | 'sending' | 'refused' | 'pending' | 'succeeded' | 'flagged' | 'verified' | 'differs' | 'failed' | 'unknown'

/** One user of a job. No cell values beyond what names the user; never a secret. */
export interface LedgerRow {
  readonly key: RowKey
  readonly line: number | null
  readonly username: string
  readonly email: string
  /** For a retry or a revert: the row of the earlier job. */
  readonly sourceRef?: RowKey
  /** The directory user's id, known before the send for updates. */
  readonly userId: string | null
  /** Own state of this row; where null the state follows from its batch. */
  readonly outcome: 'succeeded' | 'flagged' | 'verified' | 'differs' | 'failed' | 'unknown' | 'pending' | 'stopped' | null
  /** JumpCloud's own words, as they came. */
  readonly message: string | null
  /** JumpCloud's own status word, as it came. */
  readonly status: string | null
  /** What the directory showed when this user was looked up; a sentence of ours. */
  readonly evidence?: string | null
  /** To be read back once it has succeeded: always for clears, for others when the administrator asks. */
  readonly mustVerify?: boolean
  /** The manager is this row of the same job, and is set in the second phase: until then the row is not settled. */
  readonly awaits?: RowKey
  /** What the update does, where that has a name of its own. */
  readonly action?: Exclude<Action, 'create' | 'update'>
  /** Others of the job wait for this user's user id. */
  readonly isAwaited?: true
  /** The manager's user id, known since the second phase began. */
  readonly manager?: string
  /** What the first phase came to, for a row that is in its second. */
  readonly earlier?: {
    /** The key of the request that it was; absent in jobs of earlier versions. */
    readonly batch?: string
    readonly outcome: 'succeeded' | 'flagged' | 'differs'
    readonly message: string | null
    readonly evidence: string | null
  }
}

/** What the directory has shown about a batch so far. Times are counted, not read off a clock, which may jump. */
export interface Look {
  readonly at: number
  /** Milliseconds waited over all looks. */
  readonly watchedMs: number
  /** Milliseconds over which nothing changed. */
  readonly sameMs: number
  /** What was found, as one text to compare with the next look. */
  readonly print: string
  /** Looked long enough: what has not happened by now is not waited for any more. */
  readonly isQuiet: boolean
  /** Why the directory could not be read all the while, where it never could: then it has shown nothing. */
  readonly unread?: string
}

/** Where the proxy's journal has a try: which journal, and at which place in it. */
export interface Registration {
  readonly journal: string
  readonly tryAt: number
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
  /** The last try, stored before its body left; absent in batches of earlier versions. */
  readonly registration?: Registration
  readonly settledAt: number | null
  /** Under which name what these users are sent is stored; outlives a split and a second send. */
  readonly payloadKey: string
  readonly look: Look | null
  /** The key of the batch from which these users come, where it was cut in two or is sent again on the administrator's word. */
  readonly earlierKey: string | null
  /** When these users were first sent, where an earlier send of theirs has no clear answer: a user made since may be that send's. */
  readonly firstSentAt: number | null
  /** 2 where it waits for users whom the other batches create. */
  readonly phase?: 2
  /** Sent before everybody else, and looked at before anything more goes out. */
  readonly isCanary?: true
  /** How often it was tried under this key. */
  readonly tries?: number
}

/** Something that happened to the job that its reader should know of later. */
export interface Note {
  readonly at: number
  readonly text: string
}

export interface Job {
  readonly id: string
  readonly tenant: Tenant
  readonly organizationName: string
  readonly name: string
  /** The draft that it was submitted from; jobs of earlier versions do not name it. */
  readonly draftId?: string
  readonly origin?: DraftOrigin
  /** Rows of the draft that did not go, by cause. */
  readonly leftOut?: readonly LeftOutCount[]
  readonly purpose: Purpose
  readonly createdAt: number
  /** Rises with every stored move; a write on an older version loses. */
  readonly version: number
  /** Set when the administrator asked to stop after the batch that is running. */
  readonly stopRequested: boolean
  /** Why nothing more is sent for now; null while the job runs. What is on its way is still followed. */
  readonly pausedBecause: string | null
  readonly notes: readonly Note[]
  readonly suppressEmail: boolean
  /** going: the first few are on their way. waiting: the administrator is to look at their results. over: the others may go. */
  readonly canary?: 'going' | 'waiting' | 'over'
  /** Under which name the payloads of creates that have a second phase are stored. */
  readonly secondPayloadKey?: string
  /** How it was made and submitted; absent in jobs of earlier versions. */
  readonly facts?: JobFacts
  /** Users by what happens to them; absent in jobs of earlier versions. */
  readonly actions?: Readonly<Partial<Record<Action, number>>>
  /** When the values that it sent were deleted from this browser. */
  readonly valuesDeletedAt?: number
  /** Users by state, where their rows went with the values. */
  readonly deletedCounts?: StateCounts
  readonly batches: readonly Batch[]
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
export function rowState(batch: Pick<Batch, 'state' | 'look'>, row: LedgerRow): RowState {
  const state = row.outcome ?? byBatch[batch.state]
  // JumpCloud finished it and said something: not a success before the directory has been checked (rule 4).
  if (state === 'flagged' && batch.look?.isQuiet !== true) return 'pending'
  // Read back, and not as it was sent: no success while it is read once more (rule 4).
  if (state === 'succeeded' && row.mustVerify === true && row.evidence != null && batch.look?.isQuiet !== true) return 'pending'
  // Whoever still waits for their manager is not settled, however well the create went.
  return row.awaits !== undefined && (state === 'succeeded' || state === 'flagged' || state === 'verified' || state === 'differs') ? 'pending' : state
}

export type StateCounts = Readonly<Record<RowState, number>>

export const noCounts: StateCounts = {
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

export function countBatch(batch: Batch): StateCounts {
  const counts = { ...noCounts }
  for (const row of batch.rows) counts[rowState(batch, row)] += 1
  return counts
}

/** Rows by state; the counts add up to the rows submitted. */
export function countStates(job: Pick<Job, 'batches'>): StateCounts {
  const counts = { ...noCounts }
  for (const batch of job.batches) for (const row of batch.rows) counts[rowState(batch, row)] += 1
  return counts
}
