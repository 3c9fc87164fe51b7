/** What is asked of the texts of a whole column: what its cells suggest, and how wide it has to be. */
import { valuesOf } from '#domain/draft/row-view.ts'
import { clearMark } from '#domain/fields/clear.ts'
import type { RowSet } from '#domain/packed/row.ts'

const mostSuggested = 500
/** A hundred thousand rows are not measured for a width. */
const mostMeasured = 1_000

export const suggestions = (set: RowSet, key: string): readonly string[] =>
  valuesOf(set.rows, set.columns.indexOf(key))
    .slice(0, mostSuggested)
    .map(({ value }) => (value === clearMark ? '' : value))

/** Pixels of a name in the header, with its edges. */
export const labelWidth = (label: string): number => 26 + Math.ceil(label.length * 7.4)

/** Pixels. */
export function fittingWidth(label: string, count: number, textAt: (row: number) => string): number {
  let longest = 0
  for (let row = 0; row < Math.min(count, mostMeasured); row += 1) longest = Math.max(longest, textAt(row).length)
  return Math.max(64, Math.min(480, Math.max(labelWidth(label), 30 + longest * 7)))
}
