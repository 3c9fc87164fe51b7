/** What the columns of the file say that the plan does not show by itself: blanks that clear, and columns that are not followed. */
import { useMemo } from 'react'
import { counted, plural } from '#domain/count.ts'
import { askedColumns, leavingRows } from '#domain/mapping/action-columns.ts'
import { countClears } from '#domain/mapping/blanks.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { actionConflicts, type ActionConflicts } from '#domain/plan/action-conflicts.ts'
import type { PlanItem } from '#domain/plan/plan-model.ts'
import { Notice } from '#ui/Notice.tsx'
import { Link } from '#ui/Link.tsx'
import { formatNumber } from '#ui/locale.ts'
import { actionTitle } from '#workbench/draft/action-title.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { paths } from '#workbench/navigation/paths.ts'

interface Props {
  readonly draft: OpenDraft
  readonly items: readonly PlanItem[]
}

export function ColumnNotes({ draft, items }: Props) {
  const { table, appliedMapping, excluded, purpose, source } = draft
  const isForLeavers = purpose === 'leavers'
  const clearing = useMemo(
    () =>
      (appliedMapping ?? []).flatMap(({ column, header, target, blanks }) => {
        if (blanks === undefined || target.kind !== 'field') return []
        const { blanks: blankCells, words } = countClears(table, column, blanks.clearWord)
        const parts = [
          blanks.clearsBlank ? `${counted(blankCells, 'blank cell')}` : '',
          blanks.clearWord === '' ? '' : `${counted(words, 'cell')} with “${blanks.clearWord}”`,
        ].filter((part) => part !== '')
        return [{ column, header, field: target.field, text: parts.join(' and ') }]
      }),
    [appliedMapping, table],
  )
  const actions = useMemo(
    () =>
      askedColumns(table, appliedMapping ?? [], source.heldBack).map((action) => ({
        ...action,
        leaving: leavingRows(table, [action]),
        conflicts: actionConflicts(table, action, items, purpose),
      })),
    [appliedMapping, items, purpose, source.heldBack, table],
  )
  const out = useMemo(() => new Set(excluded), [excluded])
  return (
    <>
      {clearing.length > 0 && (
        <Notice tone="warning" title={`Blank cells clear values in ${counted(clearing.length, 'column')}`}>
          <ul>
            {clearing.map(({ column, header, field, text }) => (
              <li key={column}>
                “{header}”: {text} clear {fieldLabel(field)} of updated users. <Link href={paths.columns(draft.id)}>Change in Columns</Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {actions.map(({ column, header, isState, leaving, conflicts }) => {
        const included = leaving.filter(({ row }) => !out.has(rowKey(row + 1))).length
        const said = conflictWords(conflicts)
        return (
          <Notice
            key={column}
            tone={(isForLeavers ? included < leaving.length : included > 0) || said.length > 0 ? 'warning' : 'info'}
            title={actionTitle(header, leaving.length)}
          >
            {effectOf(leaving.length, included, isForLeavers, isState)} <Link href={paths.columns(draft.id)}>Change in Columns</Link>
            {said.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Notice>
        )
      })}
    </>
  )
}

const mostLines = 5
const linesOf = (lines: readonly number[]): string =>
  `${plural(lines.length, 'line', 'lines')} ${lines.slice(0, mostLines).map(formatNumber).join(', ')}${lines.length > mostLines ? ` and ${formatNumber(lines.length - mostLines)} more` : ''}`

/** What is done with so many rows that say that the user goes, of which so many are included. */
function effectOf(leaving: number, included: number, isForLeavers: boolean, isState: boolean): string {
  if (leaving === 0) return `Rollcall ${isForLeavers ? 'suspends the user of' : 'creates or updates'} every included row, whatever this column says.`
  const counts = `${counted(leaving - included, 'row')} excluded, ${formatNumber(included)} included.`
  if (isForLeavers) return `${counts} Include the rows whose users are to be suspended.`
  return `${counts} ${isState ? 'The column is mapped to State: an included row gets the state that its value says.' : 'An included row is created or updated like any other.'}`
}

const conflictWords = ({ there, missing, staying }: ActionConflicts): readonly string[] => [
  ...(there.length === 0 ? [] : [`${counted(there.length, 'row says', 'rows say')} create, of users who are in JumpCloud already: ${linesOf(there)}.`]),
  ...(staying.length === 0 ? [] : [`${counted(staying.length, 'row says', 'rows say')} that the user stays, and would suspend the user: ${linesOf(staying)}.`]),
  ...(missing.length === 0 ? [] : [`${counted(missing.length, 'row says', 'rows say')} update, and would create a user: ${linesOf(missing)}.`]),
]
