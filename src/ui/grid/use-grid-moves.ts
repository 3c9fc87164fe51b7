/** What every command of a grid works with: where the selection is and goes, and what may be written where. */
import { useRef, type RefObject } from 'react'
import type { GridSize } from './grid-keys.ts'
import type { CellPlace, GridChange, Selection } from './grid-model.ts'
import type { GridProps } from './grid-props.ts'
import { headerHeight, rowHeight } from './grid-sizes.ts'
import { blankRange, type PasteTable } from './paste-block.ts'
import { clampPlace, jumpSteps } from './selection.ts'
import type { useGridColumns } from './use-grid-columns.ts'
import type { useGridRows } from './use-grid-rows.ts'
import type { useGridSelection } from './use-grid-selection.ts'

export interface GridCommandOptions extends GridProps {
  readonly root: RefObject<HTMLDivElement | null>
  readonly id: string
  readonly held: ReturnType<typeof useGridSelection>
  readonly rows: ReturnType<typeof useGridRows>
  readonly across: ReturnType<typeof useGridColumns>
}

export type GridMoves = ReturnType<typeof useGridMoves>

export function useGridMoves({ root, held, rows, across, columns, rowCount, cell, onChange, canGrow = false }: GridCommandOptions) {
  const { selection, active, end, range, select } = held
  // A drag lasts longer than the render in which it began.
  const latest = useRef(selection)
  const size: GridSize = {
    rows: rowCount,
    columns: columns.length,
    pageRows: Math.max(1, Math.floor(((root.current?.clientHeight ?? 600) - headerHeight) / rowHeight) - 1),
  }
  const isReadOnly = (row: number, column: number) => columns[column]?.isReadOnly === true || (row < rowCount && cell(row, column).isReadOnly === true)
  const table: PasteTable = {
    rows: rowCount,
    columns: columns.length,
    canGrow,
    isReadOnly,
    text: (row, column) => (row < rowCount ? cell(row, column).text : ''),
  }
  const show = (place: CellPlace) => {
    rows.show(place.row)
    across.show(place.column)
  }
  const choose = (next: Selection) => {
    latest.current = next
    select(next)
  }
  const go = (next: Selection) => {
    choose(next)
    show(clampPlace(next.focus, size))
  }
  const change = (next: GridChange) => {
    if (next.edits.length + next.readOnly + next.outside > 0) onChange?.(next)
  }
  const isFilled = (row: number, column: number) => cell(row, column).text !== '' || cell(row, column).sign !== undefined
  const blank = (kind: 'cut' | 'delete') => {
    if (range === null || onChange === undefined) return
    change(blankRange(range, kind, { isBlank: (row, column) => !isFilled(row, column), isReadOnly }))
  }
  /** The place to which a jump from a cell leads: the edge of what is filled. */
  const edgeOf = ({ row, column }: CellPlace, down: number, sideways: number): CellPlace => {
    const at = (steps: number) => isFilled(row + down * steps, column + sideways * steps)
    const left = down > 0 ? rowCount - 1 - row : down < 0 ? row : sideways > 0 ? columns.length - 1 - column : column
    const steps = jumpSteps(at, left, rowCount + columns.length)
    return { row: row + down * steps, column: column + sideways * steps }
  }
  const focus = () => root.current?.focus({ preventScroll: true })
  return { selection, active, end, range, latest, size, table, isReadOnly, show, select: choose, go, change, blank, edgeOf, focus }
}
