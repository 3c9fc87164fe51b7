/** Reads the directory users whom the rows of a draft could mean, with progress and cancel. */
import { QueryObserver, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RowSet } from '#domain/packed/row.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { readForReview, type ReadProgress } from '#adapters/directory/read-for-review.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { forgetPlanner, plannerOf } from './planner-of.ts'

const staleAfterMs = 60_000

export function useDirectory(tenant: Tenant, draft: OpenDraft, set: RowSet, everybody: boolean) {
  const [progress, setProgress] = useState<ReadProgress | null>(null)
  // Rows are named by draft and identity, not compared: ten thousand of them are no key.
  const rowsId = useMemo(() => identityOf(set), [set])
  const queryKey = useMemo(() => ['directory', tenantKey(tenant), draft.id, rowsId, everybody], [draft.id, everybody, rowsId, tenant])
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      setProgress(null)
      const wanted = await plannerOf(draft.id)
        .wanted(set)
        .catch((failure: unknown) => {
          forgetPlanner(draft.id)
          throw failure
        })
      signal.throwIfAborted()
      return readForReview(tenant.organizationId, wanted, {
        onProgress: setProgress,
        signal,
        everybody,
        goesOn: true,
        withManagers: set.columns.includes('manager'),
      })
    },
    enabled: draft.purpose !== null,
    staleTime: staleAfterMs,
    gcTime: staleAfterMs,
    refetchOnMount: 'always',
    structuralSharing: false,
  })
  return {
    data: query.data,
    error: query.error,
    isReading: query.isFetching,
    isCancelled: query.fetchStatus === 'idle' && query.status === 'pending' && draft.purpose !== null,
    progress,
    cancel: () => void queryClient.cancelQueries({ queryKey }),
    read: () => void query.refetch(),
    /** What the directory holds now, or null where it could not be read: then `error` says why. */
    readNow: async () => {
      // Watched until it is there: whoever has confirmed a submit and leaves the screen has not cancelled it.
      const release = new QueryObserver(queryClient, { queryKey, enabled: false }).subscribe(() => undefined)
      try {
        const { data, isSuccess } = await query.refetch()
        return isSuccess ? (data ?? null) : null
      } finally {
        release()
      }
    },
  }
}

const identities = new WeakMap<RowSet, number>()
let lastIdentity = 0
function identityOf(set: RowSet): number {
  const known = identities.get(set)
  if (known !== undefined) return known
  lastIdentity += 1
  identities.set(set, lastIdentity)
  return lastIdentity
}

export type Directory = ReturnType<typeof useDirectory>
