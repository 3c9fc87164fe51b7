/** JumpCloud's endpoints as the simulator answers them. */
import { acceptJob, resultsOf, workOff } from './bulk-jobs.ts'
import { requestScenarioOf, type FaultKind } from './scenarios.ts'
import type { Organization, State, StoredUser } from './state.ts'
import { passesFilter, passesSearch, quickSearch } from './users.ts'

export interface SimRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly organizationId: string | undefined
  readonly body: unknown
  /** A key that may look and not change. */
  readonly isReadOnly: boolean
}

export type SimAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html'; readonly status: number; readonly body: string }
  | { readonly kind: 'cut' }

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SimAnswer => ({ kind: 'json', status, body, headers })
const problem = (status: number, message: string): SimAnswer => json(status, { error: message, message })

/** Sends that have met a one-time fault, by organization and first user. */
const metOnce = new Set<string>()

export function answer(request: SimRequest, state: State, now: number): SimAnswer {
  const { path, method } = request
  if (path === '/api/organizations' && method === 'GET') {
    if (request.organizationId !== undefined) return problem(403, 'x-org-id is not supported on this route')
    return json(200, page([...state.organizations.values()].map(describeOrganization), request.query))
  }
  const named = /^\/api\/organizations\/([0-9a-f]{24})$/.exec(path)?.[1]
  if (named !== undefined && method === 'GET') {
    const organization = state.organizations.get(named)
    return organization === undefined ? problem(404, 'Not Found') : json(200, describeOrganization(organization))
  }
  const organization = organizationOf(request, state)
  if (!('users' in organization)) return organization
  if (workOff(organization, now)) state.changed()
  if (path === '/api/systemusers' && method === 'GET') return listUsers(organization, request.query)
  if (path === '/api/search/systemusers' && method === 'POST') return searchUsers(organization, request)
  const userId = /^\/api\/systemusers\/([0-9a-f]{24})$/.exec(path)?.[1]
  if (userId !== undefined && method === 'GET') {
    const user = organization.users.get(userId)
    return user === undefined ? problem(404, 'Not Found') : json(200, user)
  }
  if (path === '/api/v2/bulk/users' && (method === 'POST' || method === 'PATCH')) return submit(organization, request, method, state, now)
  const jobId = /^\/api\/v2\/bulk\/users\/([^/]+)\/results$/.exec(path)?.[1]
  if (jobId !== undefined && method === 'GET') {
    const job = organization.jobs.get(jobId)
    if (job === undefined) return json(404, { code: 404, message: 'Job not found', status: 'NOT_FOUND' })
    return json(200, resultsOf(organization, job, limitOf(request.query), skipOf(request.query)))
  }
  return problem(404, 'Not Found')
}

/** The x-org-id codes of JumpCloud's multi-tenant documentation. */
function organizationOf({ organizationId }: SimRequest, state: State): Organization | SimAnswer {
  if (organizationId === undefined) {
    const [first, ...others] = state.organizations.values()
    return first === undefined || others.length > 0 ? problem(401, 'Unauthorized: no organization selected') : first
  }
  if (!/^[0-9a-f]{24}$/.test(organizationId)) return problem(400, 'x-org-id is malformed')
  return state.organizations.get(organizationId) ?? problem(404, 'organization not found')
}

function submit(organization: Organization, request: SimRequest, method: 'POST' | 'PATCH', state: State, now: number): SimAnswer {
  if (request.isReadOnly) return problem(403, 'Forbidden: this API key is read-only')
  if (!Array.isArray(request.body)) return json(400, { code: 400, message: 'Request body must be an array', status: 'INVALID_ARGUMENT' })
  const elements = request.body.filter((element): element is Record<string, unknown> => typeof element === 'object' && element !== null)
  if (elements.length > 800) return json(400, { code: 400, message: 'At most 800 users can be processed at once', status: 'INVALID_ARGUMENT' })
  const fault = faultOf(organization, elements)
  const before: Partial<Record<FaultKind, SimAnswer>> = {
    'rate-limit': json(429, { message: 'Too Many Requests' }, { 'retry-after': '2' }),
    'rate-limit-silent': json(429, { message: 'Too Many Requests' }),
    'error-before': problem(503, 'Service Unavailable'),
    'cut-before': { kind: 'cut' },
    'refuse-request': json(400, { code: 400, message: 'Invalid request: the users could not be read', status: 'INVALID_ARGUMENT' }),
  }
  const refusal = fault === null ? undefined : before[fault]
  if (refusal !== undefined) return refusal
  const job = acceptJob(organization, method, elements, fault === 'shuffle', now)
  state.changed()
  const after: Partial<Record<FaultKind, SimAnswer>> = {
    'error-after': problem(503, 'Service Unavailable'),
    'cut-after': { kind: 'cut' },
    'html-after': { kind: 'html', status: 200, body: '<!doctype html><html><head><title>Just a moment</title></head><body></body></html>' },
    'no-job-id': json(200, {}),
  }
  // The specification says 201; the live service answers 200 (observed).
  return (fault === null ? undefined : after[fault]) ?? json(200, { jobId: job.id })
}

