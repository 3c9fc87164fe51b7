/** Writes what was done to an open draft behind the screen: record by record, tried again until it is on disk, compacted when there is time. */
import { compacted, keptSteps, recordsOf, type LogRecord } from '#domain/draft/edit-log.ts'
import { appendRecords, putDraft } from '#adapters/storage/drafts.ts'
import type { DraftHeader } from '#adapters/storage/schema.ts'
import { faultOf } from '#adapters/storage/faults.ts'
import { newSecretColumns, withoutSecrets } from '#adapters/storage/secrets.ts'
import type { OpenState, Session } from './draft-model.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'

/** This tab, among others: who writes a draft. */
export const tabName: string = crypto.randomUUID()

const firstRetryMs = 2_000
const lastRetryMs = 30_000
/** Records on disk beyond which older edits are folded. */
const compactAfter = keptSteps * 2

type Say = (session: Session, change: Partial<OpenState>) => void

export function headerOf({ state: { draft } }: Session): DraftHeader {
  const { id, tenant, name, createdAt, source, table } = draft
  return {
    id,
    tenant,
    name,
    createdAt,
    updatedAt: Date.now(),
    headers: table.headers,
    rowCount: table.rowCount,
    hasRows: draft.rows !== null,
    source,
    owner: tabName,
  }
}

/** Puts records in the queue and begins to write. */
export function record(session: Session, records: readonly LogRecord[], say: Say) {
  session.queue.push(...records)
  say(session, { saved: session.state.fault === null ? 'saving' : 'failed' })
  void write(session, say)
}

/** Writes until the queue is empty or something stands in the way; the retry is planned here. */
export async function write(session: Session, say: Say): Promise<void> {
  if (session.isWriting || session.state.access !== 'mine') return
  session.isWriting = true
  await session.mayWrite
  if (session.state.access !== 'mine') {
    session.isWriting = false
    return
  }
  try {
    while (session.queue.length > 0 || !session.isStored) await writeQueue(session)
    session.retryMs = firstRetryMs
    say(session, { saved: 'saved', fault: null })
    if (session.recordCount > compactAfter) whenIdle(() => void compact(session, say))
  } catch (error) {
    const fault = faultOf(error)
    say(session, { saved: 'failed', fault, ...(fault.kind === 'taken' ? { access: 'elsewhere' as const } : {}) })
    if (fault.kind === 'taken' || fault.kind === 'gone' || fault.kind === 'newer') return
    setTimeout(() => void write(session, say), session.retryMs)
    session.retryMs = Math.min(lastRetryMs, session.retryMs * 2)
  } finally {
    session.isWriting = false
  }
}

async function writeQueue(session: Session): Promise<void> {
  const records = session.queue
  session.queue = []
  try {
    if (!session.isStored) {
      // The worker could not store the table: everything is written anew, as it stands.
      const { draft } = session.state
      const kept = recordsOf(session.log)
      await putDraft(headerOf(session), draft.table, draft, kept.map(withoutSecrets))
      session.recordCount = kept.length
      session.isStored = true
      return
    }
    await appendRecords(session.id, tabName, {
      records: records.map(withoutSecrets),
      isWhole: false,
      dropColumns: records.flatMap(newSecretColumns),
      header: { updatedAt: Date.now(), hasRows: session.state.draft.rows !== null },
    })
    session.recordCount += records.length
  } catch (error) {
    session.queue = [...records, ...session.queue]
    throw error
  }
}

async function compact(session: Session, say: Say): Promise<void> {
  if (session.isWriting || session.queue.length > 0 || session.state.access !== 'mine' || session.recordCount <= compactAfter) return
  session.isWriting = true
  try {
    // In memory too: what can be undone here must be what the disk can undo.
    session.log = compacted(session.log)
    const records = recordsOf(session.log).map(withoutSecrets)
    await appendRecords(session.id, tabName, { records, isWhole: true, dropColumns: [], header: {} })
    session.recordCount = records.length
  } catch {
    // The longer log is as good; the next edit finds out whether storing works at all.
  } finally {
    session.isWriting = false
  }
  if (session.queue.length > 0) void write(session, say)
}
