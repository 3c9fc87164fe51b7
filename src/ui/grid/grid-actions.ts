/** What each named action of the grid does, by key and by menu: one table. */
import type { GridAction } from './grid-keys.ts'
import type { Selection } from './grid-model.ts'
import { leastColumnWidth, mostColumnWidth } from './grid-sizes.ts'
import { fillFrom } from './paste-block.ts'
import { collapsedAt } from './selection.ts'
import type { useGridMenu } from './use-grid-menu.ts'
import type { GridCommandOptions, GridMoves } from './use-grid-moves.ts'

export const wholeTable = ({ rowCount, columns }: GridCommandOptions, { active }: GridMoves): Selection => ({
  anchor: active,
  focus: { row: rowCount - 1, column: columns.length - 1 },
  whole: 'all',
})

export function gridActions(options: GridCommandOptions, moves: GridMoves, menu: ReturnType<typeof useGridMenu>): Readonly<Record<GridAction, () => void>> {
  const { columns, onChange } = options
  const { selection, active, end, range, table, select, go, change, blank } = moves
  const { anchor, whole } = selection
  const fill = (direction: 'down' | 'right') => {
    if (range !== null && onChange !== undefined) change(fillFrom(range, direction, table))
  }
  const resize = (by: number) => {
    const column = columns[active.column]
    if (column !== undefined) options.onColumnWidth?.(column.key, Math.max(leastColumnWidth, Math.min(mostColumnWidth, column.width + by)))
  }
  const moveColumn = (by: number) => {
    const to = active.column + by
    const key = columns[active.column]?.key
    if (key === undefined || to < 0 || to >= columns.length || options.onColumnMove === undefined) return
    options.onColumnMove(key, to)
    go(collapsedAt({ ...active, column: to }))
  }
  return {
    open: () => options.onOpenRow?.(active.row),
    blank: () => blank('delete'),
    menu: menu.open,
    'column-menu': menu.openOnActiveColumn,
    'select-all': () => select(wholeTable(options, moves)),
    'select-rows': () => select({ anchor, focus: end, whole: whole === 'columns' ? 'all' : 'rows' }),
    'select-columns': () => select({ anchor, focus: end, whole: whole === 'rows' ? 'all' : 'columns' }),
    collapse: () => select(collapsedAt(active)),
    'fill-down': () => fill('down'),
    'fill-right': () => fill('right'),
    widen: () => resize(16),
    narrow: () => resize(-16),
    'move-column-left': () => moveColumn(-1),
    'move-column-right': () => moveColumn(1),
  }
}
