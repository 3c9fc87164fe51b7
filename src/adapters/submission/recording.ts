/** Writes down how a send ended, and how long to wait before the next step. */
import { batchOf, recordAccepted, recordNote, recordNotSent, recordPaused, recordRefused, recordSplit, recordUnknown } from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { counted } from '#domain/count.ts'
import type { Verdict } from './answers.ts'
import type { EngineContext } from './context.ts'
import { backOffMs } from './pace.ts'

/** So many unknown batches in a row, and nothing more goes out before the administrator says so. */
const unknownInARow = 2

export function startRecording(context: EngineContext) {
  const { dependencies, secrets, setStatus, updateUntilStored } = context
  const { now, random, newKey } = dependencies
  /** Set by an unclear answer: before anything else is sent, a read must show that JumpCloud answers. */
  const isInDoubt = new Set<string>()
  let lostInARow = 0

  /** Answers how long to wait before the next step, or null to go on at once. `asked` begins the note where the journal told it. */
  async function record(job: Job, batch: Batch, verdict: Verdict, attempt: number, asked: string | null): Promise<number | null> {
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
        await updateUntilStored(job.id, (current) => halved(current, key, verdict.reason))
        return null
      case 'unknown':
        lostInARow += 1
        isInDoubt.add(job.tenant.organizationId)
        await updateUntilStored(job.id, (current) => doubtful(note(recordUnknown(current, key, verdict.reason, now()), verdict.reason)))
        return null
      case 'not-sent': {
        const waitMs = verdict.waitMs ?? backOffMs(attempt, random) + 500
        await updateUntilStored(job.id, (current) => note(recordNotSent(current, key, now()), 'It had not left this machine, so it is sent now.'))
        if (verdict.reason !== null) setStatus(job.id, `${verdict.reason} Trying again in ${counted(Math.ceil(waitMs / 1_000), 'second')}.`)
        return verdict.reason === null ? null : waitMs
      }
      case 'ask':
        setStatus(job.id, verdict.reason)
        return Math.max(500, backOffMs(attempt, random))
    }
  }

  function halved(job: Job, key: string, reason: string): Job {
    const users = batchOf(job, key).rows.filter(({ outcome }) => outcome === null).length
    return users < 2
      ? recordRefused(job, key, reason, now())
      : recordNote(
          recordSplit(job, key, [newKey(), newKey()], now()),
          now(),
          `JumpCloud refused a request of ${counted(users, 'user')} as too large. It is sent in two halves.`,
        )
  }

  const doubtful = (job: Job): Job =>
    lostInARow >= unknownInARow && job.batches.some(({ state }) => state === 'prepared')
      ? recordPaused(job, `${lostInARow} requests in a row ended without a clear answer. Nothing more is sent until you resume.`)
      : job

  /** What has been taken, or was refused, is not needed any more; what is unknown may be sent again. */
  function forgetSecrets({ payloadKey, rows }: Batch) {
    for (const { key } of rows) secrets.get(payloadKey)?.delete(key)
  }

  return { record, isInDoubt }
}
