/** Reads the directory users whom the rows of a draft could mean, with progress and cancel. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { wantedBy } from '#domain/directory/match.ts'
import { managersIn } from '#domain/directory/managers.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { worldKey, type World } from '#domain/world.ts'
import { findUsers, type ReadProgress } from '#adapters/directory/read-directory.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import type { StoredDraft } from '#workbench/draft-session.ts'

const staleAfterMs = 60_000

export function useDirectory(world: World, draft: StoredDraft, set: RowSet) {
  const [progress, setProgress] = useState<ReadProgress | null>(null)
  const wanted = useMemo(() => [...wantedBy(set), ...managersIn(set)], [set])
  const queryKey = useMemo(() => ['directory', worldKey(world), wanted], [wanted, world])
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => findUsers(world.organizationId, wanted, { onProgress: setProgress, signal }),
    enabled: draft.purpose !== null,
    staleTime: staleAfterMs,
    gcTime: staleAfterMs,
    refetchOnMount: 'always',
  })
  return {
    data: query.data,
    error: query.error,
    isReading: query.isFetching,
    isCancelled: query.fetchStatus === 'idle' && query.status === 'pending' && draft.purpose !== null,
    progress,
    cancel: () => void queryClient.cancelQueries({ queryKey }),
    read: () => void query.refetch(),
  }
}

export type Directory = ReturnType<typeof useDirectory>
