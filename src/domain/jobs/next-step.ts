/** What a job does next, read off its ledger alone. */
import { rowState, type Batch, type Job, type LedgerRow } from './ledger-model.ts'

export type Step =
  | { readonly kind: 'send'; readonly batch: Batch }
  | { readonly kind: 'ask'; readonly batch: Batch }
  /** Nothing to send: results to poll, and people to look up in the directory. */
  | { readonly kind: 'follow'; readonly polls: readonly Batch[]; readonly looks: readonly Batch[] }
  | { readonly kind: 'done' }

/**
 * A batch in `sending` whose sender is gone is asked about before anything else goes out; batches are sent in order; results are polled and
 * unknown people looked up when nothing is left to send. Only a `prepared` batch is ever sent.
 */
export function nextStep(job: Job): Step {
  const sending = job.batches.find(({ state }) => state === 'sending')
  if (sending !== undefined) return { kind: 'ask', batch: sending }
  const prepared = job.pausedBecause === null ? job.batches.find(({ state }) => state === 'prepared') : undefined
  if (prepared !== undefined) return { kind: 'send', batch: prepared }
  const polls = job.batches.filter(({ state }) => state === 'accepted')
  const looks = job.batches.filter(needsLook)
  return polls.length + looks.length > 0 ? { kind: 'follow', polls, looks } : { kind: 'done' }
}

/**
 * Whether a person is to be looked up: nobody knows what became of them, the result is to be read back, or a second create failed and the first
 * may be why.
 */
export function isToBeLookedUp(batch: Pick<Batch, 'state' | 'method' | 'firstSentAt'>, row: LedgerRow): boolean {
  const state = rowState(batch, row)
  if (state === 'failed') return batch.method === 'POST' && batch.firstSentAt !== null
  return state === 'unknown' || (row.mustVerify === true && (state === 'succeeded' || state === 'flagged'))
}

const needsLook = (batch: Batch): boolean =>
  (batch.state === 'unknown' || batch.state === 'settled') && batch.look?.isQuiet !== true && batch.rows.some((row) => isToBeLookedUp(batch, row))
