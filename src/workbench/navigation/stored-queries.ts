/** Queries of what this browser stores: drafts and jobs of one tenant. */
import { queryOptions } from '@tanstack/react-query'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { listDrafts } from '#adapters/storage/drafts.ts'
import { getUnsent } from '#adapters/storage/job-sources.ts'
import { getJob, listJobs } from '#adapters/storage/ledger-store.ts'

export const draftsQuery = (tenant: Tenant) =>
  queryOptions({ queryKey: ['drafts', tenantKey(tenant)], queryFn: () => listDrafts(tenant), networkMode: 'always', staleTime: 0, retry: false })

export const jobsQuery = (tenant: Tenant) =>
  queryOptions({ queryKey: ['jobs', tenantKey(tenant)], queryFn: () => listJobs(tenant), networkMode: 'always', staleTime: 0, retry: false })

export const jobQuery = (id: string) => queryOptions({ queryKey: ['job', id], queryFn: () => getJob(id), networkMode: 'always', staleTime: 0, retry: false })

/** The rows of the draft that a job does not send. */
export const unsentQuery = (id: string) =>
  queryOptions({ queryKey: ['unsent', id], queryFn: () => getUnsent(id), networkMode: 'always', staleTime: Infinity, retry: false })
