/** The states of a row in words: label, tone and what each one means; also of rows of the draft that are not part of the job. */
import type { RowState } from './ledger.ts'
import type { LeftOutKind } from '../plan/left-out.ts'

export type ShownState = RowState | LeftOutKind

export interface StateWords {
  readonly label: string
  readonly tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'unknown'
  readonly meaning: string
  /** More will be known without anybody doing anything. */
  readonly isOpen?: true
}

const words: Record<ShownState, StateWords> = {
  verified: { label: 'Verified', tone: 'success', meaning: 'Read back from the directory: every value is as submitted.' },
  succeeded: { label: 'Succeeded', tone: 'success', meaning: 'JumpCloud reported this user as finished, without a message.' },
  flagged: { label: 'Succeeded, with a note', tone: 'warning', meaning: 'JumpCloud reported this user as finished and added a message. Read it.' },
  differs: { label: 'Differs', tone: 'danger', meaning: 'Read back from the directory: some values are not as submitted.' },
  failed: { label: 'Failed', tone: 'danger', meaning: 'JumpCloud reported that this user could not be saved.' },
  refused: { label: 'Refused', tone: 'danger', meaning: 'JumpCloud refused the whole request. Nothing was changed.' },
  unknown: {
    label: 'Unknown',
    tone: 'unknown',
    meaning: 'No clear answer came back. The change may or may not have happened, and is not sent again by itself.',
  },
  stopped: { label: 'Stopped', tone: 'warning', meaning: 'Blocked before sending. Nothing was changed.' },
  blocked: { label: 'Blocked', tone: 'warning', meaning: 'Not part of this job: the row has an error that must be fixed first.' },
  pending: { label: 'Pending', tone: 'info', meaning: 'JumpCloud accepted the request and is working on it.', isOpen: true },
  sending: { label: 'Sending', tone: 'info', meaning: 'The request is on its way. JumpCloud has not answered yet.', isOpen: true },
  'not-sent': { label: 'Not sent yet', tone: 'neutral', meaning: 'Nothing about this user has left this machine.', isOpen: true },
  excluded: { label: 'Excluded', tone: 'neutral', meaning: 'Not part of this job: the row was excluded in the draft.' },
  sent: { label: 'Sent before', tone: 'neutral', meaning: 'Not part of this job: an earlier job or a retry draft has the row.' },
  unchanged: { label: 'Unchanged', tone: 'neutral', meaning: 'Not part of this job: the directory already had every value.' },
}

export const describeState = (state: ShownState): StateWords => words[state]

/** In the order of the bar: what is done, what went wrong, what was excluded, what is still open. */
export const shownStates = Object.keys(words) as readonly ShownState[]
