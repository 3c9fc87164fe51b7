/** The form of a draft's row: beside what is typed stands what the directory has now, where the row is an update. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { matchRows, wantedBy } from '#domain/directory/match.ts'
import { rowName } from '#domain/draft/row-name.ts'
import { filledText } from '#domain/fields/clear.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { indexOfRow } from '#domain/packed/row-list.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import { tenantKey } from '#domain/tenant.ts'
import { findUsers } from '#adapters/directory/read-directory.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { editCells, setExcluded, useDraftSession, type OpenDraft } from '../draft/draft-session.ts'
import { UndoButtons } from '../draft/UndoButtons.tsx'
import type { ShownRows } from '../grid/use-row-view.ts'
import { formFields } from './form/form-sections.ts'
import { directoryTexts } from './form/directory-texts.ts'
import { UserSheet } from './form/UserSheet.tsx'
import styles from './form/UserForm.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly row: Row
  /** Issues of that row as the grid knows them. */
  readonly issues: readonly Issue[]
  /** With the user that was shown last. */
  readonly onClose: (key: string) => void
  /** The rows that are walked through, as they were shown when it was opened. */
  readonly rows: ShownRows
  /** The form goes on to another row. */
  readonly onMove: (key: string) => void
}

export function UserForm({ draft, set, row: first, onClose, onMove, rows }: Props) {
  const [key, setKey] = useState(first.key)
  const session = useDraftSession(draft.id, draft.tenant)
  const open = session.kind === 'open' ? session : null
  const at = rows.indexOf(key)
  const row = set.rows.at(indexOfRow(set.rows, key)) ?? first
  const saved = useMemo(() => Object.fromEntries(set.columns.map((field, column) => [field, row.cells[column] ?? ''])), [row, set.columns])
  const found = useDirectoryUser(draft, set, row)
  const now = useMemo(() => (found === null ? null : directoryTexts(found, formFields(set.columns))), [found, set.columns])
  const issues = open?.issues?.get(key) ?? []
  const isExcluded = draft.excluded.includes(key)
  return (
    <UserSheet
      rowKey={key}
      title={titleOf(draft, set, row)}
      description={`Changes are saved to the draft as you go. ${
        found !== null || draft.purpose === 'update' ? 'Blank fields leave the current value unchanged.' : 'Fields with * are required for new users.'
      }`}
      purpose={draft.purpose}
      saved={saved}
      now={now}
      issues={issues}
      onEdit={(changes) =>
        editCells(
          draft.id,
          changes.map(({ field, text }) => ({ row: key, field, text })),
        )
      }
      onClose={() => onClose(key)}
      place={{ at: at + 1, of: rows.count }}
      onMove={(by) => {
        const next = rows.at(at + by)
        if (next === undefined) return
        setKey(next.key)
        onMove(next.key)
      }}
      end={<Checkbox label="Exclude user" checked={isExcluded} onChange={(checked) => setExcluded(draft.id, [key], checked)} />}
      history={<UndoButtons draftId={draft.id} undo={open?.undo ?? null} redo={open?.redo ?? null} />}
    >
      {found !== null && (
        <p className={styles.facts}>Updates {found.username ?? found.email}. Where JumpCloud has another value, it is shown below the field.</p>
      )}
      {isExcluded && <p className={styles.facts}>Excluded: nothing is sent for this user.</p>}
      {row.cells.some((text) => text !== '') &&
        issues
          .filter(({ field }) => field === null)
          .map(({ message }) => (
            <p key={message} className={styles.rowIssue}>
              {message}
            </p>
          ))}
    </UserSheet>
  )
}

/** By its line, where it has one, and by what it holds. */
function titleOf({ origin }: OpenDraft, { rows, columns }: RowSet, row: Row): string {
  const held = ['username', 'email'].map((field) => filledText(row.cells[columns.indexOf(field)])).find((text) => text !== '')
  return [row.line === null ? rowName(rows, row, origin) : `Line ${row.line}`, ...(held === undefined ? [] : [held])].join(' · ')
}

/** The directory user whom the row means, or null while that is not known, and where it is nobody or several. */
function useDirectoryUser(draft: OpenDraft, set: RowSet, row: Row) {
  const mayUpdate = draft.purpose === 'update' || draft.purpose === 'both' || draft.purpose === 'leavers'
  const alone = useMemo(() => ({ columns: set.columns, rows: [row] }), [row, set.columns])
  const wanted = useMemo(() => wantedBy(alone), [alone])
  const query = useQuery({
    queryKey: ['directory-user', tenantKey(draft.tenant), wanted],
    queryFn: ({ signal }) => findUsers(draft.tenant.organizationId, wanted, { signal }),
    enabled: mayUpdate && wanted.length > 0,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  return useMemo(() => {
    if (query.data === undefined) return null
    const match = matchRows(alone, query.data.users, draft.matchBy).get(row.key)
    return match?.kind === 'one' ? match.user : null
  }, [alone, draft.matchBy, query.data, row.key])
}
