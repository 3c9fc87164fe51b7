/** What the state of a job's row means for the draft that it came from: whether it may be offered again. */
import type { SentState } from '../plan/sent.ts'
import type { RowState } from './ledger-model.ts'

export const sentStateOf: Readonly<Record<RowState, SentState>> = {
  'not-sent': 'waiting',
  sending: 'waiting',
  pending: 'waiting',
  succeeded: 'done',
  flagged: 'done',
  verified: 'done',
  differs: 'done',
  unknown: 'unknown',
  // Proven: JumpCloud refused it, failed it, or never got it.
  refused: 'not-done',
  failed: 'not-done',
  stopped: 'not-done',
}
