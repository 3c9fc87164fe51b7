/** Drives one job in this tab, step by step, until nothing is left to happen. */
import { recordNote } from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { maxUsersPerBatch } from '#domain/jobs/batches.ts'
import { nextStep, openWork } from '#domain/jobs/next-step.ts'
import { restartNote } from '#domain/jobs/restart-note.ts'
import { openSecondPhase } from '#domain/jobs/second-phase.ts'
import type { EngineContext } from './context.ts'
import type { Following } from './following.ts'
import { startLease, type JobLease } from './leases.ts'
import { backOffMs } from './pace.ts'
import { startSending } from './sending.ts'

/** Only an update is held to what its job has reserved. */
const claimFor = (lease: JobLease, { method, rows }: Batch): string | null =>
  method === 'PATCH' && rows.every(({ userId }) => userId !== null) ? lease.claim : null

interface Parts {
  readonly following: Following
  /** Jobs that were submitted in this page, or that the administrator has set to work here: they are not restarted. */
  readonly isKnownHere: (jobId: string) => boolean
}

export function startDriving(context: EngineContext, { following, isKnownHere }: Parts) {
  const { dependencies, setStatus, updateUntilStored } = context
  const { store, now, sleep, newKey } = dependencies
  const sending = startSending(context)

  async function drive(jobId: string, isMine: () => boolean): Promise<void> {
    let attempt = 0
    let isNew = isKnownHere(jobId)
    const lease = startLease(context, jobId)
    while (isMine()) {
      const job = await readJob(jobId)
      if (job === null) return
      const step = nextStep(job)
      await lease.keep(job, step.kind === 'send' ? step.batch : null)
      if (step.kind === 'done') {
        setStatus(jobId, null)
        return
      }
      if (!isNew) {
        isNew = true
        await noteRestart(job)
      }
      if (step.kind === 'follow') {
        await following.followOnce(job, step, lease)
        continue
      }
      if (step.kind === 'second-phase') {
        await updateUntilStored(jobId, (current) => openSecondPhase(current, newKey, maxUsersPerBatch, now()))
        continue
      }
      const turnMs = step.kind === 'send' ? await lease.take(job, step.batch) : null
      if (turnMs !== null) {
        // What the job has on its way ends meanwhile: two jobs that wait for each other's users would wait for ever.
        await following.followOnce(job, openWork(job) ?? { polls: [], looks: [] }, lease, turnMs)
        continue
      }
      const waitMs =
        step.kind === 'ask'
          ? await sending.ask(job, step.batch, attempt)
          : await sending.sendBatch(job, step.batch, attempt, isMine, claimFor(lease, step.batch))
      attempt = waitMs === null ? 0 : attempt + 1
      if (waitMs !== null) await following.sleep(job, waitMs, lease)
    }
  }

  /** A ledger that cannot be read stops nothing for good: the status says so, and it is tried again. */
  async function readJob(jobId: string): Promise<Job | null> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const job = await store.getJob(jobId)
        if (job !== null) context.hasRead(job)
        return job
      } catch (error) {
        setStatus(jobId, `This browser cannot read the record of this job (${error instanceof Error ? error.message : String(error)}). Trying again.`)
        await sleep(backOffMs(attempt, dependencies.random) + 500)
      }
    }
  }

  /** Said once a page, and not again where nothing has happened since. */
  async function noteRestart(job: Job): Promise<void> {
    const text = restartNote(job)
    if (job.notes.at(-1)?.text === text) return
    await updateUntilStored(job.id, (current) => recordNote(current, now(), text))
  }

  return drive
}
