/** What the engine is given: the users to send, and everything it touches. */
import type { Job, LedgerRow, Registration } from '#domain/jobs/ledger-model.ts'
import type { JobFacts, UnsentRows } from '#domain/jobs/unsent.ts'
import type { Purpose, RowKey } from '#domain/packed/row.ts'
import type { ReadResult } from '#domain/jobs/results.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import type { Tenant } from '#domain/tenant.ts'
import type { LeaseRequest } from '../jumpcloud/client.ts'
import type { LeaseAnswer, Submission } from '../jumpcloud/decode.ts'
import type { Pace } from '../jumpcloud/pace.ts'
import type { DraftClaim } from '../storage/draft-claim.ts'
import type { JobHeader } from '../storage/schema.ts'
import type { StoredPayload } from '../storage/schema.ts'

/** One user on the way. The payload may hold secrets, which stay in memory. */
export interface SubmitItem {
  readonly row: LedgerRow
  readonly method: 'POST' | 'PATCH'
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** The directory user whose arrays were merged, for updates. */
  readonly user: SystemUser | null
  /** When that user was read, epoch milliseconds. */
  readonly readAt: number
}

export interface SubmitInput extends Pick<Job, 'origin' | 'leftOut'> {
  readonly tenant: Tenant
  readonly organizationName: string
  readonly name: string
  readonly purpose: Purpose
  readonly items: readonly SubmitItem[]
  readonly suppressEmail: boolean
  /** So many users go first, alone; 0 for none. */
  readonly canary?: number
  readonly maxBytes: number
  /** The draft that it comes from. */
  readonly claim?: DraftClaim
  readonly facts?: JobFacts
  /** The rows of the draft that are not sent, and the headers of its file. */
  readonly source?: { readonly headers: readonly string[]; readonly unsent: UnsentRows }
}

/** Whom to look up: by id, or by what a create was sent with. */
export interface Wanted {
  readonly ids: readonly string[]
  readonly names: readonly { readonly username: string; readonly email: string }[]
}

export interface EngineDependencies {
  readonly client: {
    /** The journal has the try on disk before its body leaves. */
    registerSubmission(key: string): Promise<Registration>
    submitUsers(
      organizationId: string,
      request: { method: 'POST' | 'PATCH'; body: string; key: string; suppressEmail: boolean; tryAt: number; claim: string | null },
    ): Promise<{ jobId: string }>
    /** Jobs of this Rollcall take turns on a user. */
    lease(request: LeaseRequest): Promise<LeaseAnswer>
    getSubmission(key: string): Promise<Submission>
    getJobResults(organizationId: string, jobId: string, page: { limit: number; skip: number }): Promise<ReadResult[]>
    /** One cheap read: whether JumpCloud answers at all. */
    probe(organizationId: string): Promise<void>
    /** Users of the directory; each request in its turn, and each answer told as it comes. */
    lookup(organizationId: string, wanted: Wanted, pace: Pace, onUsers?: (users: readonly SystemUser[]) => void): Promise<readonly SystemUser[]>
  }
  readonly store: {
    /** With a claim, only if the draft still is as the claim says. */
    putJob(job: Job, expectedVersion: number | null, claim?: DraftClaim): Promise<void>
    getJob(id: string): Promise<Job | null>
    listJobs(tenant: Tenant): Promise<JobHeader[]>
    putPayloads(jobId: string, batches: ReadonlyMap<string, readonly StoredPayload[]>): Promise<void>
    getPayloads(key: string): Promise<readonly StoredPayload[]>
    /** Stores what the screen of the job needs of its draft. */
    putSource?(jobId: string, source: NonNullable<SubmitInput['source']>): Promise<void>
  }
  /** The pace that all readers and senders of the page share; a pace of its own where none is given. */
  readonly pace?: Pace
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly random: () => number
  readonly newKey: () => string
  readonly startUpdates: StartUpdates
  /** Runs a task while no other tab runs one of that name: waits for its turn, or takes it away from whoever has it. `isMine` turns false when another takes over. */
  readonly alone: <T>(name: string, task: (isMine: () => boolean) => Promise<T>, isTakeOver: boolean) => Promise<T>
}

/** A step of the ledger. */
export type Move = (job: Job) => Job

export interface Updates {
  /** The job as this tab is about to act on it. */
  readonly hasRead: (job: Job) => void
  /** False where the ledger does not allow the move any more; rejects where storing fails. */
  readonly update: (jobId: string, move: Move) => Promise<boolean>
  /**
   * For what has happened already and must not be lost: tried until the browser stores it. Where the ledger cannot take it, the job is paused with the
   * reason, and this rejects with `LedgerDefect`.
   */
  readonly updateUntilStored: (jobId: string, move: Move) => Promise<void>
}

export type StartUpdates = (dependencies: Pick<EngineDependencies, 'store' | 'sleep'>, setStatus: (jobId: string, status: string | null) => void) => Updates

export interface Engine {
  /** Resolves once the intent of the whole job is stored; what follows goes on behind the screen. */
  submitJob(input: SubmitInput): Promise<Job>
  /** Goes on with what earlier pages left unfinished. */
  resumeJobs(tenant: Tenant): Promise<void>
  /** A job was stored, here or in another tab: goes on with it, or waits to, in case the other tab dies. */
  follow(jobId: string): void
  /** Goes on with a job here, although another tab says that it does. */
  takeOver(jobId: string): void
  requestStop(jobId: string): Promise<void>
  pause(jobId: string): Promise<void>
  resume(jobId: string): Promise<void>
  sendAgain(jobId: string, batchKey: string): Promise<void>
  decideNotDone(jobId: string, batchKey: string): Promise<void>
  verify(jobId: string): Promise<void>
  /** Users who are still unknown are checked once more, in JumpCloud's results and in the directory. */
  checkAgain(jobId: string): Promise<void>
  /** What is in the way of a job right now, as a sentence, or null. */
  statusOf(jobId: string): string | null
  /** Whether this tab is the one that sends and follows the job. */
  isRunning(jobId: string): boolean
  subscribe(listener: () => void): () => void
}

/** Secrets of the users of a job, by payload key, then row; in this tab's memory only. */
export type SecretsInMemory = Map<string, Map<RowKey, Readonly<Record<string, unknown>>>>
