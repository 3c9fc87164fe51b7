/** The users' grid: rows of fields that are edited, sorted, filtered, searched and arranged. Drafts, the directory and results share it. */
import { useDeferredValue, useImperativeHandle, useMemo, useRef, useState, type RefObject } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { Grid } from '#ui/grid/Grid.tsx'
import type { CellRange, GridCell, GridChange, GridHandle, MenuTarget } from '#ui/grid/grid-model.ts'
import { toast } from '#ui/Toast.tsx'
import { cellOfUser } from './cell-of-user.ts'
import { userEdit } from './change-to-edit.ts'
import { fittingWidth, suggestions } from './column-texts.ts'
import { clearableFields, clearCells, clearRows } from './clear-cells.ts'
import { ClearUsers } from './ClearUsers.tsx'
import { FindPanel } from './FindPanel.tsx'
import { GridHelp } from './GridHelp.tsx'
import { GridToolbar } from './GridToolbar.tsx'
import { hiddenCells } from './hidden-cells.ts'
import { ShownRows } from './ShownRows.tsx'
import { withIssues } from './row-issues.ts'
import { isInState, stateCounts } from './row-states.ts'
import { PasteNotice } from './PasteNotice.tsx'
import { useRowCommands } from './use-row-commands.ts'
import { panelForKey, useWalkKeys } from './screen-keys.ts'
import { useArrangement, type ArrangedColumns } from './use-arrangement.ts'
import { useGoTo } from './use-go-to.ts'
import { isFiltering, noFilter, useRowView, type RowView } from './use-row-view.ts'
import type { CellValue, UsersGridHandle, UsersGridProps } from './users-grid-props.ts'
import { usersMenu } from './users-menu.ts'
import styles from './UsersGrid.module.css'

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
    focus: () => grid.current?.focus(),
  }
}

/** The whole of a grid: its rows as they are shown, and everything that can be done to them. */
function useUsersGrid({ ref, ...props }: UsersGridProps, grid: RefObject<GridHandle | null>) {
  const { set, issues = null, excluded = noRows, commands, canClear, isNew = never, edited } = props
  const [panel, setPanel] = useState<'find' | 'replace' | null>(null)
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
  const act = useRowCommands({ grid, set, view, columns, issues, commands, rowsIn, goLater, askToClear: setClearing, reveal: cells.reveal })
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
        canHide: shown.length > 1,
        set,
      }),
  }
}

export function UsersGrid(props: UsersGridProps) {
  const { set, commands } = props
  const grid = useRef<GridHandle>(null)
  const own = useUsersGrid(props, grid)
  const { view, columns, act, edits } = own
  const grows = commands?.canGrow === true
  return (
    <div
      className={styles.work}
      onKeyDown={({ nativeEvent }) => {
        const wanted = panelForKey(nativeEvent)
        if (wanted !== null) own.setPanel(wanted)
      }}
      role="presentation"
    >
      <GridToolbar
        start={props.toolbar}
        hasOwnSearch={props.hasOwnSearch === true}
        filter={view.filter}
        onFilter={view.setFilter}
        counts={own.counts}
        set={set}
        hidden={columns.hidden}
        onShow={columns.show}
        onAddField={grows ? act.addField : undefined}
        onFind={() => own.setPanel('replace')}
        onHelp={() => own.setHelpOpen(true)}
      />
      {own.panel !== null && (
        <FindPanel
          set={set}
          view={view}
          shown={columns.shown}
          range={own.range}
          canReplace={commands !== null}
          startsReplacing={own.panel === 'replace'}
          blankMeans={props.deleteMeans}
          onShow={({ row, column }) => grid.current?.showCell(row, column)}
          onReplace={(cells, name) => commands?.edit({ cells }, name) === true}
          onClose={() => {
            own.setPanel(null)
            grid.current?.focus()
          }}
        />
      )}
      {edits.clearable.length > 0 && commands !== null && (
        <PasteNotice count={edits.clearable.length} onClear={() => clearCells(commands.edit, edits.clearable)} onClose={edits.forget} />
      )}
      <Table ref={grid} props={props} own={own} />
      {own.clearing.length > 0 && commands !== null && (
        <ClearUsers
          users={own.clearing.length}
          fields={clearableFields(set.columns)}
          onClear={() => clearRows(commands.edit, own.clearing, set.columns)}
          onClose={() => own.setClearing([])}
        />
      )}
      <GridHelp
        open={own.isHelpOpen}
        canEdit={commands !== null}
        canClear={props.canClear}
        onClose={() => own.setHelpOpen(false)}
        finalFocus={() => grid.current?.element() ?? null}
      />
    </div>
  )
}

interface TableProps {
  readonly ref: RefObject<GridHandle | null>
  readonly props: UsersGridProps
  readonly own: ReturnType<typeof useUsersGrid>
}

function Table({ ref, props, own }: TableProps) {
  const { set, commands, onOpenRow } = props
  const { view, columns, cells } = own
  const isFiltered = isFiltering(view.filter)
  return (
    <div className={styles.grid}>
      <Grid
        ref={ref}
        label={props.label}
        rowCount={view.count}
        columns={columns.columns}
        frozen={columns.frozen}
        corner={props.corner}
        cell={cells.cell}
        rowState={cells.rowState}
        rowHeader={(row) => {
          const at = view.at(row)
          return at === undefined ? { text: '', title: '' } : withIssues(props.rowHeader(at), props.issues?.get(at.key))
        }}
        rowKey={(row) => view.at(row)?.key ?? ''}
        rowOf={(key) => (key === '' ? -1 : view.indexOf(key))}
        sort={view.sort}
        onSort={view.setSort}
        onChange={commands === null ? undefined : own.edits.onChange}
        suggest={(key) => suggestions(set, key)}
        canGrow={commands?.canGrow}
        openLabel="Open user"
        onOpenRow={onOpenRow === undefined ? undefined : (row) => onOpenRow(view.at(row)?.key ?? '', view)}
        keys={own.keys}
        menu={own.menu}
        onColumnWidth={columns.resize}
        onColumnFit={own.fit}
        onColumnMove={columns.move}
        onMessage={(message) => toast(message)}
        status={<ShownRows shown={view.count} all={set.rows.length} onClear={isFiltered ? () => view.setFilter(noFilter) : null} />}
      />
      {view.count === 0 && <p className={styles.none}>{isFiltered ? 'No row matches the filter.' : (props.emptyText ?? 'No rows.')}</p>}
    </div>
  )
}
