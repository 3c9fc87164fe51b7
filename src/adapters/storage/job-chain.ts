/** The attempts that belong together: the job, the jobs that it retries, and the retries of it. */
import { openDatabase } from './database.ts'
import { unpackHeader } from './job-header.ts'
import type { JobHeader } from './schema.ts'

/** Oldest first, with the job itself; at least that one where it is known. */
export async function getChain(jobId: string): Promise<readonly JobHeader[]> {
  const database = await openDatabase()
  const get = async (id: string): Promise<JobHeader | null> => {
    const found = await database.get('jobs', id)
    return found === undefined ? null : unpackHeader(found)
  }
  let first = await get(jobId)
  if (first === null) return []
  const seen = new Set([jobId])
  for (let { origin } = first; origin?.kind === 'retry' && !seen.has(origin.jobId);) {
    seen.add(origin.jobId)
    const earlier = await get(origin.jobId)
    if (earlier === null) break
    first = earlier
    origin = earlier.origin
  }
  const chain: JobHeader[] = []
  const visit = async (job: JobHeader): Promise<void> => {
    if (chain.some(({ id }) => id === job.id)) return
    chain.push(job)
    for (const { draftId } of (await database.get('sent', job.id))?.retries ?? [])
      for (const { jobId: next } of await database.getAllFromIndex('sent', 'draft', draftId)) {
        const found = await get(next)
        if (found !== null) await visit(found)
      }
  }
  await visit(first)
  return chain.sort((a, b) => a.createdAt - b.createdAt)
}
