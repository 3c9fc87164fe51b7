/** What the menu, the keys and the toolbar of a users' grid do to its rows. */
import type { RefObject } from 'react'
import { counted } from '#domain/count.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { CellRange, GridHandle } from '#ui/grid/grid-model.ts'
import { toast } from '#ui/Toast.tsx'
import { clearCells } from './clear-cells.ts'
import { duplicatesOf } from './duplicates.ts'
import { nextIssue } from './next-issue.ts'
import type { ArrangedColumns } from './use-arrangement.ts'
import type { RowView } from './use-row-view.ts'
import type { UsersGridCommands, UsersGridIssues } from './users-grid-props.ts'
import type { RowCommands } from './users-menu.ts'

interface Given {
  readonly grid: RefObject<GridHandle | null>
  readonly set: RowSet
  readonly view: RowView
  readonly columns: ArrangedColumns
  readonly issues: UsersGridIssues | null
  readonly commands: UsersGridCommands | null
  readonly rowsIn: (at: CellRange) => readonly RowKey[]
  readonly goLater: (key: RowKey, field: FieldKey | null) => void
  readonly isNew: (row: Row) => boolean
  /** Asks before all values of these users are cleared. */
  readonly askToClear: (keys: readonly RowKey[]) => void
  readonly reveal: (key: FieldKey) => void
}

export interface MoreCommands extends RowCommands {
  readonly addField: (field: FieldKey) => void
  /** Enter in the last row, after this text. */
  readonly pastEnd: (text: string, column: number) => void
}

export function useRowCommands(given: Given): MoreCommands {
  const { grid, set, view, columns, issues, commands, goLater } = given
  const { shown } = columns
  const range = () => grid.current?.selectedRange() ?? null
  const addRows = (newRows: readonly Readonly<Record<FieldKey, string>>[], name: string) => {
    const next = RowList.of(set.rows).nextNumber
    if (commands?.edit({ cells: [], newRows }, name) === true) goLater(`r${next}`, shown[0] ?? null)
  }
  return {
    clear: (at) =>
      commands !== null &&
      clearCells(
        commands.edit,
        given.rowsIn(at).flatMap((row) => shown.slice(at.left, at.right + 1).map((field) => ({ row, field }))),
      ),
    clearRows: given.askToClear,
    add: () => addRows([{}], 'new user'),
    addField(field) {
      if (commands?.edit({ cells: [], fields: [field] }, 'new column') !== true) return
      columns.show(field)
      goLater(view.at(range()?.top ?? 0)?.key ?? '', field)
    },
    // Whoever types users one below the other goes on in a new row; the end of a file is the end.
    pastEnd(text, column) {
      const last = view.at(view.count - 1)
      if (last === undefined || !given.isNew(last) || (text === '' && last.cells.every((cell) => cell === ''))) return
      const key = commands?.addRow?.() ?? null
      if (key !== null) goLater(key, shown[column] ?? null)
    },
    duplicate: (keys) => addRows(duplicatesOf(set, keys), `duplicate of ${counted(keys.length, 'user')}`),
    remove: (keys) => commands?.deleteRows?.(keys),
    exclude: (keys, isOut) => commands?.setExcluded?.(keys, isOut),
    walk(step) {
      const at = range()
      if (issues === null || at === null) return
      const found = nextIssue({ view, issues, columns: shown, from: { row: at.top, column: at.left }, step })
      if (found === null) toast('No more issues.', { tone: 'success' })
      else grid.current?.focusCell(found.row, found.column)
    },
    hide: columns.hide,
    freeze: columns.freeze,
    reveal: given.reveal,
    filterTo(field, values) {
      const { [field]: _, ...others } = view.filter.values
      view.setFilter({ ...view.filter, values: values === null ? others : { ...others, [field]: values } })
    },
  }
}
