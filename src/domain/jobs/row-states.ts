/** The states of a row in words: label, tone and what each one means. */
import type { RowState } from './ledger.ts'

export interface StateWords {
  readonly label: string
  readonly tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'unknown'
  readonly meaning: string
}

const words: Record<RowState, StateWords> = {
  'not-sent': { label: 'Not sent yet', tone: 'neutral', meaning: 'Nothing about this person has left this machine.' },
  stopped: { label: 'Stopped', tone: 'warning', meaning: 'Blocked before sending; nothing was changed.' },
  sending: { label: 'Sending', tone: 'info', meaning: 'The request is on its way and JumpCloud has not answered yet.' },
  refused: { label: 'Refused', tone: 'danger', meaning: 'JumpCloud refused the whole request; nothing was changed.' },
  pending: { label: 'Pending', tone: 'info', meaning: 'JumpCloud accepted the request and is working on it.' },
  succeeded: { label: 'Succeeded', tone: 'success', meaning: 'JumpCloud reported this person as finished, without a message.' },
  flagged: { label: 'Succeeded, with a note', tone: 'warning', meaning: 'JumpCloud reported this person as finished and said something about it. Read it.' },
  verified: { label: 'Verified', tone: 'success', meaning: 'Read back from the directory: every value is as submitted.' },
  differs: { label: 'Differs', tone: 'danger', meaning: 'Read back from the directory: some values are not as submitted.' },
  failed: { label: 'Failed', tone: 'danger', meaning: 'JumpCloud reported that it could not do this person.' },
  unknown: { label: 'Unknown', tone: 'unknown', meaning: 'No clear answer came back. It may or may not have been done, and it is not sent again.' },
}

export const describeState = (state: RowState): StateWords => words[state]
