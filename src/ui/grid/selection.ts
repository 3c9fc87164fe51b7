/** The selected range, and how keys and the mouse move and extend it. */
import type { CellPlace, CellRange, Selection } from './grid-model.ts'

export interface TableSize {
  readonly rows: number
  readonly columns: number
}

export const clampPlace = ({ row, column }: CellPlace, { rows, columns }: TableSize): CellPlace => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(0, Math.min(columns - 1, column)),
})

export const collapsedAt = (place: CellPlace): Selection => ({ anchor: place, focus: place })

/** The range within the table as it is now; null where there is nothing to select. */
export function rangeOf({ anchor, focus, whole }: Selection, size: TableSize): CellRange | null {
  if (size.rows === 0 || size.columns === 0) return null
  const [a, b] = [clampPlace(anchor, size), clampPlace(focus, size)]
  const isAllRows = whole === 'columns' || whole === 'all'
  const isAllColumns = whole === 'rows' || whole === 'all'
  return {
    top: isAllRows ? 0 : Math.min(a.row, b.row),
    bottom: isAllRows ? size.rows - 1 : Math.max(a.row, b.row),
    left: isAllColumns ? 0 : Math.min(a.column, b.column),
    right: isAllColumns ? size.columns - 1 : Math.max(a.column, b.column),
  }
}

/** Moves the active cell; extending keeps it and moves the other end, and keeps whole rows or columns whole. */
export function moved({ anchor, whole }: Selection, to: CellPlace, extend: boolean): Selection {
  if (!extend) return collapsedAt(to)
  return whole === undefined || whole === 'all' ? { anchor, focus: to } : { anchor, focus: to, whole }
}

export const wholeRows = (from: number, to: number, column: number): Selection => ({ anchor: { row: from, column }, focus: { row: to, column }, whole: 'rows' })
export const wholeColumns = (from: number, to: number, row: number): Selection => ({
  anchor: { row, column: from },
  focus: { row, column: to },
  whole: 'columns',
})

/**
 * Where Ctrl+arrow goes: the edge of what is filled, as in a spreadsheet. `filled` answers for the cell at that many steps from here; `steps` are left
 * before the edge. Blank cells beyond those that were looked at are jumped over at once, so that a column of 100,000 rows takes no walk.
 */
export function jumpSteps(filled: (steps: number) => boolean, steps: number, most = 10_000): number {
  if (steps <= 0) return 0
  const isRun = filled(0) && filled(1)
  for (let at = 1; at <= Math.min(steps, most); at += 1) {
    if (isRun ? at === steps || !filled(at + 1) : filled(at)) return at
  }
  return steps
}
