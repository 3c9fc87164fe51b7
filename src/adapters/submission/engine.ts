/** The engine: ask the ledger what is next, write it down, do it, write down what came of it. */
import { cutBatches, maxUsersPerBatch } from '#domain/jobs/batches.ts'
import {
  newJob,
  nextStep,
  recordAccepted,
  recordNotSent,
  recordRefused,
  recordRowsStopped,
  recordSending,
  recordStopped,
  recordUnknown,
  requestStop,
  type Batch,
  type Job,
} from '#domain/jobs/ledger.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { afterSend, sentenceOfStatus, wasAnswered, type Verdict } from './answers.ts'
import type { Engine, EngineParts, SubmitInput, SubmitItem } from './engine-model.ts'
import { backOffMs, startPace } from './pace.ts'
import { pollBatches } from './polling.ts'
import { defaultParts } from './surroundings.ts'
import { startUpdates } from './updates.ts'

export type { Engine, SubmitItem } from './engine-model.ts'

/** Arrays are read again when they are older than this at the moment of the send (rule 3 allows five minutes; a read takes some of them). */
const arraysFreshMs = 60_000

export function startEngine(given: Pick<EngineParts, 'client' | 'store' | 'recheck'> & Partial<EngineParts>): Engine {
  const parts: EngineParts = { ...defaultParts(), ...given }
  const { client, store, now, sleep, random } = parts
  const pace = startPace(now, sleep)
  const inMemory = new Map<string, readonly SubmitItem[]>()
  const running = new Set<string>()
  const statuses = new Map<string, string>()
  const listeners = new Set<() => void>()

  const say = (jobId: string, status: string | null) => {
    if ((statuses.get(jobId) ?? null) === status) return
    if (status === null) statuses.delete(jobId)
    else statuses.set(jobId, status)
    for (const listener of listeners) listener()
  }
  const { update, updateUntilStored } = startUpdates(parts, say)

  async function drive(jobId: string): Promise<void> {
    let attempt = 0
    for (;;) {
      const job = await store.getJob(jobId)
      if (job === null) return
      const step = nextStep(job)
      if (step.kind === 'done') return
      if (step.kind === 'poll') {
        await pollBatches({ parts, pace, job, batches: step.batches, update: updateUntilStored, say })
        continue
      }
      const waitMs = step.kind === 'ask' ? await ask(job, step.batch, attempt) : await sendBatch(job, step.batch, attempt)
      attempt = waitMs === null ? 0 : attempt + 1
      if (waitMs !== null) await sleep(waitMs)
      else say(jobId, null)
    }
  }

  /** Sends one prepared batch. Answers how long to wait before the next step, or null to go on at once. */
  async function sendBatch(job: Job, batch: Batch, attempt: number): Promise<number | null> {
    const items = await sendable(job, batch)
    if (items === null) return null
    await pace.turn()
    // The intent is on disk before a byte leaves; where that fails, nothing is sent (rule 6).
    const isMine = await update(job.id, (current) => recordSending(current, batch.key, now())).catch((error: unknown) => {
      say(job.id, `Nothing is being sent: this browser cannot store what it is about to do. ${error instanceof Error ? error.message : ''} It tries again.`)
      return false
    })
    if (!isMine) return backOffMs(attempt, random) + 500
    say(job.id, null)
    let verdict: Verdict
    try {
      const { jobId } = await client.submitUsers(job.world.organizationId, {
        method: batch.method,
        body: JSON.stringify(items.map(({ payload }) => payload)),
        key: batch.key,
        suppressEmail: job.suppressEmail,
      })
      verdict = { kind: 'accepted', jobId }
    } catch (error) {
      verdict = afterSend(error)
      if (error instanceof ApiError && error.kind === 'rate-limited') pace.slower()
    }
    return settle(job, batch, verdict, attempt)
  }

  /** The people of a batch who may still be sent, after the checks that come last; null when the batch has moved on by that. */
  async function sendable(job: Job, batch: Batch): Promise<readonly SubmitItem[] | null> {
    const items = inMemory.get(batch.key)
    if (items === undefined) {
      await updateUntilStored(job.id, (current) =>
        recordStopped(
          current,
          batch.key,
          'The page was closed before this was sent, and passwords and values are not kept. Review the draft again to send these people.',
          now(),
        ),
      )
      return null
    }
    const old = items.filter(({ readAt, user }) => user !== null && now() - readAt > arraysFreshMs)
    let going = items.filter(({ row }) => batch.rows.some((each) => each.key === row.key && each.outcome === null))
    if (old.length > 0) {
      say(job.id, 'Reading again what is about to be merged, so that nobody’s change is overwritten.')
      const reasons = await parts.recheck(job.world.organizationId, going).catch((error: unknown) => {
        const said = error instanceof Error ? error.message : String(error)
        return new Map(going.map(({ row }) => [row.key, `The directory could not be read again before sending: ${said} Review the draft again.`]))
      })
      if (reasons.size > 0) await updateUntilStored(job.id, (current) => recordRowsStopped(current, batch.key, reasons))
      const fresh = now()
      going = going.filter(({ row }) => !reasons.has(row.key)).map((item) => ({ ...item, readAt: fresh }))
      inMemory.set(batch.key, going)
    }
    if (going.length > 0) return going
    await updateUntilStored(job.id, (current) => recordStopped(current, batch.key, 'Nobody of this batch was left to send.', now()))
    return null
  }

  /** A batch that was on its way when its page died, or whose answer got lost: the proxy's journal knows. */
  async function ask(job: Job, batch: Batch, attempt: number): Promise<number | null> {
    try {
      const verdict = wasAnswered(await client.getSubmission(batch.key))
      return await settle(job, batch, verdict, attempt)
    } catch (error) {
      say(job.id, `Asking the proxy what became of the last batch: ${sentenceOfStatus(error)}`)
      return backOffMs(attempt, random) + 500
    }
  }

  async function settle(job: Job, batch: Batch, verdict: Verdict, attempt: number): Promise<number | null> {
    const { key } = batch
    switch (verdict.kind) {
      case 'accepted':
        inMemory.delete(key)
        await updateUntilStored(job.id, (current) => recordAccepted(current, key, verdict.jobId))
        return null
      case 'refused':
        inMemory.delete(key)
        await updateUntilStored(job.id, (current) => recordRefused(current, key, verdict.reason, now()))
        return null
      case 'unknown':
        inMemory.delete(key)
        await updateUntilStored(job.id, (current) => recordUnknown(current, key, verdict.reason, now()))
        return null
      case 'not-sent': {
        const waitMs = verdict.waitMs ?? backOffMs(attempt, random) + 500
        await updateUntilStored(job.id, (current) => recordNotSent(current, key))
        if (verdict.reason !== null) say(job.id, `${verdict.reason} Trying again at ${new Date(now() + waitMs).toLocaleTimeString()}.`)
        return verdict.reason === null ? null : waitMs
      }
      case 'ask':
        say(job.id, verdict.reason)
        return Math.max(500, backOffMs(attempt, random))
    }
  }

  /** Under the job's lock; one drive of a job a tab. */
  async function run(jobId: string, first?: () => Promise<void>): Promise<void> {
    if (running.has(jobId)) return
    running.add(jobId)
    try {
      await parts.alone(`rollcall-job-${jobId}`, async () => {
        await first?.()
        await drive(jobId)
      })
    } finally {
      running.delete(jobId)
    }
  }

  return {
    submitJob(input) {
      const { job, items } = prepare(input, parts)
      return new Promise((resolve, reject) => {
        const store0 = async () => {
          await store.putJob(job, null)
          for (const [key, batch] of items) inMemory.set(key, batch)
          resolve(job)
        }
        run(job.id, store0).catch((error: unknown) => {
          reject(new Error(`The job could not be written down in this browser, so nothing was sent. ${error instanceof Error ? error.message : String(error)}`))
          say(job.id, error instanceof Error ? error.message : String(error))
        })
      })
    },
    async resumeJobs(world) {
      const jobs = await store.listJobs(world).catch(() => [])
      for (const job of jobs) {
        if (nextStep(job).kind !== 'done') run(job.id).catch((error: unknown) => say(job.id, error instanceof Error ? error.message : String(error)))
      }
    },
    async requestStop(jobId) {
      await update(jobId, (job) => requestStop(job, now()))
    },
    statusOf: (jobId) => statuses.get(jobId) ?? null,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Creates before updates, cut into batches, each with the submission key it will keep. */
function prepare(input: SubmitInput, { newKey, now }: EngineParts): { job: Job; items: Map<string, readonly SubmitItem[]> } {
  const bytes = new TextEncoder()
  const sizeOf = ({ payload }: SubmitItem) => bytes.encode(JSON.stringify(payload)).length
  const cut = (method: Batch['method']) =>
    cutBatches(
      input.items.filter((item) => item.method === method),
      sizeOf,
      { maxUsers: maxUsersPerBatch, maxBytes: input.maxBytes },
    ).map((items) => ({ key: newKey(), method, items }))
  const batches = [...cut('POST'), ...cut('PATCH')]
  const { world, organizationName, name, purpose, suppressEmail } = input
  const job = newJob({
    id: `job-${newKey()}`,
    world,
    organizationName,
    name,
    purpose,
    suppressEmail,
    createdAt: now(),
    batches: batches.map(({ key, method, items }) => ({ key, method, rows: items.map(({ row }) => row) })),
  })
  return { job, items: new Map(batches.map(({ key, items }) => [key, items])) }
}
