/** The ledger on disk: written before a send and after its answer, with strict durability and a version that must match. */
import type { Job } from '#domain/jobs/ledger.ts'
import { worldKey, type World } from '#domain/world.ts'
import { openDatabase } from './database.ts'

const channelName = 'rollcall-jobs'
const own = new Set<(id: string) => void>()
let channel: BroadcastChannel | null = null

const theChannel = (): BroadcastChannel => (channel ??= new BroadcastChannel(channelName))

/** Somebody else has moved the job meanwhile: what was to be written is not. */
export class StaleJobError extends Error {
  override readonly name = 'StaleJobError'
}

/**
 * Stores a job if the stored version is the expected one (null: there is none). Resolves only when the data is on disk. The browser's default
 * durability is relaxed since Chrome 121 (documented); an intent needs strict.
 */
export async function putJob(job: Job, expectedVersion: number | null): Promise<void> {
  const database = await openDatabase()
  const transaction = database.transaction('jobs', 'readwrite', { durability: 'strict' })
  const stored = await transaction.store.get(job.id)
  if ((stored?.version ?? null) !== expectedVersion) {
    transaction.abort()
    await transaction.done.catch(() => undefined)
    throw new StaleJobError('Another tab has gone on with this job.')
  }
  await transaction.store.put({ id: job.id, world: worldKey(job.world), version: job.version, job })
  await transaction.done
  for (const listener of own) listener(job.id)
  theChannel().postMessage(job.id)
}

export async function getJob(id: string): Promise<Job | null> {
  return (await (await openDatabase()).get('jobs', id))?.job ?? null
}

/** Newest first. */
export async function listJobs(world: World): Promise<Job[]> {
  const found = await (await openDatabase()).getAllFromIndex('jobs', 'world', worldKey(world))
  return found.map(({ job }) => job).sort((a, b) => b.createdAt - a.createdAt)
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