function faultOf(organization: Organization, elements: readonly Record<string, unknown>[]): FaultKind | null {
  const armed = organization.faults.find(({ times }) => times > 0)
  if (armed !== undefined) {
    armed.times -= 1
    return armed.kind
  }
  const scenario = requestScenarioOf(elements)
  if (scenario === undefined) return null
  const first = `${organization.id} ${JSON.stringify(elements[0])}`
  if (scenario.isOnce && metOnce.has(first)) return null
  metOnce.add(first)
  return scenario.kind
}

function listUsers(organization: Organization, query: URLSearchParams): SimAnswer {
  const filters = query.getAll('filter')
  const search = query.get('search')?.toLowerCase()
  const found = [...organization.users.values()].filter(
    (user) =>
      filters.every((filter) => passesFilter(user, filter)) &&
      (search === undefined || [user.username, user.email].some((text) => text.toLowerCase().includes(search))),
  )
  return json(
    200,
    page(
      found.map((user) => chosenFields(user, query.get('fields'))),
      query,
    ),
  )
}

function searchUsers(organization: Organization, { body, query }: SimRequest): SimAnswer {
  const asked = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const { searchTerms, failingSearches } = organization.settings
  if (failingSearches > 0) {
    organization.settings = { ...organization.settings, failingSearches: failingSearches - 1 }
    return json(503, { message: 'Service temporarily unavailable' }, { 'retry-after': '0' })
  }
  const terms = (asked['filter'] as { or?: unknown } | null | undefined)?.or
  if (Array.isArray(terms) && terms.length > searchTerms) return problem(400, `The filter has ${terms.length} terms, and may have ${searchTerms}`)
  const found = quickSearch(organization, asked['filter']) ?? [...organization.users.values()].filter((user) => passesSearch(user, asked['filter']))
  const merged = new URLSearchParams(query)
  for (const name of ['limit', 'skip']) if (typeof asked[name] === 'number') merged.set(name, String(asked[name]))
  return json(
    200,
    page(
      found.map((user) => chosenFields(user, typeof asked['fields'] === 'string' ? asked['fields'] : null)),
      merged,
    ),
  )
}

function chosenFields(user: StoredUser, fields: string | null): Record<string, unknown> {
  if (fields === null || fields.trim() === '') return user
  const names = new Set(['_id', 'id', ...fields.trim().split(/\s+/)])
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.has(name)))
}

/** More than 100 is answered as 100 (measured by a third party on JumpCloud's lists). */
const limitOf = (query: URLSearchParams): number => Math.min(100, Math.max(1, Number(query.get('limit') ?? '10') || 10))
const skipOf = (query: URLSearchParams): number => Math.max(0, Number(query.get('skip') ?? '0') || 0)
const page = (all: readonly unknown[], query: URLSearchParams) => ({
  totalCount: all.length,
  results: all.slice(skipOf(query), skipOf(query) + limitOf(query)),
})

const describeOrganization = ({ id, name, settings }: Organization) => ({
  _id: id,
  id,
  displayName: name,
  logoUrl: '',
  settings: {
    name,
    newSystemUserStateDefaults: { csvImport: settings.defaultState, applicationImport: 'STAGED', manualEntry: 'ACTIVATED' },
    passwordPolicy: settings.passwordPolicy,
  },
})
