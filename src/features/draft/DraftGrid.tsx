/** The rows of a draft in the users' grid, with undo, the issues beside them and the form of one user. */
import { UserPlus } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { untouchedRows } from '#domain/issues/required-blanks.ts'
import { blockedRows } from '#domain/draft/blocked.ts'
import type { Edit } from '#domain/draft/edit.ts'
import { editName } from '#domain/draft/edit-name.ts'
import { isFromDirectory, rowPlace } from '#domain/draft/origin.ts'
import { addedNumber, rowName } from '#domain/draft/row-name.ts'
import { isAsRead, rowKey, rowNumber } from '#domain/packed/packed-rows.ts'
import { findRow, RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { addRow, deleteRows, editBlock, rowAsRead, setExcluded, stateOf, undoUnasked, type OpenDraft, type OpenState } from '#workbench/draft/draft-session.ts'
import { useReviewReasons } from '#workbench/draft/review-reasons.ts'
import { useServerReasons } from '#workbench/draft/server-reasons.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import { UsersGrid } from '#workbench/grid/UsersGrid.tsx'
import type { ShownRows } from '#workbench/grid/use-row-view.ts'
import type { UsersGridCommands, UsersGridHandle } from '#workbench/grid/users-grid-props.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { UserForm } from '#workbench/user/UserForm.tsx'
import { DraftCounts } from './DraftCounts.tsx'
import { IssuePanel } from './IssuePanel.tsx'
import styles from './DraftScreen.module.css'

/** The cell or row that an edit begins at, to show what was undone. */
function placeOf(edit: Edit): { readonly row: RowKey; readonly field: string | null } | null {
  if (edit.kind === 'bulk') {
    const [column] = edit.columns
    return column?.rows[0] === undefined ? null : { row: rowKey(column.rows[0]), field: column.field }
  }
  if (edit.kind === 'cells' && edit.changes[0] !== undefined) return edit.changes[0]
  return edit.kind === 'delete-rows' && edit.rows[0] !== undefined ? { row: edit.rows[0], field: null } : null
}

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly state: OpenState
}

/** What the grid is told of the rows: their issues, what they were before, and which were edited, added or excluded. */
function useRowFacts({ draft, set, state }: Props) {
  const { id } = draft
  const hasBulk = state.bulk.length > 0
  const [params] = useSearchParams()
  const refused = useServerReasons(draft, set, state.issues)
  const issues = useReviewReasons(draft, set, refused, params.get('row'))
  const excluded = useMemo(() => new Set(draft.excluded), [draft.excluded])
  const before = useCallback(
    (row: Row, column: number): string | null => {
      if (isAsRead(row) && !hasBulk) return null
      const was = rowAsRead(id, row.key)
      return was === null ? null : (was.cells[column] ?? '')
    },
    [hasBulk, id],
  )
  const bulkRows = useMemo(() => state.bulk.flatMap(({ columns }) => columns.flatMap(({ rows }) => Array.from(rows, rowKey))), [state.bulk])
  const edited = useCallback(
    () => [
      ...RowList.of(set.rows)
        .edited()
        .map(({ key }) => key),
      ...bulkRows,
    ],
    [bulkRows, set.rows],
  )
  const fileRows = draft.table.rowCount
  const isNew = useCallback((row: Row) => row.line === null && rowNumber(row.key) > fileRows, [fileRows])
  // A deleted row may have been excluded before: it is no row of the draft any more.
  const excludedHere = useMemo(() => draft.excluded.filter((key) => findRow(set.rows, key) !== undefined).length, [draft.excluded, set.rows])
  const late = useDeferredValue(set.rows)
  const untouched = useMemo(() => untouchedRows(late).length, [late])
  return { issues, excluded, before, edited, isNew, excludedHere, untouched: Math.min(untouched, set.rows.length) }
}

/** A grid that begins empty: the next thing is to type or paste. */
const isStarting = ({ origin }: OpenDraft, { rows }: RowSet): boolean => origin.kind === 'empty' && rows.length === 1 && untouchedRows(rows).length === 1

