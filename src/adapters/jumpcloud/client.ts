/** JumpCloud through the proxy: one function an endpoint, each throwing `ApiError` and nothing else. */
import type { Registration } from '#domain/jobs/ledger-model.ts'
import type { ReadResult } from '#domain/jobs/results.ts'
import type { SystemUser, WireList, WireOrganization } from '#domain/wire.ts'
import { send, type Answer, type Sent } from './connection.ts'
import {
  decodeConnectionTest,
  decodeJobId,
  decodeLeaseAnswer,
  decodeOrganization,
  decodeOrganizations,
  decodeRegistration,
  decodeResults,
  decodeStatus,
  decodeSubmission,
  decodeSubmissions,
  decodeUser,
  decodeUsers,
  type ConnectionStep,
  type LeaseAnswer,
  type Status,
  type Submission,
} from './decode.ts'
import { ApiError, errorOf } from './errors.ts'
import type { Organization } from './organization-choice.ts'

export type { ConnectionStep, Status, Submission }

interface Options {
  readonly signal?: AbortSignal | undefined
}

/** At most this many at once: JumpCloud's limit for pages (documented). */
export const pageLimit = 100

async function request(sent: Sent): Promise<Answer> {
  let answer: Answer
  try {
    answer = await send(sent)
  } catch (error) {
    if (sent.signal?.aborted === true) throw error
    throw new ApiError('offline', error instanceof Error ? error.message : String(error))
  }
  if (answer.status >= 200 && answer.status < 300) return answer
  throw errorOf(answer, Date.now())
}

const get = (path: string, organizationId: string | null, { signal }: Options) =>
  request({
    method: 'GET',
    path,
    signal,
    headers: { accept: 'application/json', ...(organizationId === null ? {} : { 'x-rollcall-organization': organizationId }) },
  })

const query = (values: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()

export const getStatus = async (options: Options = {}): Promise<Status> => decodeStatus((await get('/rollcall/status', null, options)).text)

/** Tests the connection step by step, and one organization where it is named. A few requests to JumpCloud, all of them reads. */
export const testConnection = async (organizationId: string | null, options: Options = {}): Promise<readonly ConnectionStep[]> =>
  decodeConnectionTest(
    (
      await request({
        method: 'POST',
        path: '/rollcall/connection-test',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(organizationId === null ? {} : { 'x-rollcall-organization': organizationId }),
        },
        signal: options.signal,
      })
    ).text,
  ).steps

/** All organizations of the key, page by page. */
export async function listOrganizations(options: Options = {}): Promise<Organization[]> {
  const all: Organization[] = []
  for (;;) {
    const { totalCount, results } = decodeOrganizations((await get(`/api/organizations?${query({ limit: pageLimit, skip: all.length })}`, null, options)).text)
    all.push(...results.map((each) => ({ id: each.id ?? each._id ?? '', name: each.displayName ?? each.id ?? each._id ?? '' })))
    if (results.length === 0 || all.length >= totalCount) return all
  }
}

/** One organization with its settings. */
export const getOrganization = async (organizationId: string, options: Options = {}): Promise<WireOrganization> =>
  decodeOrganization((await get(`/api/organizations/${organizationId}`, null, options)).text)

interface Page {
  readonly limit: number
  readonly skip: number
}

/** Sorted by id: without a sort, users repeat or vanish between pages (JumpCloud's own advice). */
export const listUsers = async (organizationId: string, page: Page, options: Options = {}): Promise<WireList<SystemUser>> =>
  decodeUsers((await get(`/api/systemusers?${query({ ...page, sort: '_id' })}`, organizationId, options)).text)

/** A documented filter object of POST /api/search/systemusers. */
export type SearchFilter = Readonly<Record<string, unknown>>

