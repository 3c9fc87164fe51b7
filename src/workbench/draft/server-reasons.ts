/** Why JumpCloud refused the rows of a retry draft, as a warning on the cell that it is probably about, until that cell is changed. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sourceRefOf } from '#adapters/drafts/create-draft.ts'
import { usersOf } from '#domain/jobs/job-users.ts'
import { likelyField } from '#domain/jobs/likely-field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { jobQuery } from '../navigation/stored-queries.ts'
import { rowAsRead, type Issues, type OpenDraft } from './draft-session.ts'

/** The issues of a draft together with the reasons of the job that it retries. */
export function useServerReasons(draft: OpenDraft, set: RowSet, issues: Issues | null): Issues | null {
  const { origin } = draft
  const job = useQuery({ ...jobQuery(origin.kind === 'retry' ? origin.jobId : ''), enabled: origin.kind === 'retry' }).data ?? null
  const reasons = useMemo(() => (job === null ? null : new Map(usersOf(job).map(({ key, message, evidence }) => [key, message || evidence]))), [job])
  return useMemo(() => {
    if (issues === null || reasons === null) return issues
    const pinned = pinnedIssues(draft, set, reasons)
    return pinned.size === 0 ? issues : withPinned(issues, pinned)
  }, [draft, issues, reasons, set])
}

function pinnedIssues(draft: OpenDraft, set: RowSet, reasons: ReadonlyMap<RowKey, string>): Map<RowKey, Issue> {
  const pinned = new Map<RowKey, Issue>()
  const excluded = new Set(draft.excluded)
  for (const row of set.rows) {
    if (excluded.has(row.key)) continue
    const source = sourceRefOf(draft.table, row.key)
    const reason = source === null ? undefined : reasons.get(source)
    if (reason === undefined) continue
    const before = rowAsRead(draft.id, row.key) ?? row
    const field = likelyField(reason, { columns: set.columns, cells: before.cells })
    const at = field === null ? -1 : set.columns.indexOf(field)
    const isChanged = field === null ? before !== row && before.cells.join('\n') !== row.cells.join('\n') : (before.cells[at] ?? '') !== (row.cells[at] ?? '')
    if (!isChanged) pinned.set(row.key, { row: row.key, field, severity: 'warning', message: refusal(reason), cause: 'refused' })
  }
  return pinned
}

const refusal = (reason: string): string => (reason === '' ? 'JumpCloud refused this row and gave no reason.' : `JumpCloud refused this row: ${reason}`)

/** The reasons are a cause of their own, a group for each field. */
function withPinned(issues: Issues, pinned: ReadonlyMap<RowKey, Issue>): Issues {
  const byField = new Map<string | null, RowKey[]>()
  for (const { row, field } of pinned.values()) byField.set(field, [...(byField.get(field) ?? []), row])
  const reasons = [...byField].map(([field, rows]) => ({
    kind: 'own' as const,
    severity: 'warning' as const,
    field,
    cause: 'refused' as const,
    count: rows.length,
  }))
  const added = [...pinned.keys()].filter((key) => !issues.has(key)).length
  return {
    get(key) {
      const own = issues.get(key)
      const reason = pinned.get(key)
      return reason === undefined ? own : [reason, ...(own ?? [])]
    },
    has: (key) => pinned.has(key) || issues.has(key),
    errors: issues.errors,
    warnings: issues.warnings + added,
    groups: [...reasons, ...issues.groups],
    rowsOf: (group, most) => (group.cause === 'refused' ? (byField.get(group.field) ?? []).slice(0, most) : issues.rowsOf(group, most)),
    numbersOf: (group) => (group.cause === 'refused' ? (byField.get(group.field) ?? []).map(rowNumber) : issues.numbersOf(group)),
  }
}
