/** Opens a draft in this tab: a new one from the worker that read its file, or a stored one, under the lock of its editing tab. */
import { materialize, type Snapshot, type Source } from '#domain/draft/apply-edit.ts'
import { bulkInForce, canUndo, newLog, readLog, snapshotNow, type EditLog } from '#domain/draft/edit-log.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { hasParts, rowsOfTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import type { CheckedRows } from '../intake/protocol.ts'
import { faultOf } from '../storage/faults.ts'
import { secretColumnsIn, unstoredColumns } from '../storage/secrets.ts'
import { checkAll } from './check.ts'
import type { DraftContext } from './dependencies.ts'
import type { MappedAhead, MissingSecrets, OpenDraft, Session } from './draft-model.ts'
import { mapAway, mappedNow } from './map-ahead.ts'
import { firstRetryMs, flush, write } from './save.ts'

type DraftBeginning = Pick<OpenDraft, 'id' | 'tenant' | 'name' | 'createdAt' | 'source' | 'origin' | 'submissions' | 'table'>

export interface NewDraftSession {
  readonly draft: DraftBeginning
  readonly settled: Snapshot
  /** The worker's check of the rows with the guessed mapping; without it the session checks them itself. */
  readonly checked?: Promise<CheckedRows>
  /** Secrets that the rows had where they come from, and that nobody has any more. */
  readonly missing?: MissingSecrets | null
  /** When the worker has stored it, or could not; without it the session stores it. */
  readonly stored?: Promise<void>
}

/** Rows of a mapping, made once: the same mapping gives the same rows. */
export const sourceFor =
  (session: Session): Source =>
  (mapping) => {
    const { table } = session.state.draft
    if (session.base?.mapping !== mapping || session.base.from !== table) {
      const mapped = mappedNow(session, table, mapping).table
      session.base = { mapping, from: table, table: mapped, rows: rowsOfTable(mapped) }
    }
    return session.base.rows
  }

function makeSession(beginning: DraftBeginning, log: EditLog, missing: MissingSecrets | null, ahead: MappedAhead | null = null): Session {
  const settled = snapshotNow(log)
  const session: Session = {
    id: beginning.id,
    state: {
      kind: 'open',
      draft: { ...beginning, ...materialize({ ...settled, appliedMapping: null }, () => ({ columns: [], rows: [] })) },
      saved: 'saved',
      fault: null,
      access: 'mine',
      issues: null,
      isChecking: false,
      undo: canUndo(log)?.name ?? null,
      redo: log.undone.at(-1)?.name ?? null,
      missing,
      bulk: bulkInForce(log),
    },
    log,
    lock: null,
    slot: null,
    base: null,
    ahead,
    firstCheck: null,
    index: null,
    checkedRows: [],
    lastIndexed: new Map(),
    checkNumber: 0,
    queue: [],
    writing: null,
    isStored: true,
    unstored: new Set(),
    absent: new Set(),
    secret: new Set(),
    recordCount: 0,
    mayWrite: Promise.resolve(),
    retryMs: firstRetryMs,
    submitting: null,
  }
  session.state = { ...session.state, draft: { ...session.state.draft, ...materialize(settled, sourceFor(session)) } }
  return session
}

/** The lock outlives a session: a file that is read again, and a draft that comes back from another tab, make a new session under it. */
function takeLock(context: DraftContext, first: Session) {
  const { store, tabName, setState, reload } = context
  const slot = { session: first }
  let wasElsewhere = false
  let onDecided: () => void = () => undefined
  first.slot = slot
  first.mayWrite = new Promise((resolve) => {
    onDecided = () => resolve()
  })
  first.lock = context.lock(first.id, {
    onHeld: () => {
      if (wasElsewhere) reload(slot.session)
      // A draft that is not stored yet bears the name of this tab from the start.
      else if (slot.session.isStored) store.claimDraft(first.id, tabName).then(onDecided, onDecided)
      else onDecided()
    },
    onElsewhere: () => {
      wasElsewhere = true
      setState(slot.session, { access: 'elsewhere' })
      onDecided()
    },
    onAsked: async () => {
      await flush(context, slot.session)
      await slot.session.submitting?.catch(() => undefined)
    },
  })
}

/** Takes over the lock of another session of the same draft. */
function inheritLock(session: Session, before: Session) {
  if (before.slot !== null) before.slot.session = session
  session.slot = before.slot
  session.lock = before.lock
  session.mayWrite = before.mayWrite
  before.lock = null
}

