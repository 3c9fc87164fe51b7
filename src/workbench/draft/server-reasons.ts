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
import { withPinned } from './pinned-issues.ts'

/** The issues of a draft together with the reasons of the job that it retries. */
export function useServerReasons(draft: OpenDraft, set: RowSet, issues: Issues | null): Issues | null {
  const { origin } = draft
  const job = useQuery({ ...jobQuery(origin.kind === 'retry' ? origin.jobId : ''), enabled: origin.kind === 'retry' }).data ?? null
  const reasons = useMemo(() => (job === null ? null : new Map(usersOf(job).map(({ key, message, evidence }) => [key, message || evidence]))), [job])
  return useMemo(() => {
    if (issues === null || reasons === null) return issues
    return withPinned(issues, pinnedIssues(draft, set, reasons), 'refused')
  }, [draft, issues, reasons, set])
}

function pinnedIssues(draft: OpenDraft, set: RowSet, reasons: ReadonlyMap<RowKey, string>): Map<RowKey, readonly Issue[]> {
  const pinned = new Map<RowKey, readonly Issue[]>()
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
    if (!isChanged) pinned.set(row.key, [{ row: row.key, field, severity: 'warning', message: refusal(reason), cause: 'refused' }])
  }
  return pinned
}

const refusal = (reason: string): string => (reason === '' ? 'JumpCloud refused this row and gave no reason.' : `JumpCloud refused this row: ${reason}`)
