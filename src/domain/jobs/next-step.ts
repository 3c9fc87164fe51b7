/** What a job does next, read off its ledger alone. */
import { rowState, type Batch, type Job, type LedgerRow } from './ledger-model.ts'
import { canOpenSecondPhase } from './second-phase.ts'

export type Step =
  | { readonly kind: 'send'; readonly batch: Batch }
  | { readonly kind: 'ask'; readonly batch: Batch }
  /** Nothing to send: results to poll, and users to look up in the directory. */
  | { readonly kind: 'follow'; readonly polls: readonly Batch[]; readonly looks: readonly Batch[] }
  /** Everybody is through whose manager, or who as a manager, is created by this job. */
  | { readonly kind: 'second-phase' }
  | { readonly kind: 'done' }

/**
 * A batch in `sending` whose sender is gone is asked about before anything else goes out; batches are sent in order; results are polled and
 * unknown users looked up when nothing is left to send. Only a `prepared` batch is ever sent.
 */
export function nextStep(job: Job): Step {
  const sending = job.batches.find(({ state }) => state === 'sending')
  if (sending !== undefined) return { kind: 'ask', batch: sending }
  const prepared = job.pausedBecause === null ? job.batches.find(isSendable) : undefined
  if (prepared !== undefined) return { kind: 'send', batch: prepared }
  const open = openWork(job)
  if (open !== null) return { kind: 'follow', ...open }
  const isHeld = job.pausedBecause !== null || job.batches.some(isSendable)
  return !isHeld && canOpenSecondPhase(job) ? { kind: 'second-phase' } : { kind: 'done' }
}

/** What has been sent and is not over; null where there is nothing of it. */
export function openWork(job: Job): { readonly polls: readonly Batch[]; readonly looks: readonly Batch[] } | null {
  const polls = job.batches.filter(({ state }) => state === 'accepted')
  const looks = job.batches.filter(needsLook)
  return polls.length + looks.length > 0 ? { polls, looks } : null
}

/** Whoever waits for a manager is not sent before that manager has an id. */
const isSendable = ({ state, phase, rows }: Batch): boolean => state === 'prepared' && !(phase === 2 && rows.some(({ awaits }) => awaits !== undefined))

/**
 * Whether a user is to be looked up: nobody knows what became of them, JumpCloud finished with a message, the result is to be read back, or a second
 * create failed and the first may be why. Also whose id the second phase needs, where the result did not say it.
 */
export function isToBeLookedUp(batch: Pick<Batch, 'state' | 'look' | 'method' | 'firstSentAt'>, row: LedgerRow): boolean {
  if (row.outcome === 'flagged') return true
  const state = rowState(batch, row)
  if (state === 'failed') return batch.method === 'POST' && batch.firstSentAt !== null
  const isNameless = row.userId === null && (row.awaits !== undefined || row.isAwaited === true)
  if (isNameless && row.outcome === 'succeeded') return true
  return state === 'unknown' || (row.mustVerify === true && row.outcome === 'succeeded' && row.awaits === undefined)
}

export const needsLook = (batch: Batch): boolean =>
  (batch.state === 'unknown' || batch.state === 'settled') && batch.look?.isQuiet !== true && batch.rows.some((row) => isToBeLookedUp(batch, row))
