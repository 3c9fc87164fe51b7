/** JumpCloud's endpoints as the simulator answers them. */
import { acceptJob, workOff } from './bulk-jobs.ts'
import { answerResults } from './results.ts'
import { countHeader, json, problem, type SimAnswer, type SimRequest } from './exchange.ts'
import { turnedAway } from './turned-away.ts'
import { requestScenarioOf, type FaultKind } from './scenarios.ts'
import { chosenFields, inOrder, listFilter, namesOf, NotUnderstood, pageOf, searchFilter, sorted, termFilter, type Page } from './queries.ts'
import { answerUser, createOne } from './single-users.ts'
import { notAnObject, type Organization, type State } from './state.ts'
import { quickSearch } from './users.ts'

/** Sends that have met a one-time fault, by organization and first user. */
const metOnce = new Set<string>()

/** A request that is not understood is refused with a sentence, and never answered with everybody. */
export function answer(request: SimRequest, state: State, now: number): SimAnswer {
  try {
    return answerTo(request, state, now)
  } catch (error) {
    if (error instanceof NotUnderstood) return problem(400, error.message)
    throw error
  }
}

function answerTo(request: SimRequest, state: State, now: number): SimAnswer {
  const { method } = request
  // Paths are answered without regard to case and to a slash at the end (documented for organizations); the ids in them are JumpCloud's own.
  const path = request.path
    .replace(/^\/api(?=\/)|\/(?:v2|bulk|users|results|systemusers|search|organizations)(?=\/|$)/gi, (part) => part.toLowerCase())
    .replace(/(?<=.)\/+$/, '')
  if (request.mayNotList === true && path.startsWith('/api/organizations')) return problem(403, 'Forbidden: this API key may not read organizations')
  if (path === '/api/organizations' && method === 'GET') {
    if (request.organizationId !== undefined) return problem(403, 'x-org-id is not supported on this route')
    const all = [...state.organizations.values()].map(listedOrganization)
    return json(200, { totalCount: all.length, results: cut(all, pageOf(request.query, listPageLimit)) })
  }
  const named = /^\/api\/organizations\/([0-9a-f]{24})$/.exec(path)?.[1]
  if (named !== undefined && method === 'GET') {
    const organization = state.organizations.get(named)
    return organization === undefined ? problem(404, 'Not Found') : json(200, describeOrganization(organization))
  }
  const organization = organizationOf(request, state)
  if (!('users' in organization)) return organization
  if (workOff(organization, now)) state.changed()
  const refusal = turnedAway(organization, now)
  if (refusal !== null) return refusal
  if (path === '/api/systemusers' && method === 'GET') return listUsers(organization, request.query)
  if (path === '/api/search/systemusers' && method === 'POST') return searchUsers(organization, request)
  if (path === '/api/systemusers' && method === 'POST') return createOne(organization, request, state, now)
  const userId = /^\/api\/systemusers\/([0-9a-f]{24})$/i.exec(path)?.[1]?.toLowerCase()
  if (userId !== undefined) return answerUser(organization, userId, request, state, now)
  if (path === '/api/v2/bulk/users' && (method === 'POST' || method === 'PATCH')) return submit(organization, request, method, state, now)
  const jobId = /^\/api\/v2\/bulk\/users\/([^/]+)\/results$/.exec(path)?.[1]
  if (jobId !== undefined && method === 'GET') {
    const { limit, skip } = pageOf(request.query, listPageLimit)
    return answerResults(organization, jobId, limit, skip)
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

const creationSources = new Set(['gapps', 'o365', 'workday', 'scim', 'bulk', 'custom_integration'].map((name) => `jumpcloud:${name}`))

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function submit(organization: Organization, request: SimRequest, method: 'POST' | 'PATCH', state: State, now: number): SimAnswer {
  if (request.isReadOnly) return problem(403, 'Forbidden: this API key is read-only')
  if (!Array.isArray(request.body)) return json(400, { code: 400, message: 'Request body must be an array', status: 'INVALID_ARGUMENT' })
  if (request.creationSource !== undefined && !creationSources.has(request.creationSource))
    return json(400, { code: 400, message: 'The creation-source header is malformed', status: 'INVALID_ARGUMENT' })
  const { mostBytes } = organization.settings
  if (mostBytes > 0 && request.bytes > mostBytes) return json(413, { code: 413, message: 'Request body is too large', status: 'INVALID_ARGUMENT' })
  const elements = (request.body as unknown[]).map((element) => (isObject(element) ? element : { [notAnObject]: true }))
  if (organization.settings.oddElements === 'request' && elements.some((element) => notAnObject in element))
    return json(400, { code: 400, message: 'Each user must be an object', status: 'INVALID_ARGUMENT' })
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
  const job = acceptJob(organization, method, elements, { isShuffled: fault === 'shuffle', hasOddId: fault === 'odd-job-id' }, now)
  state.changed()
  const after: Partial<Record<FaultKind, SimAnswer>> = {
    'error-after': problem(503, 'Service Unavailable'),
    'cut-after': { kind: 'cut' },
    'html-after': { kind: 'html', status: 200, body: '<!doctype html><html><head><title>Just a moment</title></head><body></body></html>' },
    'no-job-id': json(200, {}),
    created: json(201, { jobId: job.id }),
  }
  const status = fault === null ? undefined : closedAfter[fault]
  if (status !== undefined) organization.settings = { ...organization.settings, closed: { status, until: now + organization.settings.closedMs } }
  // The specification says 201; the live service answers 200 (observed).
  return (fault === null ? undefined : after[fault]) ?? json(200, { jobId: job.id })
}

const closedAfter: Partial<Record<FaultKind, 302 | 401 | 403>> = { 'login-after': 302, 'unauthorized-after': 401, 'forbidden-after': 403 }

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
  const passes = listFilter(query, organization.settings)
  const search = query.get('search')?.toLowerCase()
  const fields = namesOf('fields', query)
  const found = inOrder(organization, namesOf('sort', query)).filter(
    (user) => passes(user) && (search === undefined || [user.username, user.email].some((text) => text.toLowerCase().includes(search))),
  )
  const page = pageOf(query, listPageLimit)
  const users = cut(found, page).map((user) => chosenFields(user, fields))
  return json(200, { totalCount: found.length, results: users }, countHeader(organization, found.length))
}

const partsOfSearch = new Set(['filter', 'searchFilter', 'fields', 'limit', 'skip', 'sort'])

function searchUsers(organization: Organization, { body, query }: SimRequest): SimAnswer {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
    throw new NotUnderstood('The body of a search must be an object')
  const asked = (body ?? {}) as Record<string, unknown>
  const unknown = Object.keys(asked).find((name) => !partsOfSearch.has(name))
  if (unknown !== undefined) throw new NotUnderstood(`"${unknown}" is not part of a search`)
  const { searchTerms, searchPageLimit, failingSearches } = organization.settings
  if (failingSearches > 0) {
    organization.settings = { ...organization.settings, failingSearches: failingSearches - 1 }
    return json(503, { message: 'Service temporarily unavailable' }, { 'retry-after': '0' })
  }
  const terms = (asked['filter'] as { or?: unknown } | null | undefined)?.or
  if (Array.isArray(terms) && terms.length > searchTerms) return problem(400, `The filter has ${terms.length} terms, and may have ${searchTerms}`)
  const hasTerm = termFilter(asked['searchFilter'])
  const passes = searchFilter(asked['filter'], organization.settings)
  const sort = namesOf('sort', query, asked)
  const fields = namesOf('fields', query, asked)
  const page = pageOf(query, searchPageLimit, asked)
  const quick = quickSearch(organization, asked['filter'])
  const found = (quick === null ? inOrder(organization, sort).filter(passes) : sort.length === 0 ? quick : sorted(quick, sort)).filter(hasTerm)
  const users = cut(found, page).map((user) => chosenFields(user, fields))
  return json(200, { totalCount: found.length, results: users }, countHeader(organization, found.length))
}

/** More than 100 is answered as 100 (measured by a third party on JumpCloud's lists). */
const listPageLimit = 100
const cut = <T>(all: readonly T[], { limit, skip }: Page): T[] => all.slice(skip, skip + limit)
const listedOrganization = ({ id, name }: Organization) => ({ _id: id, id, displayName: name, logoUrl: '' })

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
