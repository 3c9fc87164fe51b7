/** The engine: ask the ledger what is next, write it down, do it, write down what came of it. */
import { recordNote, recordPaused, requestStop } from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { maxUsersPerBatch } from '#domain/jobs/batches.ts'
import { nextStep, openWork } from '#domain/jobs/next-step.ts'
import { restartNote } from '#domain/jobs/restart-note.ts'
import { recordNotDone, recordSendAgain, requestCheckAgain, requestVerify } from '#domain/jobs/reconcile.ts'
import { openSecondPhase } from '#domain/jobs/second-phase.ts'
import { AlreadySentError, type DraftClaim } from '../storage/draft-claim.ts'
import { hasWork } from '../storage/job-header.ts'
import { startBreaker } from './breaker.ts'
import type { EngineContext } from './context.ts'
import type { Engine, EngineDependencies, SecretsInMemory } from './engine-model.ts'
import { renewMs, startLease, type JobLease } from './leases.ts'
import { backOffMs, startPace } from './pace.ts'
import { startPolling } from './polling.ts'
import { prepare } from './prepare.ts'
import { startReconciling } from './reconciling.ts'
import { startSending } from './sending.ts'
import { startTabs } from './tabs.ts'
import { startStatuses } from './statuses.ts'
import { browserDependencies } from './surroundings.ts'

export type { Engine, SubmitItem } from './engine-model.ts'

/** Only an update is held to what its job has reserved. */
const claimFor = (lease: JobLease, { method, rows }: Batch): string | null =>
  method === 'PATCH' && rows.every(({ userId }) => userId !== null) ? lease.claim : null

type Following = NonNullable<ReturnType<typeof openWork>>

