/** What a drag of the mouse does: it selects cells, whole rows or columns, and fills from the handle. */
import { useRef, useState } from 'react'
import type { CellPlace, CellRange, Selection } from './grid-model.ts'
import { fillRange, fillTarget } from './paste-block.ts'
import { clampPlace, moved, wholeColumns, wholeRows } from './selection.ts'
import type { GridCommandOptions, GridMoves } from './use-grid-moves.ts'
import { usePointer, type DragKind } from './use-pointer.ts'

export function useDrag({ root, across, onChange }: GridCommandOptions, moves: GridMoves) {
  const { selection, active, range, latest, size, table, select, go, change, focus } = moves
  const [fill, setFill] = useState<CellRange | null>(null)
  const filling = useRef<{ readonly source: CellRange; readonly target: CellRange | null } | null>(null)

  const starts: Readonly<Record<DragKind, (to: CellPlace, extend: boolean) => void>> = {
    fill: () => {
      filling.current = range === null ? null : { source: range, target: null }
    },
    rows: (to, extend) =>
      go(extend ? { ...moved(selection, { ...to, column: active.column }, true), whole: 'rows' } : wholeRows(to.row, to.row, active.column)),
    columns: (to, extend) =>
      select(
        extend ? { anchor: selection.anchor, focus: { row: active.row, column: to.column }, whole: 'columns' } : wholeColumns(to.column, to.column, active.row),
      ),
    cells: (to, extend) => go(moved(selection, to, extend)),
  }
  const pointer = usePointer({
    root,
    layout: across.layout,
    onStart(kind, place, extend) {
      focus()
      starts[kind](clampPlace(place, size), extend)
    },
    onDrag(kind, place) {
      const to = clampPlace(place, size)
      if (kind === 'fill') {
        if (filling.current === null) return
        filling.current = { ...filling.current, target: fillTarget(filling.current.source, to) }
        setFill(filling.current.target)
        return
      }
      const from = latest.current
      if (from.focus.row === to.row && from.focus.column === to.column) return
      const next: Selection = from.whole === undefined ? { anchor: from.anchor, focus: to } : { ...from, focus: { row: to.row, column: from.focus.column } }
      select(next)
    },
    onEnd(kind) {
      setFill(null)
      const { source, target } = filling.current ?? { source: null, target: null }
      if (kind !== 'fill' || source === null || target === null || onChange === undefined) return
      change(fillRange(source, target, table))
      select({ anchor: { row: target.top, column: target.left }, focus: { row: target.bottom, column: target.right } })
      filling.current = null
    },
  })
  return { fill, pointer }
}