/** A new draft; `before` is the session of the same draft, where its file was read again. */
export function openNewSession(context: DraftContext, { draft, settled, missing, checked, stored }: NewDraftSession, before?: Session): Session {
  const session = makeSession(draft, newLog(settled), missing ?? null)
  if (checked !== undefined) session.firstCheck = { mapping: settled.mapping, checked, isDrawn: false }
  session.isStored = false
  session.unstored = unstoredColumns(draft.table, settled)
  session.secret = new Set(secretColumnsIn([{ kind: 'settled', settled }]))
  session.state = { ...session.state, saved: 'saving' }
  if (before?.state.access === 'mine') inheritLock(session, before)
  else {
    before?.lock?.release()
    takeLock(context, session)
  }
  if (stored === undefined) void write(context, session)
  else writeAfter(context, session, stored)
  if (session.state.draft.rows !== null) {
    session.state = { ...session.state, isChecking: true }
    void checkAll(context, session)
  }
  return session
}

/** The worker stores the table; what is done meanwhile waits in the queue. */
function writeAfter(context: DraftContext, session: Session, stored: Promise<void>) {
  session.writing = stored
    .then(
      () => {
        session.isStored = true
        session.recordCount = 1
      },
      (error: unknown) => {
        context.setState(session, { saved: 'failed', fault: faultOf(error) })
        context.clock.after(session.retryMs, () => void write(context, session))
      },
    )
    .finally(() => {
      session.writing = null
      if (session.isStored) void write(context, session)
    })
}

type Opened = { readonly kind: 'session'; readonly session: Session } | { readonly kind: 'missing' } | { readonly kind: 'failed'; readonly message: string }

/** The table as the stored mapping makes it, where making it takes long. */
async function applied(context: DraftContext, from: PackedTable, mapping: Snapshot['appliedMapping']): Promise<MappedAhead | null> {
  if (mapping === null || !hasParts(mapping)) return null
  const done = await mapAway(context, from, mapping)
  return { mapping, from, mapped: Promise.resolve(done), done }
}

/** A stored draft, or why there is none; `before` is its session from when another tab had it, whose lock is ours now. */
export async function openStoredSession(context: DraftContext, id: string, before?: Session): Promise<Opened> {
  const { store, tabName } = context
  try {
    const found = await store.openStored(id)
    if (found === null) return { kind: 'missing' }
    const { header, table, records, missing, checked } = found
    const log = readLog(records)
    const settled = snapshotNow(log)
    const session = makeSession({ ...header, table }, log, missingSecrets(missing, settled), await applied(context, table, settled.appliedMapping))
    session.recordCount = records.length
    session.unstored = new Set(missing)
    session.absent = session.unstored
    session.secret = new Set(secretColumnsIn(records))
    if (session.state.draft.rows !== null) {
      session.state = { ...session.state, isChecking: true }
      void checkAll(context, session, { checked, isDrawn: true })
    }
    if (before === undefined) takeLock(context, session)
    else {
      inheritLock(session, before)
      const onDecided = () => undefined
      session.mayWrite = store.claimDraft(id, tabName).then(onDecided, onDecided)
    }
    return { kind: 'session', session }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** A stored draft as it is, for reading only: without a lock and without a check. */
export async function readStoredDraft({ store }: DraftContext, id: string): Promise<OpenDraft | null> {
  const found = await store.openStored(id)
  return found === null ? null : makeSession({ ...found.header, table: found.table }, readLog(found.records), null).state.draft
}

/** Columns that are in use or may be, and secrets that were typed. */
export function missingSecrets(missing: Iterable<number>, { mapping, appliedMapping, cells, bulk }: Snapshot): MissingSecrets | null {
  const isUsed = ({ target }: ColumnMapping) => target.kind !== 'ignored' && target.kind !== 'unmapped' && target.kind !== 'not-sent'
  const mayBeUsed = (each: ColumnMapping) => isUsed(each) || (appliedMapping === null && each.target.kind === 'unmapped')
  const columns = [...missing].filter((column) => [...mapping, ...(appliedMapping ?? [])].some((each) => each.column === column && mayBeUsed(each)))
  const isSecret = (field: string) => fieldByKey(field)?.secret === true
  const lost = bulk.flatMap((change) => change.columns).filter(({ field, after }) => after === null && isSecret(field))
  const typed = cells.filter(({ field, text }) => text === null && isSecret(field)).length + lost.reduce((sum, { rows }) => sum + rows.length, 0)
  return columns.length === 0 && typed === 0 ? null : { columns, typed }
}
