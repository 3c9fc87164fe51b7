/** The grid: the rows of a draft as a spreadsheet, with what is wrong on the cell that is wrong. */
import { Eraser, UserPlus } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'wouter'
import type { Edit } from '#domain/draft/edit.ts'
import { findRow, indexOfRow } from '#domain/packed/row-list.ts'
import { isClear } from '#domain/fields/clear.ts'
import { blockedRows } from '#domain/draft/blocked.ts'
import { isAsRead } from '#domain/packed/packed-rows.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Grid } from '#ui/grid/Grid.tsx'
import type { CellPlace, GridCell, GridEdit, GridHandle } from '#ui/grid/grid-model.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { DraftFrame } from '#workbench/draft/DraftFrame.tsx'
import { addRow, editCells, rowAsRead, type OpenState, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { gridColumns } from '#workbench/user/grid-columns.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { useServerReasons } from '#workbench/draft/server-reasons.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import { UserForm } from '#workbench/user/UserForm.tsx'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { DraftCounts } from './DraftCounts.tsx'
import { IssuePanel } from './IssuePanel.tsx'
import { clearCells, clearRows } from './clear-cells.ts'
import { Table2 } from 'lucide-react'
import styles from './DraftScreen.module.css'

export function DraftScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="grid">
      {(open, state) =>
        open.rows === null ? (
          <EmptyState icon={<Table2 />} title="First the columns" action={<ButtonLink href={paths.columns(open.id)}>Choose the columns</ButtonLink>}>
            Say which column of {open.name} is which field; the rows stand here afterwards.
          </EmptyState>
        ) : (
          <DraftGrid draft={open} set={open.rows} state={state} />
        )
      }
    </DraftFrame>
  )
}

type Show = 'all' | 'issues'

