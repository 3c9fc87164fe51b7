/** What of a batch may go out now: the stored values, the secrets in memory, and arrays as they stand in the directory at this moment. */
import { recordFinalBody, recordRowsStopped, recordStopped } from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { mergeArrays } from '#domain/jobs/merge-arrays.ts'
import { arraysSent } from '#domain/jobs/payload.ts'
import { completed } from '#domain/jobs/second-phase.ts'
import type { BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { sentenceOfError } from './answers.ts'
import type { StoredPayload } from '../storage/schema.ts'
import type { EngineContext } from './context.ts'
import type { SecretsInMemory } from './engine-model.ts'
import { backOffMs } from './pace.ts'

export type Sendable =
  /** `batch` may have a new key: another body is another send. */
  | { readonly kind: 'ready'; readonly batch: Batch; readonly bodies: readonly string[] }
  /** The batch has moved on by itself: there is nothing to send. */
  | { readonly kind: 'over' }
  | { readonly kind: 'wait'; readonly ms: number }

const over: Sendable = { kind: 'over' }
const notStored = 'What was to be sent is no longer stored in this browser. Review the draft again.'
const needsPassword = 'A password is needed. Passwords are never stored, and the page that had this one was closed. Enter it again and review the draft.'

interface Fresh {
  readonly items: ReadonlyMap<string, StoredPayload>
  readonly stopped: ReadonlyMap<string, string>
  readonly hasNews: boolean
}

export function startSendable(context: EngineContext) {
  const { dependencies, secrets, setStatus, updateUntilStored } = context
  const { store, now, random, newKey } = dependencies

  async function sendable(job: Job, batch: Batch, attempt: number): Promise<Sendable> {
    let stored: readonly StoredPayload[]
    try {
      stored = await store.getPayloads(batch.payloadKey)
    } catch (error) {
      setStatus(job.id, `This browser cannot read what is to be sent (${textOf(error)}). Trying again.`)
      return { kind: 'wait', ms: backOffMs(attempt, random) + 500 }
    }
    const { going, stopped } = chosen(secrets, batch, stored)
    let fresh: Fresh
    try {
      fresh = await upToDate(context, job, going)
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'rate-limited') context.pace.slower(error.retryAfterMs)
      setStatus(job.id, `Nothing is being sent: the directory cannot be read to keep what others have changed. ${sentenceOfError(error)} Trying again.`)
      return { kind: 'wait', ms: (error instanceof ApiError ? error.retryAfterMs : null) ?? backOffMs(attempt, random) + 500 }
    }
    for (const [key, reason] of fresh.stopped) stopped.set(key, reason)
    const left = going.filter(({ key }) => !stopped.has(key))
    // A try under this key had all its rows: without some of them it is another body too.
    const isOther = left.length > 0 && (fresh.hasNews || (stopped.size > 0 && (batch.tries ?? 0) > 0))
    // Before the rows are stopped: should the tab die in between, the next one finds the new key, and not the old one without some of its rows.
    const final = isOther ? await storeFinal(job, batch, stored, fresh.items) : batch
    if (stopped.size > 0) await updateUntilStored(job.id, (current) => recordRowsStopped(current, final.key, stopped))
    if (left.length === 0) {
      await updateUntilStored(job.id, (current) => recordStopped(current, final.key, 'Every user of this request was stopped before it was sent.', now()))
      return over
    }
    const held = secrets.get(final.payloadKey)
    const rows = new Map(batch.rows.map((row) => [row.key, row]))
    const bodies = left.flatMap((item) => {
      const row = rows.get(item.key)
      const { payload } = fresh.items.get(item.key) ?? item
      return row === undefined ? [] : [JSON.stringify({ ...completed(payload, row), ...held?.get(item.key) })]
    })
    return { kind: 'ready', batch: final, bodies }
  }

  /** The final bodies are stored before they leave; another body is another send, so it goes under a key of its own (rule 7). */
  async function storeFinal(job: Job, batch: Batch, stored: readonly StoredPayload[], fresh: Fresh['items']): Promise<Batch> {
    const key = newKey()
    await store.putPayloads(job.id, new Map([[key, stored.map((item) => fresh.get(item.key) ?? item)]]))
    const held = secrets.get(batch.payloadKey)
    if (held !== undefined) secrets.set(key, held)
    await updateUntilStored(job.id, (current) => recordFinalBody(current, batch.key, key))
    return { ...batch, key, payloadKey: key }
  }

  return sendable
}

/** Rows that can go as far as this browser knows, and why the others cannot. */
function chosen(
  secrets: SecretsInMemory,
  batch: Batch,
  stored: readonly StoredPayload[],
): { readonly going: readonly StoredPayload[]; readonly stopped: Map<string, string> } {
  const items = new Map(stored.map((item) => [item.key, item]))
  const held = secrets.get(batch.payloadKey)
  const stopped = new Map<string, string>()
  const going: StoredPayload[] = []
  for (const row of batch.rows) {
    if (row.outcome !== null) continue
    const item = items.get(row.key)
    if (item === undefined) stopped.set(row.key, notStored)
    else if (item.secrets.some((name) => held?.get(row.key)?.[name] === undefined)) stopped.set(row.key, needsPassword)
    else going.push(item)
  }
  return { going, stopped }
}

/** Arrays are read again right before every send (rule 3): JumpCloud replaces them whole, and others may have changed them since the review. */
async function upToDate(context: EngineContext, job: Job, going: readonly StoredPayload[]): Promise<Fresh> {
  const withArrays = going.flatMap((item) => {
    const update = item.payload as BulkUserUpdate
    return item.before !== null && arraysSent(update).length > 0 ? [{ item, update, before: item.before }] : []
  })
  const { client, now } = context.dependencies
  if (withArrays.length === 0) return { items: new Map(), stopped: new Map(), hasNews: false }
  context.setStatus(job.id, 'Reading phones, addresses and attributes again, to keep what others have changed.')
  const ids = withArrays.map(({ update }) => update.id)
  const found = await context.breaker.through(() => client.lookup(job.tenant.organizationId, { ids, names: [] }, context.pace))
  const users = new Map(found.map((user) => [user.id ?? user._id ?? '', user]))
  const items = new Map<string, StoredPayload>()
  const stopped = new Map<string, string>()
  let hasNews = false
  for (const { item, update, before } of withArrays) {
    const merged = mergedWith(update, before, users.get(update.id))
    if (typeof merged === 'string') stopped.set(item.key, merged)
    else {
      hasNews ||= merged.hasNews
      items.set(item.key, { ...item, payload: merged.payload, before: merged.before, readAt: now() })
    }
  }
  return { items, stopped, hasNews }
}

/** Why a row stops, or what it sends. */
function mergedWith(update: BulkUserUpdate, before: SystemUser, present: SystemUser | undefined) {
  if (present === undefined) return 'This user is no longer in the directory. Review the draft again.'
  const merged = mergeArrays(update, before, present)
  return merged.kind === 'merged'
    ? merged
    : `Changed by someone else since the review: ${merged.entries.join(', ')}. Review the draft again to keep or replace the change.`
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
