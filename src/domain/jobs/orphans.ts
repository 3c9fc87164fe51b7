/** Sends that the proxy's journal knows and this browser does not: its storage was lost, or another browser sent them. */
import type { Tenant } from '../tenant.ts'

/** What the journal says of a send; times in epoch milliseconds. */
export interface JournalEntry {
  readonly key: string
  readonly state: 'never-seen' | 'registered' | 'sent-without-answer' | 'answered' | 'not-accepted'
  readonly method: 'POST' | 'PATCH' | null
  readonly organizationId: string | null
  readonly upstream: string
  readonly users: number | null
  readonly sentAt: number | null
  readonly jobId: string | null
}

/** Newest first. What was refused, or never left, needs no finding. */
export function findOrphans<T extends JournalEntry>(entries: readonly T[], known: ReadonlySet<string>, tenant: Tenant): T[] {
  return entries
    .filter(
      ({ key, state, upstream, organizationId, jobId }) =>
        upstream === tenant.upstream &&
        organizationId === tenant.organizationId &&
        !known.has(key) &&
        (state === 'sent-without-answer' || (state === 'answered' && jobId !== null)),
    )
    .sort((a, b) => (b.sentAt ?? 0) - (a.sentAt ?? 0))
}
