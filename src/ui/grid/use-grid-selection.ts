/** The selection of a grid, which follows its row through sorting and filtering. */
import { useCallback, useState } from 'react'
import type { CellPlace, CellRange, Selection } from './grid-model.ts'
import { clampPlace, collapsedAt, rangeOf, type TableSize } from './selection.ts'

interface Options {
  readonly size: TableSize
  readonly rowKey: (row: number) => string
  readonly rowOf: (key: string) => number
}

interface Held {
  readonly selection: Selection
  /** The row of the active cell, by name. */
  readonly key: string
}

export function useGridSelection({ size, rowKey, rowOf }: Options) {
  const [held, setHeld] = useState<Held>({ selection: collapsedAt({ row: 0, column: 0 }), key: rowKey(0) })
  const clamped = clampPlace(held.selection.anchor, size)
  const here = size.rows === 0 ? held.key : rowKey(clamped.row)
  if (held.key !== here) {
    // The rows are others than before: the active cell goes where its row is now, or stays in place where that is gone.
    const row = rowOf(held.key)
    const place = row >= 0 ? { ...clamped, row } : clamped
    const key = row >= 0 ? held.key : here
    // A first row has no name before there are rows.
    setHeld({ selection: held.selection.anchor.row === row ? held.selection : collapsedAt(place), key })
  }
  const select = useCallback(
    (selection: Selection) => setHeld({ selection, key: rowKey(Math.max(0, Math.min(size.rows - 1, selection.anchor.row))) }),
    [rowKey, size.rows],
  )
  const active: CellPlace = clamped
  /** The end that Shift and a key move. */
  const end = clampPlace(held.selection.focus, size)
  const range: CellRange | null = rangeOf(held.selection, size)
  return { selection: held.selection, active, end, range, select }
}
