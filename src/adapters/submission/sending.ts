/** Sends one batch: last checks, intent on disk, the request, and what its end proves. */
import { recordSending } from '#domain/jobs/ledger.ts'
import type { Batch, Job, Registration } from '#domain/jobs/ledger-model.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { afterSend, sentenceOfError, sentenceOfStatus, wasAnswered, type Verdict } from './answers.ts'
import { inTurn, type EngineContext } from './context.ts'
import { backOffMs } from './pace.ts'
import { startRecording } from './recording.ts'
import { startSendable } from './sendable.ts'

export function startSending(context: EngineContext) {
  const { dependencies, setStatus, update } = context
  const { client, now, random } = dependencies
  const { record, isInDoubt } = startRecording(context)
  const sendable = startSendable(context)

  /** Answers how long to wait before the next step, or null to go on at once. */
  async function sendBatch(job: Job, batch: Batch, attempt: number, isMine: () => boolean, claim: string | null): Promise<number | null> {
    if (!(await isAnswering(job))) return backOffMs(attempt, random) + 1_000
    const ready = await sendable(job, batch, attempt)
    if (ready.kind !== 'ready') return ready.kind === 'wait' ? ready.ms : null
    const { bodies } = ready
    const { key } = ready.batch
    await context.pace.turn()
    if (!isMine()) return null
    const registration = await register(job, key)
    if (registration === null) return backOffMs(attempt, random) + 500
    if (!isMine()) return null
    // The intent, and which try of which journal it is, are on disk before a byte leaves; where that fails, nothing is sent (rule 6).
    const isStored = await update(job.id, (current) => recordSending(current, key, now(), registration)).catch((error: unknown) => {
      setStatus(job.id, `Nothing is being sent: this browser cannot record the request first. ${sentenceOfError(error)} Trying again.`)
      return null
    })
    if (isStored === null) return backOffMs(attempt, random) + 500
    // Whoever took the job away meanwhile asks the proxy about this batch.
    if (!isStored || !isMine()) return null
    setStatus(job.id, null)
    const verdict = await submit(job, ready.batch, registration.tryAt, `[${bodies.join(',')}]`, claim)
    return record(job, ready.batch, verdict, attempt, null)
  }

  async function register(job: Job, key: string): Promise<Registration | null> {
    try {
      return await client.registerSubmission(key)
    } catch (error) {
      setStatus(job.id, `Nothing is being sent: the proxy cannot register the request: ${sentenceOfStatus(error)} Trying again.`)
      return null
    }
  }

  async function submit(job: Job, { method, key }: Batch, tryAt: number, body: string, claim: string | null): Promise<Verdict> {
    try {
      const { jobId } = await client.submitUsers(job.tenant.organizationId, { method, body, key, suppressEmail: job.suppressEmail, tryAt, claim })
      return { kind: 'accepted', jobId }
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'rate-limited') context.pace.slower(error.retryAfterMs)
      return afterSend(error)
    }
  }

  /** After an unclear answer a read must show that JumpCloud answers before anything else is sent. */
  async function isAnswering(job: Job): Promise<boolean> {
    const { organizationId } = job.tenant
    if (!isInDoubt.has(organizationId)) return true
    try {
      await inTurn(context, () => client.probe(organizationId))
      isInDoubt.delete(organizationId)
      return true
    } catch (error) {
      setStatus(job.id, `Waiting for JumpCloud to answer again: ${sentenceOfStatus(error)}`)
      return false
    }
  }

  /** A batch that was on its way when its page was closed, or whose answer got lost: the proxy's journal knows. */
  async function ask(job: Job, batch: Batch, attempt: number): Promise<number | null> {
    try {
      const number = job.batches.indexOf(batch) + 1
      const verdict = wasAnswered(await client.getSubmission(batch.key), batch.registration ?? null)
      return await record(job, batch, verdict, attempt, `The answer to request ${number} did not reach this page. The proxy’s journal says: `)
    } catch (error) {
      if (error instanceof Error && error.name === 'LedgerDefect') throw error
      setStatus(job.id, `Asking the proxy for the outcome of the last request: ${sentenceOfStatus(error)}`)
      return backOffMs(attempt, random) + 500
    }
  }

  return { sendBatch, ask }
}
