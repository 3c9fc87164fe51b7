/** Queries of what this browser stores: drafts and jobs of one tenant. */
import { queryOptions } from '@tanstack/react-query'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { listDrafts } from '#adapters/storage/drafts.ts'
import { getUnsent } from '#adapters/storage/job-sources.ts'
import { getChain } from '#adapters/storage/job-chain.ts'
import { isSameSent, type DraftSent } from '#adapters/drafts/sent.ts'
import { sentStates } from '#domain/plan/sent.ts'
import { getFollowUp, getSent } from '#adapters/storage/sent.ts'
import { getJob, listJobs } from '#adapters/storage/ledger-store.ts'

export const draftsQuery = (tenant: Tenant) =>
  queryOptions({ queryKey: ['drafts', tenantKey(tenant)], queryFn: () => listDrafts(tenant), networkMode: 'always', staleTime: 0, retry: false })

export const jobsQuery = (tenant: Tenant) =>
  queryOptions({ queryKey: ['jobs', tenantKey(tenant)], queryFn: () => listJobs(tenant), networkMode: 'always', staleTime: 0, retry: false })

/** While rows of it are on their way the outcome is read again. */
const sentAgainMs = 5_000

/** What of a draft was sent, and how it stands. */
export const sentQuery = (draftId: string) =>
  queryOptions({
    queryKey: ['sent', draftId],
    queryFn: () => getSent(draftId),
    networkMode: 'always',
    staleTime: 0,
    // Not even for a moment does a review that is opened again show what was sent as unsent.
    gcTime: 0,
    retry: false,
    // A plan is made for every new answer, so the same answer must stay the same.
    structuralSharing: (before, after) => (isSameSent(before as DraftSent | undefined, after as DraftSent) ? before : after),
    refetchInterval: ({ state }) => (state.data?.jobs.some(({ states }) => states.includes(sentStates.indexOf('waiting'))) === true ? sentAgainMs : false),
  })

export const jobQuery = (id: string) => queryOptions({ queryKey: ['job', id], queryFn: () => getJob(id), networkMode: 'always', staleTime: 0, retry: false })

/** The rows of the draft that a job does not send. */
export const unsentQuery = (id: string, valuesDeletedAt = 0) =>
  queryOptions({ queryKey: ['unsent', id, valuesDeletedAt], queryFn: () => getUnsent(id), networkMode: 'always', staleTime: Infinity, retry: false })

/** What is left to do for the rows of a job; asked again whenever the job has moved. */
export const followUpQuery = (id: string, version: number) =>
  queryOptions({ queryKey: ['follow-up', id, version], queryFn: () => getFollowUp(id), networkMode: 'always', staleTime: 0, retry: false })

/** The attempts that a job belongs to, oldest first. */
export const chainQuery = (id: string) =>
  queryOptions({ queryKey: ['chain', id], queryFn: () => getChain(id), networkMode: 'always', staleTime: 0, retry: false })
