/** The ledger on disk: written before a send and after its answer, with strict durability and a version that must match. */
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { forgetConnection, openDatabase } from './database.ts'
import { AlreadySentError, claimed, type DraftClaim } from './draft-claim.ts'
import { StorageFault } from './faults.ts'
import { headerOf, packHeader, unpackHeader } from './job-header.ts'
import { dropPayloads } from './payloads.ts'
import type { JobHeader } from './schema.ts'

export { hasWork } from './job-header.ts'
export type { JobHeader } from './schema.ts'

const channelName = 'rollcall-jobs'
const own = new Set<(id: string) => void>()
let channel: BroadcastChannel | null = null
/** The jobs as this tab last saw them stored: their batches need not be written or read again. */
const seen = new Map<string, Job>()

const theChannel = (): BroadcastChannel => (channel ??= new BroadcastChannel(channelName))

/** Somebody else has moved the job meanwhile: what was to be written is not. */
export class StaleJobError extends Error {
  override readonly name = 'StaleJobError'
}

/**
 * Stores a job if the stored version is the expected one (null: there is none). Resolves only when the data is on disk. The browser's default
 * durability is relaxed since Chrome 121 (documented); an intent needs strict. A new job takes its rows from their draft in the same transaction.
 */
export async function putJob(job: Job, expectedVersion: number | null, claim?: DraftClaim): Promise<void> {
  const database = await openDatabase()
  const transaction = database.transaction(claim === undefined ? ['jobs', 'people'] : ['jobs', 'people', 'drafts', 'sent'], 'readwrite', {
    durability: 'strict',
  })
  try {
    const stored = await transaction.objectStore('jobs').get(job.id)
    if ((stored?.version ?? null) !== expectedVersion) {
      transaction.abort()
      throw new StaleJobError('Another tab has continued this job.')
    }
    if (claim !== undefined) {
      // Whoever comes second, from another tab, window or click, finds the draft moved on.
      const drafts = transaction.objectStore('drafts')
      const { draft, record } = claimed(await drafts.get(claim.draftId), claim, job)
      await Promise.all([drafts.put(draft), transaction.objectStore('sent').put(record)])
    }
    const before = seen.get(job.id)
    const isKnown = before !== undefined && before.version === expectedVersion
    const people = transaction.objectStore('people')
    const kept = new Map(isKnown ? before.batches.map(({ key, rows }) => [key, rows]) : [])
    const puts = job.batches.filter(({ key, rows }) => kept.get(key) !== rows).map(({ key, rows }) => people.put({ key, jobId: job.id, rows }))
    await Promise.all([...puts, transaction.objectStore('jobs').put(packHeader(headerOf(job))), transaction.done])
  } catch (error) {
    if (error instanceof AlreadySentError || error instanceof StorageFault) {
      transaction.abort()
      await dropPayloads([job.id]).catch(() => undefined)
    }
    await transaction.done.catch(() => undefined)
    if (!(error instanceof StaleJobError || error instanceof AlreadySentError || error instanceof StorageFault)) forgetConnection()
    throw error
  }
  seen.set(job.id, job)
  announceJob(job.id)
}

/** Tells this tab and the others that a job has moved on disk. */
export function announceJob(id: string): void {
  for (const listener of own) listener(id)
  theChannel().postMessage(id)
}

export async function getJob(id: string): Promise<Job | null> {
  const database = await openDatabase()
  const transaction = database.transaction(['jobs', 'people'])
  const header = await transaction.objectStore('jobs').get(id)
  if (header === undefined) return null
  const before = seen.get(id)
  if (before?.version === header.version) return before
  const people = new Map((await transaction.objectStore('people').index('jobId').getAll(id)).map(({ key, rows }) => [key, rows]))
  const { hasLooks: _, ...job } = unpackHeader(header)
  const found: Job = { ...job, batches: job.batches.map(({ counts: __, ...batch }): Batch => ({ ...batch, rows: people.get(batch.key) ?? [] })) }
  seen.set(id, found)
  return found
}

/** One job without its users, as the list has it. */
export async function getJobHeader(id: string): Promise<JobHeader | null> {
  const found = await (await openDatabase()).get('jobs', id)
  return found === undefined ? null : unpackHeader(found)
}

/** Newest first, without their users. */
export async function listJobs(tenant: Tenant): Promise<JobHeader[]> {
  const found = await (await openDatabase()).getAllFromIndex('jobs', 'world', tenantKey(tenant))
  return found.map(unpackHeader).sort((a, b) => b.createdAt - a.createdAt)
}

/** Calls back with the id of every job that is stored, in this tab or another. */
export function watchJobs(listener: (id: string) => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') listener(data)
  }
  own.add(listener)
  theChannel().addEventListener('message', onMessage)
  return () => {
    own.delete(listener)
    theChannel().removeEventListener('message', onMessage)
  }
}
