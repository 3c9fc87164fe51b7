/** Writes what was done to an open draft behind the screen: record by record, tried again until it is on disk, compacted when there is time. */
import { compacted, keptSteps, type LogRecord } from '#domain/draft/edit-log.ts'
import { faultOf } from '../storage/faults.ts'
import type { DraftHeader } from '../storage/schema.ts'
import { isSecretColumn, newRecords, secretColumnsIn, unstoredColumns, wholeLog } from '../storage/secrets.ts'
import type { DraftContext } from './dependencies.ts'
import type { Session } from './draft-model.ts'

export const firstRetryMs = 2_000
const lastRetryMs = 30_000
/** Records on disk beyond which older edits are folded. */
export const compactAfter = keptSteps * 2

/** Rows that were added by hand are among them. */
const rowCountOf = ({ state: { draft } }: Session): number => draft.rows?.rows.length ?? draft.table.rowCount

function headerOf({ clock, tabName }: DraftContext, session: Session): DraftHeader {
  const { draft } = session.state
  const { id, tenant, name, createdAt, source, origin, table } = draft
  return {
    id,
    tenant,
    name,
    createdAt,
    updatedAt: clock.now(),
    headers: table.headers,
    rowCount: rowCountOf(session),
    hasRows: draft.rows !== null,
    source,
    origin,
    owner: tabName,
  }
}

/** Queues records and begins to write. */
export function record(context: DraftContext, session: Session, records: readonly LogRecord[]) {
  session.queue.push(...records)
  for (const column of secretColumnsIn(records)) session.secret.add(column)
  context.setState(session, { saved: session.state.fault === null ? 'saving' : 'failed' })
  void write(context, session)
}

/** Writes until the queue is empty or something is in the way; the retry is planned here. Resolves when the write that runs has ended. */
export function write(context: DraftContext, session: Session): Promise<void> {
  session.writing ??= writeAll(context, session).finally(() => {
    session.writing = null
  })
  return session.writing
}

/** Writes everything that has been done so far, or finds out that it cannot. */
export async function flush(context: DraftContext, session: Session): Promise<void> {
  // A write that runs may have begun before the last edit.
  await session.writing
  if (session.queue.length > 0 || !session.isStored) await write(context, session)
}

async function writeAll(context: DraftContext, session: Session): Promise<void> {
  const { setState, clock } = context
  try {
    await session.mayWrite
    if (session.state.access !== 'mine') return
    while (session.queue.length > 0 || !session.isStored) await writeQueue(context, session)
    session.retryMs = firstRetryMs
    setState(session, { saved: 'saved', fault: null })
    if (session.recordCount > compactAfter) clock.whenIdle(() => compact(context, session))
  } catch (error) {
    const fault = faultOf(error)
    setState(session, { saved: 'failed', fault, ...(fault.kind === 'taken' ? { access: 'elsewhere' as const } : {}) })
    if (fault.kind === 'taken' || fault.kind === 'gone' || fault.kind === 'newer') return
    clock.after(session.retryMs, () => void write(context, session))
    session.retryMs = Math.min(lastRetryMs, session.retryMs * 2)
  }
}

async function writeQueue(context: DraftContext, session: Session): Promise<void> {
  const { store, tabName, clock } = context
  const records = session.queue
  session.queue = []
  try {
    const { draft } = session.state
    if (!session.isStored) {
      // The worker could not store the table: everything is written again, as it is now.
      const kept = wholeLog(session.log, session.secret)
      session.unstored = unstoredColumns(draft.table, draft, session.secret)
      await store.putDraft(headerOf(context, session), draft.table, session.unstored, kept)
      session.recordCount = kept.length
      session.isStored = true
      return
    }
    const { unstored, dropColumns, putColumns } = movedColumns(session, records)
    // What was typed while a column was no secret leaves the log together with its column.
    const isWhole = dropColumns.length > 0
    const written = isWhole ? wholeLog(session.log, session.secret) : newRecords(records, session.secret, draft.appliedMapping)
    await store.appendRecords(session.id, tabName, {
      records: written,
      isWhole,
      dropColumns,
      putColumns: putColumns.length === 0 ? null : { table: draft.table, columns: putColumns },
      header: { updatedAt: clock.now(), rowCount: rowCountOf(session), hasRows: draft.rows !== null },
    })
    session.unstored = unstored
    session.recordCount = isWhole ? written.length : session.recordCount + written.length
  } catch (error) {
    session.queue = [...records, ...session.queue]
    throw error
  }
}

const mayMap = (each: LogRecord): boolean =>
  each.kind === 'undo' || each.kind === 'redo' || (each.kind === 'edit' && (each.done.edit.kind === 'map-columns' || each.done.edit.kind === 'apply-mapping'))

/** Columns that have become secrets leave the disk; those that waited for the mapping are written. */
function movedColumns(session: Session, records: readonly LogRecord[]) {
  const { unstored, absent, secret } = session
  if (!records.some(mayMap)) return { unstored, dropColumns: [], putColumns: [] }
  const { draft } = session.state
  const now = unstoredColumns(draft.table, draft, secret)
  const dropColumns = draft.table.headers.flatMap((header, column) =>
    !unstored.has(column) && (secret.has(column) || isSecretColumn(column, header, draft)) ? [column] : [],
  )
  const putColumns = draft.appliedMapping === null ? [] : [...unstored].filter((column) => !now.has(column) && !absent.has(column))
  return { unstored: new Set([...unstored, ...dropColumns].filter((column) => !putColumns.includes(column))), dropColumns, putColumns }
}

/** Folds older edits, unless something is being written. */
function compact(context: DraftContext, session: Session): void {
  if (session.writing !== null || session.queue.length > 0 || session.state.access !== 'mine' || session.recordCount <= compactAfter) return
  // In memory too: what can be undone here must be what the disk can undo.
  session.log = compacted(session.log)
  const records = wholeLog(session.log, session.secret)
  session.writing = context.store
    .appendRecords(session.id, context.tabName, { records, isWhole: true, dropColumns: [], putColumns: null, header: {} })
    .then(
      () => {
        session.recordCount = records.length
      },
      // The longer log is as good; the next edit finds out whether storing works at all.
      () => undefined,
    )
    .finally(() => {
      session.writing = null
      if (session.queue.length > 0) void write(context, session)
    })
}
