/** The next cell with an issue after a cell, or before it, in the order in which the rows are shown. */
import type { RowView } from './use-row-view.ts'
import type { UsersGridIssues } from './users-grid-props.ts'

interface Given {
  readonly view: Pick<RowView, 'at' | 'count'>
  readonly issues: UsersGridIssues
  readonly columns: readonly string[]
  readonly from: { readonly row: number; readonly column: number }
  readonly step: 1 | -1
}

/** Around the end it goes on at the start; null where no row that is shown has an issue. */
export function nextIssue({ view, issues, columns, from, step }: Given): { readonly row: number; readonly column: number } | null {
  for (let steps = 0; steps <= view.count; steps += 1) {
    const row = (((from.row + step * steps) % view.count) + view.count) % view.count
    const key = view.at(row)?.key
    if (key === undefined || !issues.has(key)) continue
    const own = issues.get(key) ?? []
    const places = columns.flatMap((field, column) => (own.some((issue) => issue.field === field) ? [column] : []))
    // An issue of the row as a whole, or of a column that is hidden, is at its first cell.
    const all = places.length === 0 ? [0] : places
    const here = steps === 0 ? all.filter((column) => (step === 1 ? column > from.column : column < from.column)) : all
    const column = step === 1 ? here[0] : here.at(-1)
    if (column !== undefined) return { row, column }
  }
  return null
}
