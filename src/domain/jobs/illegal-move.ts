/** What the ledger refuses: a move that does not follow from where a batch is. */
import type { BatchState } from './ledger-model.ts'

/** `from` is null where there is no such batch, `to` where the move is of another kind than a change of state. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove'
  readonly from: BatchState | null
  readonly to: BatchState | null

  constructor(message: string, from: BatchState | null, to: BatchState | null) {
    super(message)
    this.from = from
    this.to = to
  }
}

/** Where the ledger may already be when a fact arrives: it knows the same, or more. */
const knows: Partial<Record<BatchState, readonly BatchState[]>> = {
  accepted: ['accepted', 'settled'],
  refused: ['refused'],
  unknown: ['accepted', 'settled', 'refused'],
}
/** JumpCloud's own answers: a record that contradicts one is never skipped. */
const answers: readonly (BatchState | null)[] = ['accepted', 'refused']

/** Whether a refused move says nothing new: the ledger knows as much already, or another tab has moved the job on since this tab last read it. */
export function isOvertaken({ from, to }: IllegalMove, hasMovedSince: boolean): boolean {
  const isKnown = from !== null && to !== null && knows[to]?.includes(from) === true
  return isKnown || (hasMovedSince && !answers.includes(to))
}
