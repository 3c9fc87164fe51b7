/** Reads all users of the directory, page by page, and asks JumpCloud's own search while they are not all here. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Tenant } from '#domain/tenant.ts'
import type { SystemUser } from '#domain/wire.ts'
import { findUsers, type ReadProgress } from '#adapters/directory/read-directory.ts'
import { searchDirectory } from '#adapters/directory/search-directory.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { isFiltered, upstreamFilter, type UserFilter } from './user-filter.ts'

/** What has come is shown again once it is so much more: each time takes longer than the one before. */
const growth = 1.5
const staleAfterMs = 5 * 60_000
const keptMs = 30 * 60_000
const none: readonly SystemUser[] = []

export function useDirectoryUsers({ organizationId }: Tenant) {
  const [progress, setProgress] = useState<ReadProgress | null>(null)
  const [partial, setPartial] = useState<readonly SystemUser[]>(none)
  const queryKey = ['users', organizationId, 'all']
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      setProgress(null)
      setPartial(none)
      const found: SystemUser[] = []
      let shown = 0
      return findUsers(organizationId, [], {
        everybody: true,
        goesOn: true,
        signal,
        onProgress: setProgress,
        onUsers: (users) => {
          found.push(...users)
          if (found.length < shown * growth) return
          shown = found.length
          setPartial([...found])
        },
      })
    },
    staleTime: staleAfterMs,
    gcTime: keptMs,
    structuralSharing: false,
    retry: false,
  })
  return {
    users: query.data?.users ?? partial,
    isWhole: query.data !== undefined,
    readAt: query.data?.readAt ?? null,
    isReading: query.isFetching,
    isCanceled: query.fetchStatus === 'idle' && query.status === 'pending',
    error: query.error,
    progress,
    read: () => void query.refetch(),
    cancel: () => void queryClient.cancelQueries({ queryKey }),
  }
}

/** What JumpCloud finds for a filter, while not every user is loaded. Null where nothing is asked. */
export function useUpstreamSearch({ organizationId }: Tenant, filter: UserFilter, isNeeded: boolean) {
  const asked = isNeeded && isFiltered(filter) ? upstreamFilter(filter) : null
  const query = useQuery({
    queryKey: ['users', organizationId, 'search', asked],
    queryFn: ({ signal }) => searchDirectory(organizationId, asked ?? {}, { signal }),
    enabled: asked !== null,
    staleTime: 30_000,
    gcTime: 60_000,
    structuralSharing: false,
  })
  return { found: asked === null ? null : (query.data ?? null), isSearching: asked !== null && query.isFetching, error: asked === null ? null : query.error }
}
