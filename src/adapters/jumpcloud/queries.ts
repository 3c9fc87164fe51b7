/** Server state: every query of the app, by one factory each, and the client that keeps them. */
import { QueryClient, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJobResults, getOrganization, getStatus, listOrganizations, listSubmissions } from './client.ts'
import { ApiError, type ApiErrorKind } from './errors.ts'

const worthAnotherTry: readonly ApiErrorKind[] = ['offline', 'rate-limited', 'server', 'unreachable', 'busy']
const tries = 2

/** Reads are tried again politely; what is refused for a reason is not. Sends never pass through here. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < tries && error instanceof ApiError && worthAnotherTry.includes(error.kind),
      retryDelay: (failures, error) => (error instanceof ApiError ? error.retryAfterMs : null) ?? Math.min(500 * 2 ** failures, 4_000),
    },
  },
})

const offlineRetryMs = 3_000

/** Asked again while the proxy is gone, so that the page goes on by itself when it is back. */
export const statusQuery = () =>
  queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) => getStatus({ signal }),
    staleTime: Infinity,
    retry: false,
    refetchInterval: (query) => (query.state.error instanceof ApiError && query.state.error.kind === 'offline' ? offlineRetryMs : false),
  })

export const organizationsQuery = () =>
  queryOptions({ queryKey: ['organizations'], queryFn: ({ signal }) => listOrganizations({ signal }), staleTime: 5 * 60_000 })

/** The settings of an organization: what it asks of passwords, and which state new users get. */
export const organizationQuery = (organizationId: string) =>
  queryOptions({ queryKey: ['organization', organizationId], queryFn: ({ signal }) => getOrganization(organizationId, { signal }), staleTime: 60_000 })

/** One page of a job's results; `page` counts from 1, and page and size are `skip` and `limit`. */
export const jobResultsQuery = (organizationId: string, jobId: string, page: number, size: number) =>
  queryOptions({
    queryKey: ['job-results', organizationId, jobId, page, size],
    queryFn: ({ signal }) => getJobResults(organizationId, jobId, { limit: size, skip: (page - 1) * size }, { signal }),
    placeholderData: keepPreviousData,
  })

/** Every send that the proxy's journal knows, of all organizations. */
export const submissionsQuery = () => queryOptions({ queryKey: ['submissions'], queryFn: ({ signal }) => listSubmissions({ signal }), staleTime: 0 })
