/** Unknown JSON → wire types; what does not fit is an error that names the place. */
import * as z from 'zod/mini'
import type { Registration } from '#domain/jobs/ledger-model.ts'
import type { ReadResult } from '#domain/jobs/results.ts'
import type { SystemUser, WireJobId, WireList, WireOrganization } from '#domain/wire.ts'
import { readResult } from './decode-result.ts'
import { ApiError } from './errors.ts'

const text = z.optional(z.nullable(z.string()))
/** 24 hexadecimal digits wherever one was seen; any other that can stand in an address is as good. */
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/))

const status = z.object({
  product: z.literal('rollcall'),
  version: z.string(),
  upstream: z.enum(['simulator', 'us', 'eu', 'in', 'other']),
  region: z.string(),
  host: z.string(),
  keyEnding: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  maxBodyBytes: z.number(),
  maxUsersPerRequest: z.number(),
  journal: z.object({ id: z.string(), damagedLines: z.array(z.number()) }),
})
export type Status = z.infer<typeof status>

const submission = z.object({
  key: z.string(),
  state: z.enum(['never-seen', 'registered', 'sent-without-answer', 'answered', 'not-accepted']),
  running: z.boolean(),
  journal: z.string(),
  tryAt: z.nullable(z.number()),
  isThisRun: z.boolean(),
  method: z.nullable(z.enum(['POST', 'PATCH'])),
  organizationId: z.nullable(z.string()),
  upstream: z.string(),
  users: z.nullable(z.number()),
  sentAt: z.nullable(z.number()),
  answeredAt: z.nullable(z.number()),
  status: z.nullable(z.number()),
  jobId: z.nullable(z.string()),
})
export type Submission = z.infer<typeof submission>

const connectionStep = z.object({
  step: z.enum(['name', 'port', 'certificate', 'key', 'organization', 'read', 'rate']),
  state: z.enum(['passed', 'failed', 'skipped']),
  sentence: z.string(),
})
export type ConnectionStep = z.infer<typeof connectionStep>

const registration = z.object({ journal: z.string(), tryAt: z.number() })

const leaseAnswer = z.object({
  held: z.boolean(),
  isNew: z.boolean(),
  by: z.nullable(z.object({ job: z.string(), name: z.string(), users: z.number() })),
  settling: z.nullable(z.object({ run: z.string(), ms: z.number(), keys: z.readonly(z.array(z.string())) })),
})
export type LeaseAnswer = z.infer<typeof leaseAnswer>

/** Loose on purpose: a user has attributes that we do not know, and they pass through. */
const user = z.looseObject({ _id: text, id: text, username: text, email: text, employeeIdentifier: text })
const organization = z.looseObject({ _id: text, id: text, displayName: text })
const list = <T extends z.ZodMiniType>(of: T) => z.object({ totalCount: z.number(), results: z.array(of) })

function decoder<T>(schema: z.ZodMiniType, what: string) {
  return (body: string): T => {
    let json: unknown
    try {
      json = JSON.parse(body)
    } catch {
      throw new ApiError('unreadable', `${what} did not come as JSON.`)
    }
    const found = z.safeParse(schema, json)
    if (found.success) return withoutNulls(found.data) as T
    const issue = found.error.issues[0]
    throw new ApiError('unreadable', `${what} is not in the expected form at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'wrong form'}.`)
  }
}

/** JumpCloud writes null for what is absent (observed); inside, absent is absent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === null ? [] : [[key, withoutNulls(part)]])))
}

export const decodeStatus = (body: string): Status => parseExactly(status, body, 'The proxy’s status')
export const decodeSubmission = (body: string): Submission => parseExactly(submission, body, 'The proxy’s record of a submission')
export const decodeRegistration = (body: string): Registration => parseExactly(registration, body, 'The proxy’s registration of a send')
export const decodeLeaseAnswer = (body: string): LeaseAnswer => parseExactly(leaseAnswer, body, 'The proxy’s answer to a lease')
export const decodeSubmissions = (body: string): { submissions: Submission[] } =>
  parseExactly(z.object({ submissions: z.array(submission) }), body, 'The proxy’s list of submissions')
export const decodeConnectionTest = (body: string): { steps: ConnectionStep[] } =>
  parseExactly(z.object({ steps: z.array(connectionStep) }), body, 'The result of the connection test')
export const decodeUsers = decoder<WireList<SystemUser>>(list(user), 'The list of users')
export const decodeUser = decoder<SystemUser>(user, 'The user')
export const decodeOrganizations = decoder<WireList<WireOrganization>>(list(organization), 'The list of organizations')
export const decodeOrganization = decoder<WireOrganization>(organization, 'The organization')
const results = decoder<unknown[]>(z.array(z.unknown()), 'The job’s results')
/** Row by row: one result in an odd form takes no other with it. */
export const decodeResults = (body: string): ReadResult[] => results(body).map(readResult)
export const decodeJobId = decoder<WireJobId>(z.looseObject({ jobId: id }), 'The answer to the submission')

/** For the proxy's own answers, in which null means something. */
function parseExactly<T extends z.ZodMiniType>(schema: T, body: string, what: string): z.infer<T> {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new ApiError('unreadable', `${what} did not come as JSON.`)
  }
  const found = z.safeParse(schema, json)
  if (found.success) return found.data
  throw new ApiError('unreadable', `${what} is not as expected at ${found.error.issues[0]?.path.join('.') ?? 'its top'}.`)
}
