/** Rows by what a column says: the columns that say what to do with a row, and a filter by any column of the file. */
import { Filter } from 'lucide-react'
import { useMemo, useState } from 'react'
import { counted } from '#domain/count.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { alikeValues, askedColumns, valuesOf, type ActionColumn } from '#domain/mapping/action-columns.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { canBeState } from '#domain/mapping/state-words.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { actionTitle } from '#workbench/draft/action-title.ts'
import { formatNumber } from '#ui/locale.ts'
import { setExcluded, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { RowFilter } from './RowFilter.tsx'
import { useSplit } from './use-split.ts'
import styles from './ColumnsScreen.module.css'

const keysOf = (rows: readonly number[]) => rows.map((row) => rowKey(row + 1))
const isSecret = ({ header, target }: ColumnMapping) => soundsSecret(header) || (target.kind === 'field' && fieldByKey(target.field)?.secret === true)

interface Props {
  readonly draft: OpenDraft
  /** Maps a column to State. */
  readonly onState: (column: number) => void
}

export function RowsPanel({ draft, onState }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { table, mapping, source } = draft
  const actions = useMemo(() => askedColumns(table, mapping, source.heldBack), [mapping, source.heldBack, table])
  const hasState = mapping.some(({ target }) => target.kind === 'field' && target.field === 'state')
  const excluded = useMemo(() => new Set(draft.excluded), [draft.excluded])
  const included = Math.max(0, table.rowCount - excluded.size)
  return (
    <>
      {actions.map((action) => (
        <ActionNotice key={action.column} draft={draft} action={action} excluded={excluded} onState={hasState ? null : onState} />
      ))}
      <p className={styles.rows}>
        <span>
          {formatNumber(included)} of {counted(table.rowCount, 'row')} included
        </span>
        <Button size="s" icon={<Filter size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
          Filter rows
        </Button>
      </p>
      {isOpen && <RowFilter draft={draft} columns={mapping.filter((column) => !isSecret(column))} onClose={() => setOpen(false)} />}
    </>
  )
}

interface NoticeProps {
  readonly draft: OpenDraft
  readonly action: ActionColumn
  readonly excluded: ReadonlySet<string>
  /** Null where a column is State already. */
  readonly onState: ((column: number) => void) | null
}

/** One answer a value: an action that a row asks for is never carried out by itself. */
function ActionNotice({ draft, action, excluded, onState }: NoticeProps) {
  const split = useSplit(draft)
  const values = useMemo(() => alikeValues(valuesOf(draft.table, action.column) ?? []), [action.column, draft.table])
  const { column, header, isState, saysLeave } = action
  const leaving = values.filter(({ value }) => saysLeave(value))
  const leavingCount = leaving.reduce((sum, { rows }) => sum + rows.length, 0)
  const canMap =
    onState !== null &&
    canBeState(
      action,
      values.map(({ value }) => value),
    )
  return (
    <Notice tone={leaving.length > 0 ? 'warning' : 'info'} title={actionTitle(header, leavingCount)}>
      {(isState || canMap) && (
        <p className={styles.about}>
          {isState
            ? 'The column is mapped to State. An included row gets the state that its value says.'
            : leaving.length > 0
              ? 'Rollcall excludes users who leave, and changes no state. Map the column to State to suspend them in this draft.'
              : 'Rollcall changes no state. Map the column to State to change states in this draft.'}
          {canMap && (
            <Button size="s" onClick={() => onState(column)}>
              Map to State
            </Button>
          )}
        </p>
      )}
      <ul className={styles.values}>
        {values.map(({ value, rows }) => {
          const out = rows.filter((row) => excluded.has(rowKey(row + 1))).length
          return (
            <li key={value}>
              <span>
                <strong>{value === '' ? '(blank)' : value}</strong> · {counted(rows.length, 'row')} ·{' '}
                {out === rows.length ? 'excluded' : out === 0 ? 'included' : `${out} excluded`}
              </span>
              {out > 0 && (
                <Button size="s" onClick={() => setExcluded(draft.id, keysOf(rows), false)}>
                  Include
                </Button>
              )}
              {out < rows.length && (
                <Button size="s" onClick={() => setExcluded(draft.id, keysOf(rows), true)}>
                  Exclude
                </Button>
              )}
              {saysLeave(value) && (
                <Button size="s" onClick={() => void split(rows, `${draft.name}: ${value}`, 'leavers')}>
                  Suspend in a new draft
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
