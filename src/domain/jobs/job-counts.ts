/** The counts of a job in all its states; with the rows of the draft that it does not send they add up to all rows of the draft. */
import type { LeftOutKind } from '../plan/left-out.ts'
import { noCounts, type Job, type RowState, type StateCounts } from './ledger-model.ts'
import type { ShownState } from './row-states.ts'

export type AllCounts = StateCounts & Readonly<Record<LeftOutKind, number>>

export function allCounts(counts: StateCounts, leftOut: Job['leftOut']): AllCounts {
  const unsent: Record<LeftOutKind, number> = { blocked: 0, excluded: 0, unchanged: 0, sent: 0 }
  for (const { kind, count } of leftOut ?? []) unsent[kind] += count
  return { ...counts, ...unsent }
}

export const sumOf = (counts: Partial<AllCounts>, states: readonly ShownState[]): number => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

const jobStates = Object.keys(noCounts) as readonly RowState[]
export const goodStates = ['succeeded', 'flagged', 'verified'] as const
export const openStates = ['not-sent', 'sending', 'pending'] as const

/** Rows of the job. */
export const totalOf = (counts: StateCounts): number => sumOf(counts, jobStates)
/** Rows of which more will be known without anybody doing anything. */
export const openOf = (counts: StateCounts): number => sumOf(counts, openStates)
/** Rows with a final result. Unknown is none, however long it stays. */
export const finishedOf = (counts: StateCounts): number => totalOf(counts) - openOf(counts) - counts.unknown
/** Rows whose request has left this machine, whatever came of it. */
export const sentOf = (counts: StateCounts): number => totalOf(counts) - counts['not-sent'] - counts.stopped
