/** The grid: the rows of a draft as a spreadsheet, with what is wrong on the cell that is wrong. */
import { UserPlus } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'wouter'
import { addRow, setCell } from '#domain/rows/edit.ts'
import { validateRows } from '#domain/rows/validate.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { Button } from '#ui/Button.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Grid } from '#ui/grid/Grid.tsx'
import type { GridCell, GridHandle } from '#ui/grid/grid-model.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { DraftFrame } from '#workbench/DraftFrame.tsx'
import { changeDraft, setRows, type StoredDraft } from '#workbench/draft-session.ts'
import { gridColumns } from '#workbench/grid-columns.ts'
import { paths } from '#workbench/paths.ts'
import { UserForm } from '#workbench/UserForm.tsx'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { DraftCounts } from './DraftCounts.tsx'
import { IssuePanel } from './IssuePanel.tsx'
import { originalRows } from './original-rows.ts'
import { Table2 } from 'lucide-react'
import styles from './DraftScreen.module.css'

export function DraftScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="grid">
      {(open) =>
        open.rows === null ? (
          <EmptyState icon={<Table2 />} title="First the columns" action={<ButtonLink href={paths.columns(open.id)}>Choose the columns</ButtonLink>}>
            Say which column of {open.name} is which field; the rows stand here afterwards.
          </EmptyState>
        ) : (
          <DraftGrid draft={open} set={open.rows} />
        )
      }
    </DraftFrame>
  )
}

type Show = 'all' | 'issues'

function DraftGrid({ draft, set }: { readonly draft: StoredDraft; readonly set: RowSet }) {
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const grid = useRef<GridHandle>(null)
  const [show, setShow] = useState<Show>('all')
  const [formRow, setFormRow] = useState<string | null>(null)
  const issues = useMemo(() => validateRows(set, draft.purpose), [set, draft.purpose])
  const original = useMemo(() => originalRows(draft), [draft])
  const columns = useMemo(() => gridColumns(set.columns, draft.purpose), [set.columns, draft.purpose])
  const excluded = useMemo(() => new Set(draft.excluded), [draft.excluded])

  // The filter is taken when it is switched on: a row that has just been put right stays under the hand.
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null)
  const rows = useMemo(
    () => (kept === null ? set.rows : set.rows.filter(({ key }) => kept.has(key) || (issues.get(key)?.length ?? 0) > 0)),
    [issues, kept, set.rows],
  )
  const change = (next: Show) => {
    setShow(next)
    setKept(next === 'all' ? null : new Set(set.rows.filter(({ key }) => (issues.get(key)?.length ?? 0) > 0).map(({ key }) => key)))
  }

  const goTo = useCallback(
    (rowKey: string, field: string | null) => {
      const row = rows.findIndex(({ key }) => key === rowKey)
      if (row >= 0) grid.current?.focusCell(row, Math.max(0, field === null ? 0 : set.columns.indexOf(field)))
    },
    [rows, set.columns],
  )
  const wanted = params.get('row')
  const wantedField = params.get('field')
  useEffect(() => {
    if (wanted !== null) goTo(wanted, wantedField)
    // Only when the address asks: an edit must not pull the focus back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted, wantedField])

  const cell = useCallback(
    (row: number, column: number): GridCell => {
      const at = rows[row]
      const field = set.columns[column]
      if (at === undefined || field === undefined) return { text: '' }
      const text = at.cells[column] ?? ''
      const own = issues.get(at.key)?.filter((issue) => issue.field === field)
      const was = original?.get(at.key)
      return {
        text,
        ...(own !== undefined && own.length > 0 ? { issues: own } : {}),
        ...(was !== undefined && (was[column] ?? '') !== text ? { changed: true } : {}),
        ...(fieldByKey(field)?.secret === true ? { masked: true } : {}),
      }
    },
    [issues, original, rows, set.columns],
  )
  const edit = useCallback(
    (row: number, column: number, text: string) => {
      const key = rows[row]?.key
      const field = set.columns[column]
      if (key === undefined || field === undefined) return
      changeDraft(draft.id, (before) => (before.rows === null ? before : { ...before, rows: setCell(before.rows, key, field, text) }))
    },
    [draft.id, rows, set.columns],
  )

  const addPerson = () => {
    const next = addRow(set)
    setRows(draft.id, next)
    setFormRow(next.rows.at(-1)?.key ?? null)
  }

  const openRow = set.rows.find(({ key }) => key === formRow)
  return (
    <>
      <PageHeader
        title={draft.name}
        meta={<DraftCounts set={set} issues={issues} excluded={excluded} />}
        actions={
          <>
            <Button icon={<UserPlus size={16} />} onClick={addPerson}>
              Add a person
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
        <p className={styles.keys}>Type to replace, Enter to edit, Delete to blank, F4 opens the whole person.</p>
      </div>
      <div className={styles.work}>
        <div className={styles.grid}>
          <Grid
            ref={grid}
            label={`Rows of ${draft.name}`}
            rowCount={rows.length}
            columns={columns}
            cell={cell}
            rowHeader={(row) => rowName(rows[row]?.line ?? null, excluded.has(rows[row]?.key ?? ''))}
            onEdit={edit}
            onOpenRow={(row) => setFormRow(rows[row]?.key ?? null)}
          />
          {rows.length === 0 && <p className={styles.none}>{show === 'issues' ? 'No row has an issue.' : 'This draft has no rows. Add a person to begin.'}</p>}
        </div>
        <IssuePanel set={set} issues={issues} onGo={goTo} />
      </div>
      {openRow !== undefined && (
        <UserForm key={openRow.key} draft={draft} set={set} row={openRow} issues={issues.get(openRow.key) ?? []} onClose={() => setFormRow(null)} />
      )}
    </>
  )
}

const rowName = (line: number | null, isOut: boolean) => (
  <span title={isOut ? 'Left out of the job' : line === null ? 'Added by hand' : `Line ${line} of the file`}>
    {isOut ? '— ' : ''}
    {line ?? 'new'}
  </span>
)
