/** Brings the keyboard to a cell of a user; what is hidden is shown first, and gone to in the render after that. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { GridHandle } from '#ui/grid/grid-model.ts'
import type { ArrangedColumns } from './use-arrangement.ts'
import { isFiltering, noFilter, type RowView } from './use-row-view.ts'

export function useGoTo(grid: RefObject<GridHandle | null>, set: RowSet, view: RowView, columns: ArrangedColumns) {
  const target = useRef<{ readonly key: RowKey; readonly field: FieldKey | null } | null>(null)
  const [, setTurn] = useState(0)
  /** A row that is about to be there. */
  const goLater = (key: RowKey, field: FieldKey | null) => {
    target.current = { key, field }
    setTurn((turn) => turn + 1)
  }
  const goTo = (key: RowKey, field: FieldKey | null) => {
    if (field !== null && columns.isHidden(field)) columns.show(field)
    if (view.indexOf(key) < 0 && isFiltering(view.filter)) view.setFilter(noFilter)
    goLater(key, field)
  }
  useLayoutEffect(() => {
    if (target.current === null) return
    const { key, field } = target.current
    const { shown } = columns
    const row = view.indexOf(key)
    if (row < 0 || (field !== null && set.columns.includes(field) && !shown.includes(field))) return
    target.current = null
    grid.current?.focusCell(row, Math.max(0, field === null ? 0 : shown.indexOf(field)))
  })
  return { goTo, goLater }
}
