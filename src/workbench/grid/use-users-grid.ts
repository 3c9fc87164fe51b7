/** The whole of a users' grid behind what is drawn: its rows as they are shown, its columns, its panels, and everything that can be done to them. */
import { useDeferredValue, useImperativeHandle, useMemo, useState, type RefObject } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { CellRange, GridCell, GridChange, GridHandle, MenuTarget } from '#ui/grid/grid-model.ts'
import { toast } from '#ui/Toast.tsx'
import { cellOfUser } from './cell-of-user.ts'
import { userEdit } from './change-to-edit.ts'
import { fittingWidth } from './column-texts.ts'
import { hiddenCells } from './hidden-cells.ts'
import { isInState, stateCounts } from './row-states.ts'
import { useWalkKeys } from './screen-keys.ts'
import { useArrangement, type ArrangedColumns } from './use-arrangement.ts'
import { useGoTo } from './use-go-to.ts'
import { useRowCommands } from './use-row-commands.ts'
import { useRowView, type RowView } from './use-row-view.ts'
import type { CellValue, UsersGridHandle, UsersGridProps } from './users-grid-props.ts'
import { usersMenu } from './users-menu.ts'

const noRows: ReadonlySet<RowKey> = new Set()
const never = () => false
const noPasswords: ReadonlySet<FieldKey> = new Set()

/** The text and issues of a cell by its place. */
function useCells({ issues = null, before, showBefore }: UsersGridProps, view: RowView, { shown, slots }: ArrangedColumns) {
  const [revealed, setRevealed] = useState(noPasswords)
  const cell = (row: number, column: number): GridCell => {
    const at = view.at(row)
    const [field, slot] = [shown[column], slots[column]]
    if (at === undefined || field === undefined || slot === undefined) return { text: '' }
    return cellOfUser({
      field,
      text: at.cells[slot] ?? '',
      issues: issues?.get(at.key),
      before: before?.(at, slot) ?? null,
      showBefore: showBefore === true,
      revealed,
    })
  }
  const rowState = (row: number) => {
    const at = view.at(row)
    return [at, at === undefined ? undefined : issues?.get(at.key), revealed, before, showBefore]
  }
  const reveal = (key: FieldKey) => setRevealed((was) => new Set(was.has(key) ? [...was].filter((each) => each !== key) : [...was, key]))
  return { cell, rowState, revealed, reveal }
}

/** A change of the grid as an edit of users; `clearable` are cells that a paste left alone because they were blank in it. */
function useUserEdits({ set, commands, deleteMeans }: UsersGridProps, view: RowView, columns: ArrangedColumns) {
  const [clearable, setClearable] = useState<readonly CellValue[]>([])
  const keyAt = (row: number) => view.at(row)?.key
  const onChange = (change: GridChange) => {
    if (commands === null) return
    const list = RowList.of(set.rows)
    const hidden = hiddenCells({
      change,
      rowCount: view.count,
      keyAt,
      placeOf: view.sort === null ? (key) => list.indexOf(key) : null,
      shown: columns.shown,
      arranged: columns.all(),
    })
    const made = userEdit({ change, columns: columns.shown, rowCount: view.count, keyAt, deleteMeans, hidden })
    if (made.cells.length > 0 || made.newRows.length > 0) commands.edit({ cells: made.cells, newRows: made.newRows }, made.name)
    if (made.notice !== null) toast(made.notice, { tone: 'warning' })
    setClearable(made.clearable)
  }
  return { onChange, clearable, forget: () => setClearable([]) }
}

interface Handled {
  readonly grid: RefObject<GridHandle | null>
  readonly view: RowView
  readonly shown: readonly FieldKey[]
  readonly rowsIn: (at: CellRange) => readonly RowKey[]
  readonly goTo: UsersGridHandle['goTo']
  readonly goLater: UsersGridHandle['goTo']
}

/** What the screen may do to the grid. */
function handleOf({ grid, view, shown, rowsIn, goTo, goLater }: Handled): UsersGridHandle {
  const range = () => grid.current?.selectedRange() ?? null
  return {
    goTo,
    returnTo: (key) => goLater(key, shown[range()?.left ?? 0] ?? null),
    show: (key) => {
      const row = view.indexOf(key)
      if (row >= 0) grid.current?.showCell(row, range()?.left ?? 0)
    },
    selectedRows: () => {
      const at = range()
      return at === null ? [] : rowsIn(at)
    },
    selectedField: () => {
      const at = range()
      return at === null || at.left !== at.right ? null : (shown[at.left] ?? null)
    },
    focus: () => grid.current?.focus(),
  }
}

export function useUsersGrid({ ref, ...props }: UsersGridProps, grid: RefObject<GridHandle | null>) {
  const { set, issues = null, excluded = noRows, commands, canClear, isNew = never, edited } = props
  const [panel, setPanel] = useState<'find' | 'replace' | null>(null)
  /** The column whose values are chosen from, while they are. */
  const [filtering, setFiltering] = useState<FieldKey | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  /** Users whose values are all to be cleared, once that is confirmed. */
  const [clearing, setClearing] = useState<readonly RowKey[]>([])
  const columns = useArrangement(props.layout, set, props.purpose)
  const { shown, frozen } = columns
  const editedKeys = useMemo(() => new Set(set.rows.length === 0 ? [] : edited?.()), [edited, set.rows])
  const view = useRowView(set, (row, state) => isInState(row, state, { issues, editedKeys, excluded, isNew }))
  const { goTo, goLater } = useGoTo(grid, set, view, columns)
  const cells = useCells(props, view, columns)
  const edits = useUserEdits(props, view, columns)
  const range = (): CellRange | null => grid.current?.selectedRange() ?? null
  const rowsIn = ({ top, bottom }: CellRange) => Array.from({ length: bottom - top + 1 }, (_, at) => view.at(top + at)?.key ?? '')
  const act = useRowCommands({ grid, set, view, columns, issues, commands, rowsIn, goLater, isNew, askToClear: setClearing, reveal: cells.reveal })
  useImperativeHandle(ref, () => handleOf({ grid, view, shown, rowsIn, goTo, goLater }))
  useWalkKeys(act.walk)
  const clearRange = () => {
    const at = range()
    if (at !== null) act.clear(at)
  }
  const counts = useDeferredValue(
    useMemo(() => stateCounts(set.rows, { issues, editedKeys, excluded, isNew }), [editedKeys, excluded, isNew, issues, set.rows]),
  )
  return {
    columns,
    view,
    cells,
    edits,
    act,
    keys: {
      ...(commands !== null && canClear ? { 'Ctrl+Delete': clearRange, 'Ctrl+Backspace': clearRange } : {}),
      F8: () => act.walk(1),
      'Shift+F8': () => act.walk(-1),
      'Ctrl+f': () => setPanel('find'),
      'Ctrl+h': () => setPanel('replace'),
      '?': () => setHelpOpen(true),
    },
    counts,
    range,
    goTo,
    panel,
    setPanel,
    filtering,
    setFiltering,
    isHelpOpen,
    setHelpOpen,
    clearing,
    setClearing,
    fit: (key: FieldKey) => {
      const column = shown.indexOf(key)
      columns.resize(
        key,
        fittingWidth(columns.columns[column]?.label ?? '', view.count, (row) => cells.cell(row, column).text),
      )
    },
    menu: (on: MenuTarget, at: CellRange) =>
      usersMenu(on, at, {
        shown,
        frozen,
        rowsIn,
        view,
        act,
        commands,
        canClear,
        excluded,
        revealed: cells.revealed,
        hasIssues: issues !== null,
        filter: setFiltering,
        set,
      }),
  }
}
