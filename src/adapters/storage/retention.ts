/** Deletes what is kept about users: values of jobs after their time, drafts and remembered mappings, by age or on the administrator's word. */
import { isDue, isQuiet, keptUntil, withoutValues } from '#domain/jobs/retention.ts'
import { openDatabase } from './database.ts'
import { deleteDraft } from './drafts.ts'
import { countsOfHeader, packHeader, unpackHeader } from './job-header.ts'
import { announceJob } from './ledger-store.ts'
import type { JobHeader, StoredDraft } from './schema.ts'

const dayMs = 86_400_000
const columnsOf = (id: string) => IDBKeyRange.bound([id, -Infinity], [id, Infinity])

/** Every tenant's: what is old goes, whichever organization the screen shows. */
async function allJobs(): Promise<readonly JobHeader[]> {
  return (await (await openDatabase()).getAll('jobs')).map(unpackHeader)
}

/**
 * Takes the values of a job away, the before-values too. Who it was, how it ended and the job ids stay while a draft of them exists; after that
 * only the counts do. False where the job is still open or unknown, or has moved meanwhile.
 */
export async function deleteJobValues(jobId: string, now: number): Promise<boolean> {
  const transaction = (await openDatabase()).transaction(['jobs', 'people', 'payloads', 'sources', 'columns', 'drafts', 'digests', 'sent'], 'readwrite')
  const jobs = transaction.objectStore('jobs')
  const stored = await jobs.get(jobId)
  const header = stored === undefined ? null : unpackHeader(stored)
  if (header === null || !isQuiet(header, countsOfHeader(header))) return false
  const draft = header.draftId ?? header.facts?.draft
  const hasDraft = draft !== undefined && (await transaction.objectStore('drafts').getKey(draft)) !== undefined
  const payloads = transaction.objectStore('payloads')
  for (const key of await payloads.index('jobId').getAllKeys(jobId)) await payloads.delete(key)
  await transaction.objectStore('columns').delete(columnsOf(jobId))
  const source = await transaction.objectStore('sources').get(jobId)
  if (source !== undefined && hasDraft) {
    const rows = source.unsent.rows.map((row) => ({ ...row, cells: [], reasons: [] }))
    await transaction.objectStore('sources').put({ ...source, headers: [], unsent: { columns: [], rows } })
  } else await transaction.objectStore('sources').delete(jobId)
  const people = transaction.objectStore('people')
  for (const key of await people.index('jobId').getAllKeys(jobId)) {
    const batch = hasDraft ? await people.get(key) : undefined
    if (batch === undefined) await people.delete(key)
    else await people.put({ ...batch, rows: batch.rows.map(withoutValues) })
  }
  if (!hasDraft) {
    await transaction.objectStore('sent').delete(jobId)
    if (draft !== undefined) await transaction.objectStore('digests').delete(draft)
  }
  await jobs.put(
    packHeader({
      ...header,
      version: header.version + 1,
      valuesDeletedAt: now,
      batches: header.batches.map((batch) => ({ ...batch, reason: null })),
      ...(hasDraft ? {} : { deletedCounts: countsOfHeader(header) }),
    }),
  )
  await transaction.done
  announceJob(jobId)
  return true
}

/** Drafts that an open or unknown job comes from are needed until it is through. */
async function draftsInUse(jobs: readonly JobHeader[]): Promise<ReadonlySet<string>> {
  const busy = jobs.filter((job) => !isQuiet(job, countsOfHeader(job))).flatMap((job) => job.draftId ?? job.facts?.draft ?? [])
  // A draft that is open in a tab is held by its lock.
  const { held = [] } = (await navigator.locks.query()) as { held?: readonly { name?: string }[] }
  const open = held.flatMap(({ name }) => (name?.startsWith('rollcall-draft-') === true ? [name.slice('rollcall-draft-'.length)] : []))
  return new Set([...busy, ...open])
}

interface Swept {
  readonly drafts: number
  readonly jobs: number
}

/** What has been kept for its days goes. */
export async function deleteExpired(days: number, now: number): Promise<Swept> {
  const database = await openDatabase()
  const jobs = await allJobs()
  const inUse = await draftsInUse(jobs)
  const old = (await database.getAll('drafts')).filter(({ id, updatedAt }) => updatedAt + days * dayMs <= now && !inUse.has(id))
  for (const { id } of old) await deleteDraft(id)
  let count = 0
  for (const job of jobs) if (isDue(job, countsOfHeader(job), days, now) && (await deleteJobValues(job.id, now))) count += 1
  await expireMappings(days, now)
  return { drafts: old.length, jobs: count }
}

