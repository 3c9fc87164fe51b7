/** Moves of the ledger: read, move, store with the version that was read; and again where another tab was quicker. */
import type { Job } from '#domain/jobs/ledger-model.ts'
import type { EngineParts } from './engine-model.ts'

type Move = (job: Job) => Job

const isStale = (error: unknown): boolean => error instanceof Error && error.name === 'StaleJobError'
const storeAgainMs = 2_000

export function startUpdates({ store, sleep }: EngineParts, say: (jobId: string, status: string | null) => void) {
  /** False where the ledger does not allow the move any more; rejects where storing fails. */
  async function update(jobId: string, move: Move): Promise<boolean> {
    for (;;) {
      const job = await store.getJob(jobId)
      if (job === null) return false
      let next: Job
      try {
        next = move(job)
      } catch {
        return false
      }
      try {
        await store.putJob(next, job.version)
        return true
      } catch (error) {
        if (!isStale(error)) throw error
      }
    }
  }

  /** For what has happened already and must not be lost: tried until the browser stores it, and said while it does not. */
  async function updateUntilStored(jobId: string, move: Move): Promise<void> {
    for (;;) {
      try {
        await update(jobId, move)
        return
      } catch (error) {
        say(
          jobId,
          `This browser cannot store what has happened (${error instanceof Error ? error.message : String(error)}). Free some space; it tries again. Keep this page open.`,
        )
        await sleep(storeAgainMs)
      }
    }
  }

  return { update, updateUntilStored }
}