export function startEngine(given: Pick<EngineDependencies, 'client' | 'store'> & Partial<EngineDependencies>): Engine {
  const dependencies: EngineDependencies = { ...browserDependencies(), ...given }
  const { store, now, sleep, newKey } = dependencies
  const secrets: SecretsInMemory = new Map()
  const statuses = startStatuses()
  const { setStatus } = statuses
  const updates = dependencies.startUpdates(dependencies, setStatus)
  const context: EngineContext = { dependencies, pace: startPace(sleep), breaker: startBreaker(sleep), secrets, setStatus, ...updates }
  const sending = startSending(context)
  const polling = startPolling(context)
  const reconciling = startReconciling(context)
  const submittedHere = new Set<string>()
  const tabs = startTabs({ dependencies, drive, statuses, hasSecrets: (jobId) => submittedHere.has(jobId) })

  async function drive(jobId: string, isMine: () => boolean): Promise<void> {
    let attempt = 0
    let isNew = submittedHere.has(jobId)
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
        await followOnce(job, step, lease)
        continue
      }
      if (step.kind === 'second-phase') {
        await updates.updateUntilStored(jobId, (current) => openSecondPhase(current, newKey, maxUsersPerBatch, now()))
        continue
      }
      const turnMs = step.kind === 'send' ? await lease.take(job, step.batch) : null
      if (turnMs !== null) {
        // What the job has on its way ends meanwhile: two jobs that wait for each other's users would wait for ever.
        await followOnce(job, openWork(job) ?? { polls: [], looks: [] }, lease, turnMs)
        continue
      }
      const waitMs =
        step.kind === 'ask'
          ? await sending.ask(job, step.batch, attempt)
          : await sending.sendBatch(job, step.batch, attempt, isMine, claimFor(lease, step.batch))
      attempt = waitMs === null ? 0 : attempt + 1
      if (waitMs !== null) await rest(jobId, waitMs, lease)
    }
  }

  /** A ledger that cannot be read stops nothing for good: it is said, and tried again. */
  async function readJob(jobId: string): Promise<Job | null> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const job = await store.getJob(jobId)
        if (job !== null) updates.hasRead(job)
        return job
      } catch (error) {
        setStatus(jobId, `This browser cannot read the record of this job (${error instanceof Error ? error.message : String(error)}). Trying again.`)
        await sleep(backOffMs(attempt, dependencies.random) + 500)
      }
    }
  }

  /** Waits, and keeps the users of the job reserved. True where it was woken before its time. */
  async function rest(jobId: string, ms: number, lease: JobLease): Promise<boolean> {
    for (let left = ms; ;) {
      const part = lease.isHeld() ? Math.min(left, renewMs) : left
      if (await tabs.sleepOrPoke(jobId, part)) return true
      await lease.passed(part)
      left -= part
      if (left <= 0) return false
    }
  }

  /** Waits for whichever batch is due next, and looks at it once; not longer than given. */
  async function followOnce(job: Job, { polls, looks }: Following, lease: JobLease, mostMs = Number.POSITIVE_INFINITY): Promise<void> {
    const due = [
      ...polls.map((batch) => ({ batch, afterMs: polling.nextPollMs(batch), look: polling.poll })),
      ...looks.map((batch) => ({ batch, afterMs: reconciling.nextMs(batch), look: reconciling.lookup })),
    ].map((each) => ({ ...each, inMs: each.afterMs - waited(each.batch) }))
    due.sort((a, b) => a.inMs - b.inMs)
    const [next] = due
    const waitMs = Math.min(mostMs, Math.max(0, next?.inMs ?? mostMs))
    if (!Number.isFinite(waitMs) || (await rest(job.id, waitMs, lease))) return
    for (const { batch } of due) waits.set(batch.key, waited(batch) + waitMs)
    if (next === undefined || next.inMs > waitMs) return
    const waitedMs = waited(next.batch)
    waits.delete(next.batch.key)
    const asked = await next.look(job, next.batch, waitedMs)
    if (asked > 0) await rest(job.id, asked, lease)
  }
  /** How long each batch has waited for its next look; counted, not read off a clock. */
  const waits = new Map<string, number>()
  const waited = ({ key }: Batch): number => waits.get(key) ?? 0

  /** Said once a page, and not again where nothing has happened since. */
  async function noteRestart(job: Job): Promise<void> {
    const text = restartNote(job)
    if (job.notes.at(-1)?.text === text) return
    await context.updateUntilStored(job.id, (current) => recordNote(current, now(), text))
  }

  const change = async (jobId: string, move: (job: Job) => Job): Promise<void> => {
    await updates.update(jobId, move)
    tabs.poke(jobId)
    tabs.follow(jobId)
  }

  /** A browser may say that a write failed which it has done: then the job is there, and goes. */
  async function putNew(job: Job, claim: DraftClaim | undefined): Promise<void> {
    try {
      await store.putJob(job, null, claim)
    } catch (error) {
      const stored = await store.getJob(job.id).catch(() => null)
      if (stored === null) throw error
    }
  }

  return {
    submitJob(input) {
      const { job, payloads, secrets: found } = prepare(input, dependencies)
      const nothingSent = (error: unknown) =>
        error instanceof AlreadySentError
          ? error
          : new Error(`The job could not be stored in this browser, so nothing was sent. ${error instanceof Error ? error.message : String(error)}`)
      return new Promise((resolve, reject) => {
        let isStored = false
        const storeIntent = async () => {
          await store.putPayloads(job.id, payloads)
          if (input.source !== undefined) await store.putSource?.(job.id, input.source)
          await putNew(job, input.claim)
          for (const [key, each] of found) secrets.set(key, each)
          submittedHere.add(job.id)
          isStored = true
          resolve(job)
        }
        tabs.run(job.id, storeIntent).catch((error: unknown) => (isStored ? tabs.hasEnded(job.id, error) : reject(nothingSent(error))))
      })
    },
    async resumeJobs(tenant) {
      const jobs = await store.listJobs(tenant).catch(() => [])
      for (const job of jobs) if (hasWork(job)) tabs.follow(job.id)
    },
    follow: tabs.follow,
    takeOver: tabs.takeOver,
    requestStop: (jobId) => change(jobId, (job) => requestStop(job, now())),
    pause: (jobId) => change(jobId, (job) => recordPaused(job, 'You paused the job. Requests under way are still followed.')),
    resume: (jobId) => change(jobId, (job) => recordPaused(job, null)),
    sendAgain: (jobId, key) => change(jobId, (job) => recordSendAgain(job, key, newKey(), now())),
    decideNotDone: (jobId, key) => change(jobId, (job) => recordNotDone(job, key)),
    verify: (jobId) => change(jobId, requestVerify),
    checkAgain: (jobId) => change(jobId, requestCheckAgain),
    statusOf: statuses.statusOf,
    isRunning: tabs.isRunning,
    subscribe: statuses.subscribe,
  }
}