/** A mapping of a version that did not note when it was used counts from now. */
async function expireMappings(days: number, now: number): Promise<void> {
  const transaction = (await openDatabase()).transaction('mappings', 'readwrite')
  for (const mapping of await transaction.store.getAll()) {
    // What was given a name is kept until it is deleted by hand.
    if (mapping.recipe !== undefined && mapping.recipe.name !== '') continue
    if (mapping.usedAt === undefined) await transaction.store.put({ ...mapping, usedAt: now })
    else if (mapping.usedAt + days * dayMs <= now) await transaction.store.delete(mapping.id)
  }
  await transaction.done
}

export interface KeptInBrowser {
  readonly drafts: { readonly count: number; readonly nextAt: number | null }
  /** Jobs whose values are kept, how many of them cannot go yet, and when the first go. */
  readonly values: { readonly count: number; readonly held: number; readonly nextAt: number | null }
  /** The history; a job can go once it is through and no draft of it is left. */
  readonly jobs: { readonly count: number; readonly deletable: number }
  readonly mappings: { readonly count: number; readonly nextAt: number | null }
  /** Bytes of everything, as the browser estimates it. */
  readonly bytes: number | null
  readonly isPersistent: boolean
}

const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times))

/** What this browser keeps for this address, over all organizations. */
export async function readKept(days: number): Promise<KeptInBrowser> {
  const database = await openDatabase()
  const [drafts, jobs, mappings] = await Promise.all([database.getAll('drafts') as Promise<StoredDraft[]>, allJobs(), database.getAll('mappings')])
  const withValues = jobs.filter(({ valuesDeletedAt }) => valuesDeletedAt === undefined)
  const free = withValues.filter((job) => isQuiet(job, countsOfHeader(job)))
  const { usage = null } = await navigator.storage.estimate().catch(() => ({ usage: null }))
  return {
    drafts: { count: drafts.length, nextAt: earliest(drafts.map(({ updatedAt }) => updatedAt + days * dayMs)) },
    values: { count: withValues.length, held: withValues.length - free.length, nextAt: earliest(free.map((job) => keptUntil(job, days))) },
    jobs: { count: jobs.length, deletable: jobs.filter((job) => canDeleteJob(job, new Set(drafts.map(({ id }) => id)))).length },
    mappings: { count: mappings.length, nextAt: earliest(mappings.flatMap(({ usedAt }) => (usedAt === undefined ? [] : [usedAt + days * dayMs]))) },
    bytes: usage,
    isPersistent: await navigator.storage.persisted().catch(() => false),
  }
}

/** The values of every job that needs them no more; answers how many jobs that were. */
export async function deleteAllValues(now: number): Promise<number> {
  let count = 0
  for (const job of await allJobs()) if (job.valuesDeletedAt === undefined && (await deleteJobValues(job.id, now))) count += 1
  return count
}

/** While a draft of it exists, it knows by the job which of its rows were sent. */
const canDeleteJob = (job: JobHeader, drafts: ReadonlySet<string>): boolean =>
  isQuiet(job, countsOfHeader(job)) && !drafts.has(job.draftId ?? job.facts?.draft ?? '')

/** Answers how many jobs went. */
export async function deleteJobHistory(): Promise<number> {
  const database = await openDatabase()
  const drafts = new Set(await database.getAllKeys('drafts'))
  const jobs = (await allJobs()).filter((job) => canDeleteJob(job, drafts))
  for (const { id } of jobs) {
    const transaction = database.transaction(['jobs', 'people', 'payloads', 'sources', 'columns', 'sent'], 'readwrite')
    for (const name of ['people', 'payloads'] as const) {
      const store = transaction.objectStore(name)
      for (const key of await store.index('jobId').getAllKeys(id)) await store.delete(key)
    }
    await transaction.objectStore('columns').delete(columnsOf(id))
    await Promise.all((['jobs', 'sources', 'sent'] as const).map((name) => transaction.objectStore(name).delete(id)))
    await transaction.done
    announceJob(id)
  }
  return jobs.length
}

/** Every draft but those that a running or unknown job needs. */
export async function deleteAllDrafts(): Promise<readonly string[]> {
  const jobs = await allJobs()
  const busy = new Set(jobs.filter((job) => !isQuiet(job, countsOfHeader(job))).flatMap((job) => job.draftId ?? job.facts?.draft ?? []))
  const ids = (await (await openDatabase()).getAllKeys('drafts')).filter((id) => !busy.has(id))
  for (const id of ids) await deleteDraft(id)
  return ids
}

export async function deleteAllMappings(): Promise<void> {
  await (await openDatabase()).clear('mappings')
}

/** Asks the browser not to clear this address when the disk fills up; answers whether it promised. */
export const askPersistence = async (): Promise<boolean> => (await navigator.storage.persisted()) || (await navigator.storage.persist())
