/** Queries of what this browser stores: drafts and jobs of one world. */
import { queryOptions } from '@tanstack/react-query'
import { worldKey, type World } from '#domain/tenant.ts'
import { listDrafts } from '#adapters/storage/drafts.ts'
import { getJob, listJobs } from '#adapters/storage/ledger-store.ts'

export const draftsQuery = (world: World) =>
  queryOptions({ queryKey: ['drafts', worldKey(world)], queryFn: () => listDrafts(world), networkMode: 'always', staleTime: 0, retry: false })

export const jobsQuery = (world: World) =>
  queryOptions({ queryKey: ['jobs', worldKey(world)], queryFn: () => listJobs(world), networkMode: 'always', staleTime: 0, retry: false })

export const jobQuery = (id: string) => queryOptions({ queryKey: ['job', id], queryFn: () => getJob(id), networkMode: 'always', staleTime: 0, retry: false })
