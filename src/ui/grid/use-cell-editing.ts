/** Opens the editor over the active cell, and ends it. */
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Editing } from './GridEditor.tsx'
import { clampPlace, collapsedAt } from './selection.ts'
import type { GridCommandOptions, GridMoves } from './use-grid-moves.ts'

export function useCellEditing(options: GridCommandOptions, moves: GridMoves) {
  const { root, columns, cell, onChange, onMessage } = options
  const { active, range, size, isReadOnly, show, go, change, focus } = moves
  /** A row that is being typed from cell to cell with Tab: where it began, and where it goes on. */
  const run = useRef<{ readonly row: number; readonly from: number; readonly next: number } | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)

  const beginEdit = (text: string | null) => {
    if (range === null || onChange === undefined) return
    if (isReadOnly(active.row, active.column)) {
      onMessage?.(`${columns[active.column]?.label ?? 'This cell'} cannot be edited here.`)
      return
    }
    show(active)
    // At once, so that the very next key already finds the editor.
    flushSync(() => setEditing({ ...active, text: text ?? cell(active.row, active.column).text, isReplacing: text !== null, key: options.rowKey(active.row) }))
  }
  /** Ends the editing; `text` is null where it was given up. The row is found by name: it may have moved meanwhile. */
  const endEdit = (text: string | null, move: { row: number; column: number }) => {
    if (editing === null) return
    setEditing(null)
    const row = options.rowKey(editing.row) === editing.key ? editing.row : options.rowOf(editing.key)
    const isMoving = move.row !== 0 || move.column !== 0
    if (isMoving || root.current?.contains(document.activeElement) === true) focus()
    if (row >= 0 && text !== null && (text !== cell(row, editing.column).text || (text === '' && cell(row, editing.column).sign !== undefined)))
      change({ kind: 'type', edits: [{ row, column: editing.column, text }], readOnly: 0, outside: 0, blanks: [] })
    if (!isMoving) return
    // Enter at the end of such a row goes to where the next one begins, as in a spreadsheet.
    const start = run.current?.row === row && run.current.next === editing.column ? run.current.from : editing.column
    const next = clampPlace({ row: row + move.row, column: move.row > 0 ? start : editing.column + move.column }, size)
    run.current = move.column > 0 ? { row, from: start, next: next.column } : null
    go(collapsedAt(next))
    if (move.row > 0 && row === size.rows - 1) options.onPastEnd?.(text ?? '', start)
  }
  return { editing, beginEdit, endEdit }
}