/** The handle of the grid, which goes to the cell that the address names, once there is a grid, or takes the keyboard where it begins empty. */
function useGridOfDraft(takesKeyboard: boolean) {
  const [params] = useSearchParams()
  const grid = useRef<UsersGridHandle>(null)
  const goTo = useCallback((row: string, field: string | null) => grid.current?.goTo(row, field), [])
  // The head of the screen is drawn first; the cells follow in a task of their own.
  const hasGrid = useDeferredValue(true, false)
  const wanted = params.get('row')
  const wantedField = params.get('field')
  useEffect(() => {
    if (wanted !== null) goTo(wanted, wantedField)
    else if (takesKeyboard) grid.current?.focus()
    // Only when the address asks: an edit must not pull the focus back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted, wantedField, hasGrid])
  return { grid, goTo, hasGrid }
}

/** All rows of the draft, and one that may just have been added. */
function allWith(set: RowSet, added: RowKey): ShownRows {
  const list = RowList.of(set.rows)
  const more: readonly Row[] = list.indexOf(added) < 0 ? [{ key: added, line: null, cells: [] }] : []
  return {
    count: list.length + more.length,
    at: (index) => (index < 0 ? undefined : index < list.length ? list.at(index) : more[index - list.length]),
    indexOf: (key) => (key === more[0]?.key ? list.length : list.indexOf(key)),
  }
}

/** A last row that holds nothing yet is the new user: an empty grid begins with one. */
function newUser(id: string, { rows }: RowSet): RowKey | null {
  const last = rows.at(-1)
  return last?.line === null && last.cells.every((text) => text === '') ? last.key : addRow(id)
}

/** Takes back a user who was added in the form and left without a word: once the form is gone, with whatever it still wrote. */
function forgetUntouched(id: string, key: RowKey) {
  setTimeout(() => {
    const state = stateOf(id)
    if (state?.kind !== 'open' || state.draft.rows === null) return
    const { draft, undo: last } = state
    const isUntouched = findRow(state.draft.rows.rows, key)?.cells.every((text) => text === '') === true
    if (isUntouched && last === editName({ kind: 'add-row', row: key }, draft.rows, draft.origin)) void undoUnasked(id)
  })
}

const commandsOf = (id: string): UsersGridCommands => ({
  edit: (block, name) => editBlock(id, block, name),
  canGrow: true,
  addRow: () => addRow(id),
  deleteRows: (keys) => deleteRows(id, keys),
  setExcluded: (keys, isOut) => setExcluded(id, keys, isOut),
})

/** A last row in which nothing was typed goes when the screen is left, or Review would block it. An empty grid keeps its first one. */
function useTidyEnd(id: string) {
  useEffect(
    () => () => {
      const state = stateOf(id)
      const rows = state?.kind === 'open' ? state.draft.rows?.rows : undefined
      const last = rows?.at(-1)
      if (rows !== undefined && rows.length > 1 && last?.line === null) forgetUntouched(id, last.key)
    },
    [id],
  )
}

function useRowHeader({ origin, source }: OpenDraft, { rows }: RowSet, excluded: ReadonlySet<RowKey>) {
  const blocked = useMemo(() => blockedRows(source.heldBack), [source])
  return (row: Row) => {
    const { key, line } = row
    const added = isFromDirectory(origin) ? String(rowNumber(key)) : `new ${addedNumber(rows, key)}`
    const place = rowPlace(origin, line)
    const name = line === null ? { text: added, title: `${rowName(rows, row, origin)} · ${place}` } : { text: String(line), title: place }
    return excluded.has(key) ? { ...name, title: `Excluded. ${blocked.get(key) ?? ''}`.trim(), isOut: true } : name
  }
}

/** The form of one user, and how one is added in it. */
function useUserForm(id: string, set: RowSet) {
  const [form, setForm] = useState<{ readonly key: RowKey; readonly rows: ShownRows; readonly added?: RowKey } | null>(null)
  return {
    form,
    open: (key: RowKey, rows: ShownRows) => setForm({ key, rows }),
    addUser: () => {
      const key = newUser(id, set)
      // A new user is the last of all rows.
      if (key !== null) setForm({ key, rows: allWith(set, key), added: key })
    },
    close: () => {
      setForm(null)
      if (form?.added !== undefined) forgetUntouched(id, form.added)
    },
  }
}

export function DraftGrid({ draft, set, state }: Props) {
  const [, navigate] = useLocation()
  const { grid, goTo, hasGrid } = useGridOfDraft(isStarting(draft, set))
  const { form, open, addUser, close } = useUserForm(draft.id, set)
  const { issues, excludedHere, untouched, ...facts } = useRowFacts({ draft, set, state })
  const { id, purpose, origin } = draft
  const rowHeader = useRowHeader(draft, set, facts.excluded)
  const isOfDirectory = origin.kind === 'directory' || origin.kind === 'revert'
  const commands = useMemo(() => commandsOf(id), [id])
  useTidyEnd(id)
  const showEdit = useCallback(
    (done: Edit) => {
      const place = placeOf(done)
      if (place !== null) goTo(place.row, place.field)
    },
    [goTo],
  )
  const openRow = form === null ? undefined : findRow(set.rows, form.key)
  return (
    <>
      <PageHeader
        title={draft.name}
        meta={<DraftCounts rows={set.rows.length} untouched={untouched} issues={issues} isChecking={state.isChecking} excluded={excludedHere} />}
        actions={
          <>
            <Button icon={<UserPlus size={16} />} onClick={addUser}>
              Add user
            </Button>
            <Button variant="primary" onClick={() => navigate(paths.review(id))}>
              Review
            </Button>
          </>
        }
      />
      <div className={styles.work}>
        <div className={styles.grid}>
          {hasGrid && (
            <UsersGrid
              key={id}
              ref={grid}
              label={`Rows of ${draft.name}`}
              set={set}
              purpose={purpose}
              layout={{ name: isOfDirectory ? 'directory' : 'draft', of: id }}
              issues={issues}
              {...facts}
              showBefore={isOfDirectory}
              rowHeader={rowHeader}
              commands={commands}
              deleteMeans={isOfDirectory ? 'clear' : 'blank'}
              canClear={purpose !== 'create' && purpose !== 'leavers'}
              onOpenRow={open}
              toolbar={<UndoButtons draftId={id} undo={state.undo} redo={state.redo} onDone={showEdit} />}
              emptyText="No rows yet. Add a user, or paste rows from a spreadsheet."
            />
          )}
        </div>
        <IssuePanel draft={draft} set={set} issues={issues} isChecking={state.isChecking} hasUsers={untouched < set.rows.length} onGo={goTo} />
      </div>
      {openRow !== undefined && form !== null && (
        <UserForm
          key={openRow.key}
          draft={draft}
          set={set}
          row={openRow}
          issues={issues?.get(openRow.key) ?? []}
          rows={form.rows}
          onMove={(key) => grid.current?.show(key)}
          onClose={(key) => {
            close()
            grid.current?.returnTo(key)
          }}
        />
      )}
    </>
  )
}
