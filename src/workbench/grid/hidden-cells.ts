/** How many cells between those that a change writes were skipped, since a filter or a hidden column keeps them out of sight. */
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { GridChange } from '#ui/grid/grid-model.ts'

interface Given {
  readonly change: GridChange
  readonly rowCount: number
  readonly keyAt: (row: number) => RowKey | undefined
  /** Where a row is among all, in the order in which they are shown; null where a sort leaves no "between". */
  readonly placeOf: ((key: RowKey) => number) | null
  readonly shown: readonly FieldKey[]
  /** All fields in their order, hidden ones too. */
  readonly arranged: readonly FieldKey[]
}

const span = (from: number, to: number) => to - from + 1

export function hiddenCells({ change, rowCount, keyAt, placeOf, shown, arranged }: Given): number {
  let [top, bottom, left, right] = [Infinity, -1, Infinity, -1]
  for (const { row, column } of change.edits) {
    if (row < rowCount) [top, bottom] = [Math.min(top, row), Math.max(bottom, row)]
    ;[left, right] = [Math.min(left, column), Math.max(right, column)]
  }
  if (bottom < top || right < left) return 0
  const visible = span(top, bottom) * span(left, right)
  const rows = placeOf === null ? span(top, bottom) : span(placeOf(keyAt(top) ?? ''), placeOf(keyAt(bottom) ?? ''))
  const columns = span(arranged.indexOf(shown[left] ?? ''), arranged.indexOf(shown[right] ?? ''))
  return Math.max(0, rows * columns - visible)
}
