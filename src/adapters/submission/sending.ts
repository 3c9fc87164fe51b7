/** Sends one batch: last checks, intent on disk, the request, and what its end proves. */
import {
  batchOf,
  recordAccepted,
  recordNote,
  recordNotSent,
  recordPaused,
  recordRefused,
  recordRowsStopped,
  recordSending,
  recordSplit,
  recordStopped,
  recordUnknown,
} from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { completed } from '#domain/jobs/second-phase.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import type { StoredPayload } from '../storage/schema.ts'
import { afterSend, sentenceOfStatus, wasAnswered, type Verdict } from './answers.ts'
import { inTurn, type EngineContext } from './context.ts'
import { backOffMs } from './pace.ts'
import { changedSince } from './recheck-arrays.ts'

/** Arrays are read again when they are older than this at the moment of the send (rule 3 allows five minutes; a read takes some of them). */
const arraysFreshMs = 60_000
/** So many unknown batches in a row, and nothing more goes out before the administrator says so. */
const unknownInARow = 2

export function startSending(context: EngineContext) {
  const { parts, secrets, say, update, updateUntilStored } = context
  const { client, store, now, random, newKey } = parts
  /** Set by an unclear answer: before anything else is sent, a read must show that JumpCloud answers. */
  const isInDoubt = new Set<string>()
  let lostInARow = 0
  /** When the arrays of a batch were last found unchanged. */
  const checkedAt = new Map<string, number>()

  /** Answers how long to wait before the next step, or null to go on at once. */
  async function sendBatch(job: Job, batch: Batch, attempt: number, isMine: () => boolean): Promise<number | null> {
    const { organizationId } = job.tenant
    if (isInDoubt.has(organizationId)) {
      try {
        await inTurn(context, () => client.probe(organizationId))
        isInDoubt.delete(organizationId)
      } catch (error) {
        say(job.id, `Waiting until JumpCloud answers again before anything more is sent: ${sentenceOfStatus(error)}`)
        return backOffMs(attempt, random) + 1_000
      }
    }
    const bodies = await sendable(job, batch, attempt)
    if (typeof bodies === 'number') return bodies
    if (bodies === null) return null
    await context.pace.turn()
    if (!isMine()) return null
    // The intent is on disk before a byte leaves; where that fails, nothing is sent (rule 6).
    const isStored = await update(job.id, (current) => recordSending(current, batch.key, now())).catch((error: unknown) => {
      say(job.id, `Nothing is being sent: this browser cannot store what it is about to do. ${error instanceof Error ? error.message : ''} It tries again.`)
      return null
    })
    if (isStored === null) return backOffMs(attempt, random) + 500
    // Whoever took the job away meanwhile asks the proxy about this batch.
    if (!isStored || !isMine()) return null
    say(job.id, null)
    let verdict: Verdict
    try {
      const { jobId } = await client.submitUsers(organizationId, {
        method: batch.method,
        body: `[${bodies.join(',')}]`,
        key: batch.key,
        suppressEmail: job.suppressEmail,
      })
      verdict = { kind: 'accepted', jobId }
    } catch (error) {
      verdict = afterSend(error)
      if (error instanceof ApiError && error.kind === 'rate-limited') context.pace.slower()
    }
    return settle(job, batch, verdict, attempt, null)
  }

  /** A batch that was on its way when its page died, or whose answer got lost: the proxy's journal knows. */
  async function ask(job: Job, batch: Batch, attempt: number): Promise<number | null> {
    try {
      const number = job.batches.indexOf(batch) + 1
      return await settle(
        job,
        batch,
        wasAnswered(await client.getSubmission(batch.key)),
        attempt,
        `The answer to request ${number} did not reach this page. The proxy’s journal says: `,
      )
    } catch (error) {
      say(job.id, `Asking the proxy what became of the last batch: ${sentenceOfStatus(error)}`)
      return backOffMs(attempt, random) + 500
    }
  }

  /** The bodies that may go now, after the checks that come last; null when the batch has moved on by that; a number of milliseconds to wait. */
  async function sendable(job: Job, batch: Batch, attempt: number): Promise<readonly string[] | null | number> {
    let stored: ReadonlyMap<string, StoredPayload>
    try {
      stored = new Map((await store.getPayloads(batch.payloadKey)).map((item) => [item.key, item]))
    } catch (error) {
      say(job.id, `This browser cannot read what is to be sent (${error instanceof Error ? error.message : String(error)}). It tries again.`)
      return backOffMs(attempt, random) + 500
    }
    const held = secrets.get(batch.payloadKey)
    const stopped = new Map<string, string>()
    const going: { item: StoredPayload; body: string }[] = []
    for (const row of batch.rows) {
      if (row.outcome !== null) continue
      const item = stored.get(row.key)
      const own = held?.get(row.key)
      if (item === undefined) stopped.set(row.key, 'What was to be sent is no longer stored in this browser. Review the draft again.')
      else if (item.secrets.some((name) => own?.[name] === undefined))
        stopped.set(
          row.key,
          'A password is needed: passwords are never stored, and the page that held this one was closed. Fill it in again and review the draft.',
        )
      else going.push({ item, body: JSON.stringify({ ...completed(item.payload, row), ...own }) })
    }
    for (const [key, reason] of await changedUpstream(
      job,
      batch,
      going.map(({ item }) => item),
    ))
      stopped.set(key, reason)
    if (stopped.size > 0) await updateUntilStored(job.id, (current) => recordRowsStopped(current, batch.key, stopped))
    const bodies = going.flatMap(({ item, body }) => (stopped.has(item.key) ? [] : [body]))
    if (bodies.length > 0) return bodies
    await updateUntilStored(job.id, (current) => recordStopped(current, batch.key, 'Nobody of this batch was left to send.', now()))
    return null
  }

  /** Reasons by row key, where arrays that are about to be merged have changed in the directory meanwhile. */
  async function changedUpstream(job: Job, batch: Batch, items: readonly StoredPayload[]): Promise<ReadonlyMap<string, string>> {
    const isOld = (readAt: number) => Math.abs(now() - Math.max(readAt, checkedAt.get(batch.key) ?? 0)) > arraysFreshMs
    if (!items.some(({ before, readAt }) => before !== null && isOld(readAt))) return new Map()
    say(job.id, 'Reading again what is about to be merged, so that nobody’s change is overwritten.')
    try {
      const reasons = await changedSince(items, (ids) =>
        context.breaker.through(() => client.lookUp(job.tenant.organizationId, { ids, names: [] }, () => context.pace.turn())),
      )
      checkedAt.set(batch.key, now())
      return reasons
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      return new Map(items.map(({ key }) => [key, `The directory could not be read again before sending: ${said} Review the draft again.`]))
    }
  }

  async function settle(job: Job, batch: Batch, verdict: Verdict, attempt: number, asked: string | null): Promise<number | null> {
    const { key } = batch
    const note = (current: Job, text: string): Job => (asked === null ? current : recordNote(current, now(), `${asked}${text}`))
    switch (verdict.kind) {
      case 'accepted':
        lostInARow = 0
        forgetSecrets(batch)
        await updateUntilStored(job.id, (current) => note(recordAccepted(current, key, verdict.jobId), 'JumpCloud accepted it.'))
        return null
      case 'refused':
        lostInARow = 0
        forgetSecrets(batch)
        await updateUntilStored(job.id, (current) => note(recordRefused(current, key, verdict.reason, now()), verdict.reason))
        return null
      case 'too-large':
        await updateUntilStored(job.id, (current) => {
          const people = batchOf(current, key).rows.filter(({ outcome }) => outcome === null).length
          return people < 2
            ? recordRefused(current, key, verdict.reason, now())
            : recordNote(
                recordSplit(current, key, [newKey(), newKey()], now()),
                now(),
                `JumpCloud refused a request of ${people} people as too large; they go in two halves.`,
              )
        })
        return null
      case 'unknown': {
        lostInARow += 1
        isInDoubt.add(job.tenant.organizationId)
        const isEnough = lostInARow >= unknownInARow
        await updateUntilStored(job.id, (current) => {
          const moved = note(recordUnknown(current, key, verdict.reason, now()), verdict.reason)
          return isEnough && moved.batches.some(({ state }) => state === 'prepared')
            ? recordPaused(moved, `${lostInARow} requests in a row ended without a clear answer, so nothing more is sent until you say so.`)
            : moved
        })
        return null
      }
      case 'not-sent': {
        const waitMs = verdict.waitMs ?? backOffMs(attempt, random) + 500
        await updateUntilStored(job.id, (current) => note(recordNotSent(current, key, now()), 'nothing of it had left this machine, so it is sent now.'))
        if (verdict.reason !== null) say(job.id, `${verdict.reason} Trying again at ${new Date(now() + waitMs).toLocaleTimeString()}.`)
        return verdict.reason === null ? null : waitMs
      }
      case 'ask':
        say(job.id, verdict.reason)
        return Math.max(500, backOffMs(attempt, random))
    }
  }

  /** What has been taken, or was refused, is not needed any more; what is unknown may be sent again. */
  function forgetSecrets({ payloadKey, rows }: Batch) {
    for (const { key } of rows) secrets.get(payloadKey)?.delete(key)
  }

  return { sendBatch, ask }
}