function DraftGrid({ draft, set, state }: { readonly draft: OpenDraft; readonly set: RowSet; readonly state: OpenState }) {
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const grid = useRef<GridHandle>(null)
  const [show, setShow] = useState<Show>('all')
  const [formRow, setFormRow] = useState<string | null>(null)
  const issues = useServerReasons(draft, set, state.issues)
  const columns = useMemo(() => gridColumns(set.columns, draft.purpose), [set.columns, draft.purpose])
  const excluded = useMemo(() => new Set(draft.excluded), [draft.excluded])
  const heldBack = useMemo(() => blockedRows(draft.source.heldBack), [draft.source])

  // The filter is taken when it is switched on: a row that has just been put right stays under the hand.
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null)
  const rows = useMemo(() => (kept === null ? set.rows : set.rows.filter(({ key }) => kept.has(key) || issues?.has(key) === true)), [issues, kept, set.rows])
  const change = (next: Show) => {
    setShow(next)
    setKept(next === 'all' ? null : new Set(set.rows.filter(({ key }) => issues?.has(key) === true).map(({ key }) => key)))
  }

  const goTo = useCallback(
    (rowKey: string, field: string | null) => {
      const row = indexOfRow(rows, rowKey)
      if (row >= 0) grid.current?.focusCell(row, Math.max(0, field === null ? 0 : set.columns.indexOf(field)))
    },
    [rows, set.columns],
  )
  // The head of the screen is drawn first; the cells follow in a task of their own.
  const hasGrid = useDeferredValue(true, false)
  const wanted = params.get('row')
  const wantedField = params.get('field')
  useEffect(() => {
    if (wanted !== null) goTo(wanted, wantedField)
    // Only when the address asks: an edit must not pull the focus back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted, wantedField, hasGrid])

  const cell = useCallback(
    (row: number, column: number): GridCell => {
      const at = rows.at(row)
      const field = set.columns[column]
      if (at === undefined || field === undefined) return { text: '' }
      const text = at.cells[column] ?? ''
      const own = issues?.get(at.key)?.filter((issue) => issue.field === field)
      const was = isAsRead(at) && state.bulk.length === 0 ? null : rowAsRead(draft.id, at.key)
      return {
        text: isClear(text) ? '' : text,
        ...(isClear(text) ? { sign: 'Clear value in JumpCloud' } : {}),
        ...(own !== undefined && own.length > 0 ? { issues: own } : {}),
        ...(was !== null && (was.cells[column] ?? '') !== text ? { changed: true } : {}),
        ...(fieldByKey(field)?.secret === true ? { masked: true } : {}),
      }
    },
    [draft.id, issues, rows, set.columns, state.bulk.length],
  )
  const edit = useCallback(
    (edits: readonly GridEdit[]) => {
      const cells = edits.flatMap(({ row, column, text }) => {
        const key = rows.at(row)?.key
        const field = set.columns[column]
        return key === undefined || field === undefined ? [] : [{ row: key, field, text }]
      })
      editCells(draft.id, cells)
    },
    [draft.id, rows, set.columns],
  )

  const clear = useCallback(
    (places: readonly CellPlace[]) => {
      clearCells(
        draft.id,
        places.flatMap(({ row, column }) => {
          const [key, field] = [rows.at(row)?.key, set.columns[column]]
          return key === undefined || field === undefined ? [] : [{ row: key, field }]
        }),
      )
    },
    [draft.id, rows, set.columns],
  )

  const clearSelectedRows = () => {
    const keys = new Set((grid.current?.selectedCells() ?? []).flatMap(({ row }) => rows.at(row)?.key ?? []))
    clearRows(draft.id, [...keys], set.columns)
  }

  /** What was undone is shown, wherever it is. */
  const showEdit = useCallback(
    (done: Edit) => {
      if (done.kind === 'bulk') {
        const [column] = done.columns
        if (column?.rows[0] !== undefined) goTo(`r${column.rows[0]}`, column.field)
      }
      if (done.kind === 'cells' && done.changes[0] !== undefined) goTo(done.changes[0].row, done.changes[0].field)
    },
    [goTo],
  )

  const openRow = formRow === null ? undefined : findRow(set.rows, formRow)
  return (
    <>
      <PageHeader
        title={draft.name}
        meta={<DraftCounts rows={set.rows.length} issues={issues} isChecking={state.isChecking} excluded={excluded.size} />}
        actions={
          <>
            <Button icon={<UserPlus size={16} />} onClick={() => setFormRow(addRow(draft.id))}>
              Add user
            </Button>
            <Button variant="primary" onClick={() => navigate(paths.review(draft.id))}>
              Review
            </Button>
          </>
        }
      />
      <div className={styles.tools}>
        <Segmented
          label="Show"
          value={show}
          onChange={change}
          options={[
            { value: 'all', label: 'All rows' },
            { value: 'issues', label: 'With issues' },
          ]}
        />
        <UndoButtons draftId={draft.id} undo={state.undo} redo={state.redo} onDone={showEdit} />
        {draft.purpose !== 'create' && draft.purpose !== 'leavers' && (
          <>
            <Button size="s" variant="quiet" icon={<Eraser size={14} />} onClick={() => clear(grid.current?.selectedCells() ?? [])}>
              Clear value in JumpCloud
            </Button>
            <Button size="s" variant="quiet" icon={<Eraser size={14} />} onClick={clearSelectedRows}>
              Clear all values of selected users
            </Button>
          </>
        )}
        <p className={styles.keys}>Type to replace, Enter to edit, Delete to blank, Ctrl+Delete to clear in JumpCloud, F4 opens the whole person.</p>
      </div>
      <div className={styles.work}>
        <div className={styles.grid}>
          {hasGrid && (
            <Grid
              ref={grid}
              label={`Rows of ${draft.name}`}
              rowCount={rows.length}
              columns={columns}
              cell={cell}
              rowHeader={(row) => {
                const { key = '', line = null } = rows.at(row) ?? {}
                const name = { text: String(line ?? 'new'), title: line === null ? 'Added by hand' : `Line ${line} of the file` }
                return excluded.has(key) ? { ...name, title: `Excluded of the job. ${heldBack.get(key) ?? ''}`.trim(), isOut: true } : name
              }}
              onEdit={edit}
              onMark={clear}
              onOpenRow={(row) => setFormRow(rows.at(row)?.key ?? null)}
            />
          )}
          {rows.length === 0 && <p className={styles.none}>{show === 'issues' ? 'No row has an issue.' : 'This draft has no rows. Add user to begin.'}</p>}
        </div>
        <IssuePanel draftId={draft.id} set={set} issues={issues} isChecking={state.isChecking} onGo={goTo} />
      </div>
      {openRow !== undefined && (
        <UserForm key={openRow.key} draft={draft} set={set} row={openRow} issues={issues?.get(openRow.key) ?? []} onClose={() => setFormRow(null)} />
      )}
    </>
  )
}
