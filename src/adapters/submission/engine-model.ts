/** What the engine is given: the people to send, and everything it touches. */
import type { Job, LedgerRow } from '#domain/jobs/ledger.ts'
import type { Purpose } from '#domain/rows/row.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser, WireWorkResult } from '#domain/wire.ts'
import type { World } from '#domain/world.ts'
import type { Submission } from '../jumpcloud/decode.ts'

/** One person on the way. The payload may hold secrets, so it lives in memory only. */
export interface SubmitItem {
  readonly row: LedgerRow
  readonly method: 'POST' | 'PATCH'
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** The directory user whose arrays were merged, for updates. */
  readonly user: SystemUser | null
  /** When that user was read, epoch milliseconds. */
  readonly readAt: number
}

export interface SubmitInput {
  readonly world: World
  readonly organizationName: string
  readonly name: string
  readonly purpose: Purpose
  readonly items: readonly SubmitItem[]
  readonly suppressEmail: boolean
  readonly maxBytes: number
}

export interface EngineParts {
  readonly client: {
    submitUsers(organizationId: string, request: { method: 'POST' | 'PATCH'; body: string; key: string; suppressEmail: boolean }): Promise<{ jobId: string }>
    getSubmission(key: string): Promise<Submission>
    getJobResults(organizationId: string, jobId: string, page: { limit: number; skip: number }): Promise<WireWorkResult[]>
  }
  readonly store: {
    putJob(job: Job, expectedVersion: number | null): Promise<void>
    getJob(id: string): Promise<Job | null>
    listJobs(world: World): Promise<Job[]>
  }
  /** Reasons by row key for the rows that may no longer be sent. */
  readonly recheck: (organizationId: string, items: readonly SubmitItem[]) => Promise<Map<string, string>>
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly random: () => number
  readonly newKey: () => string
  /** Runs a task while no other tab runs one of that name; waits for its turn. */
  readonly alone: <T>(name: string, task: () => Promise<T>) => Promise<T>
}

export interface Engine {
  /** Resolves once the intent of the whole job is stored; what follows goes on behind the screen. */
  submitJob(input: SubmitInput): Promise<Job>
  /** Goes on with what earlier pages left unfinished. */
  resumeJobs(world: World): Promise<void>
  requestStop(jobId: string): Promise<void>
  /** What is in the way of a job right now, as a sentence, or null. */
  statusOf(jobId: string): string | null
  subscribe(listener: () => void): () => void
}
