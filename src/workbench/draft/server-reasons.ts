/** Why the rows of a retry draft were not done, as a warning on the cell that it is probably about, until that cell is changed. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sourceRefOf } from '#adapters/drafts/create-draft.ts'
import { usersOf, type JobUser } from '#domain/jobs/job-users.ts'
import { whyNotDone } from '#domain/jobs/why-not-done.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { jobQuery } from '../navigation/stored-queries.ts'
import { rowAsRead, type Issues, type OpenDraft } from './draft-session.ts'
import { withPinned } from './pinned-issues.ts'

/** The issues of a draft together with the reasons of the job that it retries. */
export function useServerReasons(draft: OpenDraft, set: RowSet, issues: Issues | null): Issues | null {
  const { origin } = draft
  const job = useQuery({ ...jobQuery(origin.kind === 'retry' ? origin.jobId : ''), enabled: origin.kind === 'retry' }).data ?? null
  const users = useMemo(() => (job === null ? null : new Map(usersOf(job).map((user) => [user.key, user]))), [job])
  return useMemo(() => (issues === null || users === null ? issues : withPinned(issues, pinnedIssues(draft, set, users))), [draft, issues, set, users])
}

function pinnedIssues(draft: OpenDraft, set: RowSet, users: ReadonlyMap<RowKey, JobUser>): Map<RowKey, readonly Issue[]> {
  const pinned = new Map<RowKey, readonly Issue[]>()
  const excluded = new Set(draft.excluded)
  for (const row of set.rows) {
    if (excluded.has(row.key)) continue
    const source = sourceRefOf(draft.table, row.key)
    const user = source === null ? undefined : users.get(source)
    if (user === undefined) continue
    const before = rowAsRead(draft.id, row.key) ?? row
    const why = whyNotDone(user, { columns: set.columns, cells: before.cells })
    if (why === null) continue
    const { field } = why
    const at = field === null ? -1 : set.columns.indexOf(field)
    const isChanged = field === null ? before !== row && before.cells.join('\n') !== row.cells.join('\n') : (before.cells[at] ?? '') !== (row.cells[at] ?? '')
    if (!isChanged) pinned.set(row.key, [{ row: row.key, field, severity: 'warning', message: why.message, cause: why.cause }])
  }
  return pinned
}
