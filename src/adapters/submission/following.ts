/** Waits for what a job has on its way: whichever batch is due next is polled or looked up, once. */
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import type { openWork } from '#domain/jobs/next-step.ts'
import type { EngineContext } from './context.ts'
import { renewMs, type JobLease } from './leases.ts'
import { startPolling } from './polling.ts'
import { startReconciling } from './reconciling.ts'

type OpenWork = NonNullable<ReturnType<typeof openWork>>

export interface Following {
  readonly sleep: (job: Job, ms: number, lease: JobLease) => Promise<boolean>
  readonly followOnce: (job: Job, work: OpenWork, lease: JobLease, mostMs?: number) => Promise<void>
}

/** `sleepOrPoke` answers true where it was woken before its time. */
export function startFollowing(context: EngineContext, sleepOrPoke: (jobId: string, ms: number) => Promise<boolean>): Following {
  const polling = startPolling(context)
  const reconciling = startReconciling(context)
  /** How long each batch has waited for its next look; counted, not read off a clock. */
  const waits = new Map<string, number>()
  const waited = ({ key }: Batch): number => waits.get(key) ?? 0

  /** Waits, and keeps the users of the job reserved. True where it was woken before its time. */
  async function sleep(job: Job, ms: number, lease: JobLease): Promise<boolean> {
    for (let left = ms; ;) {
      const part = lease.isHeld() ? Math.min(left, renewMs) : left
      if (await sleepOrPoke(job.id, part)) return true
      await lease.passed(job, part)
      left -= part
      if (left <= 0) return false
    }
  }

  /** Waits for whichever batch is due next, and looks at it once; not longer than given. */
  async function followOnce(job: Job, { polls, looks }: OpenWork, lease: JobLease, mostMs = Number.POSITIVE_INFINITY): Promise<void> {
    const due = [
      ...polls.map((batch) => ({ batch, afterMs: polling.nextPollMs(batch), look: polling.poll })),
      ...looks.map((batch) => ({ batch, afterMs: reconciling.nextMs(batch), look: reconciling.lookup })),
    ].map((each) => ({ ...each, inMs: each.afterMs - waited(each.batch) }))
    due.sort((a, b) => a.inMs - b.inMs)
    const [next] = due
    const waitMs = Math.min(mostMs, Math.max(0, next?.inMs ?? mostMs))
    if (!Number.isFinite(waitMs) || (await sleep(job, waitMs, lease))) return
    for (const { batch } of due) waits.set(batch.key, waited(batch) + waitMs)
    if (next === undefined || next.inMs > waitMs) return
    const waitedMs = waited(next.batch)
    waits.delete(next.batch.key)
    const asked = await next.look(job, next.batch, waitedMs)
    if (asked > 0) await sleep(job, asked, lease)
  }

  return { sleep, followOnce }
}
