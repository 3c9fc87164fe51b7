/** The menu of the grid: where it is open, and on what. Its commands act on what is selected when one is chosen. */
import { useState, type MouseEvent } from 'react'
import type { CellPlace, MenuTarget } from './grid-model.ts'
import { collapsedAt, wholeColumns, wholeRows } from './selection.ts'
import type { GridCommandOptions, GridMoves } from './use-grid-moves.ts'

export interface MenuPlace {
  readonly target: MenuTarget
  readonly at: DOMRect
}

export function useGridMenu({ id, columns, rowCount }: GridCommandOptions, moves: GridMoves) {
  const { selection, active, range, select, show, focus } = moves
  const [menuOn, setMenuOn] = useState<MenuPlace | null>(null)

  const openOnColumn = (key: string, at: DOMRect) => {
    const column = columns.findIndex((each) => each.key === key)
    // Of several columns that are selected, each has the menu of all of them.
    const isIn = selection.whole === 'columns' && range !== null && column >= range.left && column <= range.right
    if (!isIn) select(wholeColumns(column, column, active.row))
    focus()
    setMenuOn({ target: { kind: 'column', key }, at })
  }
  const activeCell = () => {
    show(active)
    return document.getElementById(`${id}-${active.row}-${active.column}`)?.getBoundingClientRect() ?? new DOMRect()
  }
  const activeKey = columns[active.column]?.key ?? ''
  const isIn = (place: CellPlace) =>
    range !== null && place.row >= range.top && place.row <= range.bottom && (place.column < 0 || (place.column >= range.left && place.column <= range.right))
  return {
    menuOn,
    openOnColumn,
    /** By the keyboard, on what is selected. */
    open: () => {
      const at = activeCell()
      if (range === null) return
      setMenuOn({ target: selection.whole === 'columns' ? { kind: 'column', key: activeKey } : { kind: selection.whole === 'rows' ? 'rows' : 'cells' }, at })
    },
    openOnActiveColumn: () => openOnColumn(activeKey, activeCell()),
    onContextMenu: (event: MouseEvent, place: CellPlace | null) => {
      if (place === null || (event.target instanceof Element && event.target.closest('[data-editor]') !== null)) return
      event.preventDefault()
      const at = new DOMRect(event.clientX, event.clientY, 0, 0)
      if (place.row < 0) {
        const key = columns[place.column]?.key
        if (key !== undefined) openOnColumn(key, at)
        return
      }
      if (place.row >= rowCount) return
      // What is to be done is done to what was selected, unless the menu was asked for elsewhere.
      if (!isIn(place)) select(place.column < 0 ? wholeRows(place.row, place.row, active.column) : collapsedAt(place))
      setMenuOn({ target: { kind: place.column < 0 ? 'rows' : 'cells' }, at })
    },
    close: () => {
      setMenuOn(null)
      focus()
    },
  }
}
