/** The users' grid: rows of fields that are edited, sorted, filtered, searched and arranged. Drafts, the directory and results share it. */
import { useDeferredValue, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { counted } from '#domain/count.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey } from '#domain/packed/row.ts'
import { Grid } from '#ui/grid/Grid.tsx'
import type { CellRange, GridCell, GridChange, GridHandle } from '#ui/grid/grid-model.ts'
import { toast } from '#ui/Toast.tsx'
import { arranged, movedColumn, readArrangement, storeArrangement, withHidden, type Arrangement } from './arrangement.ts'
import { cellOfUser } from './cell-of-user.ts'
import { userEdit } from './change-to-edit.ts'
import { fittingWidth, suggestions } from './column-texts.ts'
import { clearableFields, clearCells, clearRows, type ClearCell } from './clear-cells.ts'
import { ClearUsers } from './ClearUsers.tsx'
import { fieldColumn } from './field-columns.ts'
import { FindPanel } from './FindPanel.tsx'
import { GridHelp } from './GridHelp.tsx'
import { GridToolbar } from './GridToolbar.tsx'
import { hiddenCells } from './hidden-cells.ts'
import { duplicatesOf } from './duplicates.ts'
import { nextIssue } from './next-issue.ts'
import { ShownRows } from './ShownRows.tsx'
import { isInState, stateCounts } from './row-states.ts'
import { PasteNotice } from './PasteNotice.tsx'
import { isFiltering, noFilter, useRowView, type GridFilter } from './use-row-view.ts'
import { panelForKey, useWalkKeys } from './screen-keys.ts'
import type { CellValue, UsersGridProps } from './users-grid-props.ts'
import { usersMenu, type RowCommands } from './users-menu.ts'
import styles from './UsersGrid.module.css'

const noRows: ReadonlySet<RowKey> = new Set()
const never = () => false

export function UsersGrid({ ref, ...props }: UsersGridProps) {
  const { set, issues = null, excluded = noRows, before, commands, deleteMeans, canClear, isNew = never, edited } = props
  const grid = useRef<GridHandle>(null)
  const [arrangement, setArrangement] = useState(() => readArrangement(props.layoutName))
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set())
  const [panel, setPanel] = useState<'find' | 'replace' | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [clearable, setClearable] = useState<readonly CellValue[]>([])
  /** Users whose values are all to be cleared, once that is confirmed. */
  const [clearing, setClearing] = useState<readonly RowKey[]>([])
  /** Where to go once it is shown. */
  const target = useRef<{ readonly key: RowKey; readonly field: string | null } | null>(null)
  const [, setTurn] = useState(0)

  const arrange = (next: Arrangement) => {
    setArrangement(next)
    storeArrangement(props.layoutName, next)
  }
  const { shown, frozen } = useMemo(() => arranged(arrangement, set.columns), [arrangement, set.columns])
  /** Where each shown column is among the fields of a row. */
  const slots = useMemo(() => shown.map((key) => set.columns.indexOf(key)), [set.columns, shown])
  const columns = useMemo(
    () =>
      shown.map((key) => {
        const column = fieldColumn(key, props.purpose)
        return { ...column, width: arrangement.widths[key] ?? column.width }
      }),
    [arrangement.widths, props.purpose, shown],
  )

  const editedKeys = useMemo(() => new Set(set.rows.length === 0 ? [] : edited?.()), [edited, set.rows])
  const view = useRowView(set, (row, state) => isInState(row, state, { issues, editedKeys, excluded, isNew }))
  const keyAt = (row: number) => view.at(row)?.key
  const setFilter = (filter: GridFilter) => view.setFilter(filter)

  const goLater = (key: RowKey, field: string | null) => {
    target.current = { key, field }
    setTurn((turn) => turn + 1)
  }
  const goTo = (key: RowKey, field: string | null) => {
    if (field !== null && arrangement.hidden.includes(field)) arrange(withHidden(arrangement, [field], false))
    if (view.indexOf(key) < 0 && isFiltering(view.filter)) view.setFilter(noFilter)
    goLater(key, field)
  }
  // What was hidden is shown first, and gone to in the render after that.
  useLayoutEffect(() => {
    if (target.current === null) return
    const { key, field } = target.current
    const row = view.indexOf(key)
    if (row < 0 || (field !== null && set.columns.includes(field) && !shown.includes(field))) return
    target.current = null
    grid.current?.focusCell(row, Math.max(0, field === null ? 0 : shown.indexOf(field)))
  })
  const range = (): CellRange | null => grid.current?.selectedRange() ?? null
  const rowsIn = ({ top, bottom }: CellRange): RowKey[] => {
    const keys: RowKey[] = []
    for (let row = top; row <= bottom; row += 1) keys.push(keyAt(row) ?? '')
    return keys
  }
  const cellsIn = (at: CellRange): ClearCell[] => rowsIn(at).flatMap((row) => shown.slice(at.left, at.right + 1).map((field) => ({ row, field })))
  useImperativeHandle(ref, () => ({
    goTo,
    returnTo: (key) => goLater(key, shown[range()?.left ?? 0] ?? null),
    selectedRows: () => {
      const at = range()
      return at === null ? [] : rowsIn(at)
    },
    focus: () => grid.current?.focus(),
  }))

  const cell = (row: number, column: number): GridCell => {
    const at = view.at(row)
    const [field, slot] = [shown[column], slots[column]]
    if (at === undefined || field === undefined || slot === undefined) return { text: '' }
    return cellOfUser({
      field,
      text: at.cells[slot] ?? '',
      issues: issues?.get(at.key),
      before: before?.(at, slot) ?? null,
      showBefore: props.showBefore === true,
      revealed,
    })
  }
  const onChange = (change: GridChange) => {
    if (commands === null) return
    const list = RowList.of(set.rows)
    const hidden = hiddenCells({
      change,
      rowCount: view.count,
      keyAt,
      placeOf: view.sort === null ? (key) => list.indexOf(key) : null,
      shown,
      arranged: arranged({ ...arrangement, hidden: [] }, set.columns).shown,
    })
    const made = userEdit({ change, columns: shown, rowCount: view.count, keyAt, deleteMeans, hidden })
    if (made.cells.length > 0 || made.newRows.length > 0) commands.edit({ cells: made.cells, newRows: made.newRows }, made.name)
    if (made.notice !== null) toast(made.notice, { tone: 'warning' })
    setClearable(made.clearable)
  }

  const act = {
    clear: (at: CellRange) => commands !== null && clearCells(commands.edit, cellsIn(at)),
    clearRows: (keys: readonly RowKey[]) => setClearing(keys),
    add: () => {
      if (commands === null) return
      const next = RowList.of(set.rows).nextNumber
      if (commands.edit({ cells: [], newRows: [{}] }, 'new user')) goLater(`r${next}`, shown[0] ?? null)
    },
    duplicate: (keys: readonly RowKey[]) => {
      const next = RowList.of(set.rows).nextNumber
      if (commands?.edit({ cells: [], newRows: duplicatesOf(set, keys) }, `duplicate of ${counted(keys.length, 'user')}`) === true)
        goLater(`r${next}`, shown[0] ?? null)
    },
    remove: (keys: readonly RowKey[]) => commands?.deleteRows?.(keys),
    exclude: (keys: readonly RowKey[], isOut: boolean) => commands?.setExcluded?.(keys, isOut),
    walk: (step: 1 | -1) => {
      const at = range()
      if (issues === null || at === null) return
      const found = nextIssue({ view, issues, columns: shown, from: { row: at.top, column: at.left }, step })
      if (found === null) toast('No more issues.', { tone: 'success' })
      else grid.current?.focusCell(found.row, found.column)
    },
    hide: (keys: readonly string[]) => arrange(withHidden(arrangement, keys, true)),
    freeze: (key: string | null) => arrange({ ...arrangement, order: shown, frozen: key === null ? [] : shown.slice(0, shown.indexOf(key) + 1) }),
    reveal: (key: string) => setRevealed((was) => new Set(was.has(key) ? [...was].filter((each) => each !== key) : [...was, key])),
    filterTo: (field: string, values: readonly string[] | null) => {
      const { [field]: _, ...others } = view.filter.values
      view.setFilter({ ...view.filter, values: values === null ? others : { ...others, [field]: values } })
    },
  } satisfies RowCommands

  useWalkKeys(act.walk)
  const keys: Record<string, () => void> = {
    F8: () => act.walk(1),
    'Shift+F8': () => act.walk(-1),
    'Ctrl+f': () => setPanel('find'),
    'Ctrl+h': () => setPanel('replace'),
    '?': () => setHelpOpen(true),
    ...(commands !== null && canClear ? { 'Ctrl+Delete': () => withRange(act.clear), 'Ctrl+Backspace': () => withRange(act.clear) } : {}),
  }
  const withRange = (run: (at: CellRange) => unknown) => {
    const at = range()
    if (at !== null) run(at)
  }
  const fit = (key: string) => {
    const column = shown.indexOf(key)
    const width = fittingWidth(columns[column]?.label ?? '', view.count, (row) => cell(row, column).text)
    arrange({ ...arrangement, widths: { ...arrangement.widths, [key]: width } })
  }
  const counts = useDeferredValue(
    useMemo(() => stateCounts(set.rows, { issues, editedKeys, excluded, isNew }), [editedKeys, excluded, isNew, issues, set.rows]),
  )

  return (
    <div
      className={styles.work}
      onKeyDown={({ nativeEvent }) => {
        const wanted = panelForKey(nativeEvent)
        if (wanted !== null) setPanel(wanted)
      }}
      role="presentation"
    >
      <GridToolbar
        start={props.toolbar}
        hasOwnSearch={props.hasOwnSearch === true}
        filter={view.filter}
        onFilter={setFilter}
        counts={counts}
        set={set}
        hidden={set.columns.filter((key) => arrangement.hidden.includes(key))}
        onShow={(key) => arrange(withHidden(arrangement, [key], false))}
        onAddField={
          commands?.canGrow === true
            ? (field) => {
                if (!commands.edit({ cells: [], fields: [field] }, 'new column')) return
                arrange(withHidden(arrangement, [field], false))
                goLater(keyAt(range()?.top ?? 0) ?? '', field)
              }
            : undefined
        }
        onAddRow={commands?.canGrow === true ? act.add : undefined}
        onFind={() => setPanel('replace')}
        onHelp={() => setHelpOpen(true)}
      />
      {panel !== null && (
        <FindPanel
          set={set}
          view={view}
          shown={shown}
          range={range}
          canReplace={commands !== null}
          startsReplacing={panel === 'replace'}
          onGo={(key, field) => goTo(key, field)}
          onReplace={(cells, name) => commands?.edit({ cells }, name) === true}
          onClose={() => {
            setPanel(null)
            grid.current?.focus()
          }}
        />
      )}
      {clearable.length > 0 && commands !== null && (
        <PasteNotice count={clearable.length} onClear={() => clearCells(commands.edit, clearable)} onClose={() => setClearable([])} />
      )}
      <div className={styles.grid}>
        <Grid
          ref={grid}
          label={props.label}
          rowCount={view.count}
          columns={columns}
          frozen={frozen}
          corner={props.corner}
          cell={cell}
          rowState={(row) => {
            const at = view.at(row)
            return [at, at === undefined ? undefined : issues?.get(at.key), revealed, before, props.showBefore]
          }}
          rowHeader={(row) => {
            const at: Row | undefined = view.at(row)
            return at === undefined ? { text: '', title: '' } : props.rowHeader(at)
          }}
          rowKey={(row) => keyAt(row) ?? ''}
          rowOf={(key) => (key === '' ? -1 : view.indexOf(key))}
          sort={view.sort}
          onSort={view.setSort}
          onChange={commands === null ? undefined : onChange}
          suggest={(key) => suggestions(set, key)}
          canGrow={commands?.canGrow}
          openLabel="Open user"
          onOpenRow={props.onOpenRow === undefined ? undefined : (row) => props.onOpenRow?.(keyAt(row) ?? '')}
          keys={keys}
          menu={(on, at) =>
            usersMenu(on, at, {
              shown,
              frozen,
              rowsIn,
              view,
              act,
              commands,
              canClear,
              excluded,
              revealed,
              hasIssues: issues !== null,
              canHide: shown.length > 1,
              set,
            })
          }
          onColumnWidth={(key, width) => arrange({ ...arrangement, widths: { ...arrangement.widths, [key]: width } })}
          onColumnFit={fit}
          onColumnMove={(key, to) => arrange(movedColumn(arrangement, set.columns, key, to))}
          onMessage={(message) => toast(message)}
          status={<ShownRows shown={view.count} all={set.rows.length} isFiltered={isFiltering(view.filter)} />}
        />
        {view.count === 0 && <p className={styles.none}>{isFiltering(view.filter) ? 'No row matches the filter.' : (props.emptyText ?? 'No rows.')}</p>}
      </div>
      {clearing.length > 0 && commands !== null && (
        <ClearUsers
          users={clearing.length}
          fields={clearableFields(set.columns)}
          onClear={() => clearRows(commands.edit, clearing, set.columns)}
          onClose={() => setClearing([])}
        />
      )}
      <GridHelp open={isHelpOpen} canEdit={commands !== null} canClear={canClear} onClose={() => setHelpOpen(false)} />
    </div>
  )
}
