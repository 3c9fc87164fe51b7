/** A job's counts in one sentence; partial success is never called failed. */
import type { RowState } from '#domain/jobs/ledger.ts'

export type Counts = Readonly<Record<RowState, number>>

const good: readonly RowState[] = ['succeeded', 'flagged', 'verified']
const moving: readonly RowState[] = ['not-sent', 'sending', 'pending']
const bad: readonly RowState[] = ['failed', 'refused', 'differs']

export const sumOf = (counts: Counts, states: readonly RowState[]): number => states.reduce((sum, state) => sum + counts[state], 0)
export const totalOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)
/** People of whom more will be heard by itself. */
export const movingOf = (counts: Counts): number => sumOf(counts, moving)
/** Users with a final result. Who is unknown has none, however long it stays so. */
export const settledOf = (counts: Counts): number => totalOf(counts) - movingOf(counts) - counts.unknown

const n = (count: number) => count.toLocaleString()

/** What became of the people of a job, and how loudly to say it. */
export function outcomeOf(counts: Counts): { tone: 'info' | 'success' | 'warning' | 'danger' | 'unknown'; text: string } {
  const total = totalOf(counts)
  const done = sumOf(counts, good)
  if (movingOf(counts) > 0) return { tone: 'info', text: `${n(settledOf(counts))} of ${n(total)} settled` }
  if (done === total)
    return counts.flagged > 0
      ? { tone: 'warning', text: `${n(total)} succeeded, ${n(counts.flagged)} with a note` }
      : { tone: 'success', text: `${n(total)} succeeded` }
  const parts = [
    [done, 'succeeded'],
    [sumOf(counts, bad), 'failed'],
    [counts.unknown, 'unknown'],
    [counts.stopped, 'stopped'],
  ] as const
  const text = parts.flatMap(([count, word]) => (count > 0 ? [`${n(count)} ${word}`] : [])).join(', ')
  return { tone: counts.unknown > 0 ? 'unknown' : done > 0 ? 'warning' : 'danger', text }
}
