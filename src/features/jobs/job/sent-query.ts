/** What was sent for the users of a page, by row: read from this browser, a request's worth at a time. */
import { queryOptions } from '@tanstack/react-query'
import { getAllPayloads, getPayloads } from '#adapters/storage/payloads.ts'
import type { StoredPayload } from '#adapters/storage/schema.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { withManagers } from '#domain/jobs/second-phase.ts'

/** A second phase sends only the manager, by an id that is known by then: its users' other values lie with the first. */
const isTwoPhase = (user: JobUser): boolean => user.row?.earlier !== undefined

export function sentQuery(job: Job, users: readonly JobUser[]) {
  const needsAll = users.some(isTwoPhase)
  const keys = [...new Set(users.flatMap(({ batch }) => (batch === null ? [] : [batch.payloadKey])))].sort()
  return queryOptions({
    queryKey: ['sent-values', job.id, job.valuesDeletedAt ?? 0, ...(needsAll ? ['all'] : keys)],
    networkMode: 'always',
    staleTime: 60_000,
    retry: false,
    queryFn: async (): Promise<ReadonlyMap<string, StoredPayload>> => {
      const items = needsAll ? await getAllPayloads(job.id) : (await Promise.all(keys.map(getPayloads))).flat()
      const found = new Map<string, StoredPayload>()
      for (const item of items) {
        const before = found.get(item.key)
        if (before === undefined || Object.keys(item.payload).length > Object.keys(before.payload).length) found.set(item.key, item)
      }
      return withManagers(job, found)
    },
  })
}
