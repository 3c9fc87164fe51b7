/** Looks users up in the directory: whose send has no clear answer, and whose result is to be read back. */
import type { Batch, Job, LedgerRow } from '#domain/jobs/ledger-model.ts'
import { isToBeLookedUp } from '#domain/jobs/next-step.ts'
import { findCreated, findUpdated, nextLookMs, recordLook, recordUnread, type Finding } from '#domain/jobs/reconcile.ts'
import { verifyingOf, verifyingWords } from '#domain/jobs/verifying.ts'
import { completed } from '#domain/jobs/second-phase.ts'
import type { SystemUser } from '#domain/wire.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import type { StoredPayload } from '../storage/schema.ts'
import { sentenceOfError } from './answers.ts'
import type { EngineContext } from './context.ts'
import { saysNothingOfJumpCloud } from './polling.ts'

/** A directory that cannot be read for so long is not waited for any more. */
const patienceMs = 10 * 60_000

const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

export function startReconciling(context: EngineContext) {
  const { dependencies, setStatus, updateUntilStored } = context
  const looks = new Map<string, number>()
  /** How long nothing but failures has come, by batch. */
  const failedMs = new Map<string, number>()

  /** A batch that has been watched for a while in an earlier page is looked at soon, and then at its old pace; so is one that is to be read again. */
  const nextMs = (batch: Batch): number => nextLookMs(batch.look === null ? 0 : (looks.get(batch.key) ?? 0))

  async function lookup(job: Job, batch: Batch, waitedMs: number): Promise<number> {
    try {
      const findings = await find(job, batch)
      looks.set(batch.key, (batch.look === null ? 0 : (looks.get(batch.key) ?? 0)) + 1)
      failedMs.delete(batch.key)
      await updateUntilStored(job.id, (current) => recordLook(current, batch.key, findings, waitedMs, dependencies.now()))
      setStatus(job.id, batch.state === 'unknown' ? 'Looking up users without a clear answer in the directory.' : null)
      return 0
    } catch (error) {
      if (error instanceof Error && error.name === 'LedgerDefect') throw error
      const reason = error instanceof Error ? error.message : String(error)
      const isLimited = error instanceof ApiError && error.kind === 'rate-limited'
      if (isLimited) context.pace.slower(error.retryAfterMs)
      const pauseMs = (isLimited ? error.retryAfterMs : null) ?? 5_000
      const failingMs = (failedMs.get(batch.key) ?? 0) + (saysNothingOfJumpCloud(error) ? 0 : waitedMs + pauseMs)
      failedMs.set(batch.key, failingMs)
      if (failingMs < patienceMs) {
        setStatus(job.id, `The directory cannot be read right now. ${sentenceOfError(error)} Trying again.`)
        return pauseMs
      }
      failedMs.delete(batch.key)
      await updateUntilStored(job.id, (current) => recordUnread(current, batch.key, reason, dependencies.now()))
      return 0
    }
  }

  async function find(job: Job, batch: Batch): Promise<Map<string, Finding>> {
    const rows = batch.rows.filter((row) => isToBeLookedUp(batch, row))
    const stored = new Map((await dependencies.store.getPayloads(batch.payloadKey)).map((item) => [item.key, item]))
    const byId = (row: LedgerRow) => batch.method === 'PATCH' && row.userId !== null
    const users = await context.breaker.through(() =>
      dependencies.client.lookup(
        job.tenant.organizationId,
        {
          ids: rows.filter(byId).map(({ userId }) => userId ?? ''),
          names: rows.filter((row) => !byId(row)).map(({ username, email }) => ({ username, email })),
        },
        context.pace,
        readingTold(job, batch, rows),
      ),
    )
    const directory = indexOf(users)
    const sentAt = batch.firstSentAt ?? batch.sentAt ?? 0
    return new Map(
      rows.map((row) => [
        row.key,
        byId(row) ? findUpdated(sentOf(stored, row), directory.id.get(row.userId ?? '')) : findCreated(sentOf(stored, row), directory.named(row), sentAt),
      ]),
    )
  }

  /** Says how many users are read, while they are read back. */
  function readingTold(job: Job, batch: Batch, rows: readonly LedgerRow[]): ((users: readonly SystemUser[]) => void) | undefined {
    const verifying = verifyingOf(job)
    if (verifying === null || batch.look !== null) return undefined
    const wanted = new Set(rows.flatMap(({ userId, username, email }) => [userId ?? '', fold(username), fold(email)]))
    wanted.delete('')
    const found = new Set<string>()
    return (users) => {
      for (const { id, _id, username, email } of users) {
        const userId = id ?? _id ?? ''
        if (wanted.has(userId) || wanted.has(fold(username)) || wanted.has(fold(email))) found.add(userId)
      }
      setStatus(job.id, verifyingWords({ ...verifying, read: verifying.read + Math.min(found.size, rows.length) }))
    }
  }

  return { nextMs, lookup }
}

function sentOf(stored: ReadonlyMap<string, StoredPayload>, row: LedgerRow): StoredPayload | undefined {
  const item = stored.get(row.key)
  return item === undefined ? undefined : { ...item, payload: completed(item.payload, row) }
}

function indexOf(users: readonly SystemUser[]) {
  const id = new Map(users.map((user) => [user.id ?? user._id ?? '', user]))
  const username = new Map(users.map((user) => [fold(user.username), user]))
  const email = new Map(users.map((user) => [fold(user.email), user]))
  /** Whom username and email of a row name: nobody, one user, or two different ones. */
  const named = (row: LedgerRow): SystemUser[] => [
    ...new Set([username.get(fold(row.username)), email.get(fold(row.email))].filter((user) => user !== undefined)),
  ]
  return { id, named }
}
