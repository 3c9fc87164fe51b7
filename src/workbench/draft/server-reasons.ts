/** Why JumpCloud refused the rows of a retry draft, as a warning on the cell that it is probably about, until that cell is changed. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sourceRefOf } from '#adapters/drafts/create-draft.ts'
import { usersOf } from '#domain/jobs/job-users.ts'
import { likelyField } from '#domain/jobs/likely-field.ts'
import type { Issue } from '#domain/packed/issue.ts'
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
  for (const row of set.rows) {
    const source = sourceRefOf(draft.table, row.key)
    const reason = source === null ? '' : (reasons.get(source) ?? '')
    if (reason === '') continue
    const before = rowAsRead(draft.id, row.key) ?? row
    const field = likelyField(reason, { columns: set.columns, cells: before.cells })
    const at = field === null ? -1 : set.columns.indexOf(field)
    const isChanged = field === null ? before !== row && before.cells.join('\n') !== row.cells.join('\n') : (before.cells[at] ?? '') !== (row.cells[at] ?? '')
    if (!isChanged) pinned.set(row.key, { row: row.key, field, severity: 'warning', message: `JumpCloud refused this row: ${reason}` })
  }
  return pinned
}

/** Groups are told apart by their field: a pinned reason joins the warnings of its own. */
function withPinned(issues: Issues, pinned: ReadonlyMap<RowKey, Issue>): Issues {
  const get = (key: RowKey) => {
    const own = issues.get(key)
    const reason = pinned.get(key)
    return reason === undefined ? own : [reason, ...(own ?? [])]
  }
  const byField = new Map<string | null, RowKey[]>()
  for (const { row, field } of pinned.values()) byField.set(field, [...(byField.get(field) ?? []), row])
  const isOf = (group: { readonly kind: string; readonly severity: string }) => group.kind === 'own' && group.severity === 'warning'
  const known = issues.groups.map((group) => {
    const added = isOf(group)
      ? (byField.get(group.field) ?? []).filter(
          (key) => issues.get(key)?.some(({ field, severity }) => field === group.field && severity === 'warning') !== true,
        )
      : []
    return added.length === 0 ? group : { ...group, count: group.count + added.length }
  })
  const fresh = [...byField].filter(([field]) => !issues.groups.some((group) => isOf(group) && group.field === field))
  const groups = [...fresh.map(([field, rows]) => ({ kind: 'own' as const, severity: 'warning' as const, field, count: rows.length })), ...known]
  const added = [...pinned.keys()].filter((key) => !issues.has(key)).length
  return {
    get,
    has: (key) => pinned.has(key) || issues.has(key),
    errors: issues.errors,
    warnings: issues.warnings + added,
    groups,
    rowsOf(group, most) {
      const reasons = isOf(group) ? (byField.get(group.field) ?? []) : []
      return [...new Set([...reasons, ...issues.rowsOf(group, most)])].slice(0, most)
    },
  }
}