export const searchUsers = async (
  organizationId: string,
  filter: SearchFilter,
  { limit, skip }: Page,
  { signal }: Options = {},
): Promise<WireList<SystemUser>> =>
  decodeUsers(
    (
      await request({
        method: 'POST',
        path: `/api/search/systemusers?${query({ limit, skip })}`,
        headers: { accept: 'application/json', 'content-type': 'application/json', 'x-rollcall-organization': organizationId },
        body: JSON.stringify({ filter, limit, skip }),
        signal,
      })
    ).text,
  )

export const getUser = async (organizationId: string, id: string, options: Options = {}): Promise<SystemUser> =>
  decodeUser((await get(`/api/systemusers/${id}`, organizationId, options)).text)

interface Submit {
  readonly method: 'POST' | 'PATCH'
  /** The JSON text of the bare array. */
  readonly body: string
  readonly key: string
  readonly suppressEmail: boolean
  /** The place in the journal under which this try was registered. */
  readonly tryAt: number
  /** The claim under which the proxy has reserved the users of an update; the body goes only while it has. */
  readonly claim: string | null
}

/** Resolves with JumpCloud's job id. A 2xx without one is `ambiguous`: it may have been accepted (rule 5). */
export async function submitUsers(
  organizationId: string,
  { method, body, key, suppressEmail, tryAt, claim }: Submit,
): Promise<{ jobId: string; replayed: boolean }> {
  const answer = await request({
    method,
    path: `/api/v2/bulk/users${suppressEmail ? '?suppressEmail=true' : ''}`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-rollcall-organization': organizationId,
      'x-rollcall-submission': key,
      'x-rollcall-try': String(tryAt),
      ...(claim === null ? {} : { 'x-rollcall-lease': claim }),
    },
    body,
  })
  try {
    return { jobId: decodeJobId(answer.text).jobId, replayed: answer.header('x-rollcall-replayed') === 'true' }
  } catch {
    throw new ApiError('ambiguous', 'JumpCloud answered that it accepted the request, and gave no job id that can be asked about.', { status: answer.status })
  }
}

export const getJobResults = async (organizationId: string, jobId: string, { limit, skip }: Page, options: Options = {}): Promise<ReadResult[]> =>
  decodeResults((await get(`/api/v2/bulk/users/${jobId}/results?${query({ limit, skip })}`, organizationId, options)).text)

/** Before a body leaves: the proxy's journal has the try on disk, and says where. */
export const registerSubmission = async (key: string, options: Options = {}): Promise<Registration> =>
  decodeRegistration(
    (
      await request({
        method: 'POST',
        path: `/rollcall/submissions/${key}`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        signal: options.signal,
      })
    ).text,
  )

/** What a job asks of the proxy about the users that it updates. */
export type LeaseRequest = { readonly job: string; readonly claim: string } & (
  | {
      readonly do: 'claim'
      readonly organizationId: string
      readonly name: string
      readonly users: readonly string[]
      /** They were sent before, and are reserved again. */
      readonly isOnItsWay: boolean
      /** The run of the proxy of whose updates sent before all are known here. */
      readonly settled: string | null
    }
  | { readonly do: 'release'; readonly organizationId: string; readonly users: readonly string[] }
  | { readonly do: 'renew' }
)

export const lease = async ({ do: action, ...body }: LeaseRequest): Promise<LeaseAnswer> =>
  decodeLeaseAnswer(
    (
      await request({
        method: 'POST',
        path: `/rollcall/leases/${action}`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).text,
  )

export const getSubmission = async (key: string, options: Options = {}): Promise<Submission> =>
  decodeSubmission((await get(`/rollcall/submissions/${key}`, null, options)).text)

export const listSubmissions = async (options: Options = {}): Promise<Submission[]> =>
  decodeSubmissions((await get('/rollcall/submissions', null, options)).text).submissions

export type SampleName = 'new-people' | 'updates' | 'refused' | 'messy'

/** A sample file of the simulator, made from the organization's own users. */
export const getSample = async (organizationId: string, name: SampleName, options: Options = {}): Promise<string> =>
  (await get(`/rollcall/samples/${name}.csv`, organizationId, options)).text
