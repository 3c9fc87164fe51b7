/** Opens a draft in this tab: a new one from the worker that read its file, or a stored one, under the lock of its editing tab. */
import { materialize, type Settled, type Source } from '#domain/draft/apply-edit.ts'
import { canUndo, newLog, readLog, settledNow, type EditLog } from '#domain/draft/edit-log.ts'
import { RowList } from '#domain/packed/row-list.ts'
import { mapTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { openStored, type CheckedRows } from '#adapters/intake/intake.ts'
import { claimDraft } from '#adapters/storage/drafts.ts'
import { lockDraft } from '#adapters/storage/draft-lock.ts'
import { faultOf } from '#adapters/storage/faults.ts'
import { lookAtAll } from './draft-checking.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { MissingSecrets, OpenDraft, OpenState, Session } from './draft-model.ts'
import { tabName, write } from './draft-saving.ts'

type NewDraftParts = Pick<OpenDraft, 'id' | 'tenant' | 'name' | 'createdAt' | 'source' | 'table'>

export interface NewSession {
  readonly draft: NewDraftParts
  readonly settled: Settled
  /** The look that the worker takes at the rows as guessed. */
  readonly checked: Promise<CheckedRows>
  /** When the worker has stored it, or could not. */
  readonly stored: Promise<void>
}

interface Parts {
  readonly say: (session: Session, change: Partial<OpenState>) => void
  readonly checked: (session: Session) => void
  /** Another tab had the draft and has let go of it. */
  readonly reload: (session: Session) => void
}

/** Rows of a mapping, made once: the same mapping gives the same rows. */
export const sourceFor =
  (session: Session): Source =>
  (mapping) => {
    const { table } = session.state.draft
    if (session.base?.mapping !== mapping || session.base.from !== table) {
      const mapped = mapTable(table, mapping).table
      session.base = { mapping, from: table, table: mapped, rows: { columns: mapped.headers, rows: RowList.read(mapped) } }
    }
    return session.base.rows
  }

function makeSession(parts: NewDraftParts, log: EditLog, missing: MissingSecrets | null): Session {
  const settled = settledNow(log)
  const session: Session = {
    id: parts.id,
    state: {
      kind: 'open',
      draft: { ...parts, ...materialize({ ...settled, appliedMapping: null }, () => ({ columns: [], rows: [] })) },
      saved: 'saved',
      fault: null,
      access: 'mine',
      issues: null,
      isChecking: false,
      undo: canUndo(log)?.name ?? null,
      redo: log.undone.at(-1)?.name ?? null,
      missing,
    },
    log,
    lock: null,
    seat: null,
    base: null,
    firstLook: null,
    book: null,
    known: new Map(),
    look: 0,
    queue: [],
    isWriting: false,
    isStored: true,
    recordCount: 0,
    mayWrite: Promise.resolve(),
    retryMs: 2_000,
  }
  session.state = { ...session.state, draft: { ...session.state.draft, ...materialize(settled, sourceFor(session)) } }
  return session
}

/** The lock outlives a session: a file that is read again, and a draft that comes back from another tab, make a new one under it. */
function lock(first: Session, parts: Parts) {
  const seat = { session: first }
  let wasElsewhere = false
  let decided: () => void = () => undefined
  first.seat = seat
  first.mayWrite = new Promise((resolve) => {
    decided = () => resolve()
  })
  first.lock = lockDraft(first.id, {
    onHeld: () => {
      if (wasElsewhere) parts.reload(seat.session)
      // A draft that is not stored yet bears the name of this tab from the start.
      else if (seat.session.isStored) claimDraft(first.id, tabName).then(decided, decided)
      else decided()
    },
    onElsewhere: () => {
      wasElsewhere = true
      parts.say(seat.session, { access: 'elsewhere' })
      decided()
    },
    onAsked: () => write(seat.session, parts.say),
  })
}

/** Takes the seat of another session of the same draft, and its lock. */
function takeSeat(session: Session, before: Session) {
  if (before.seat !== null) before.seat.session = session
  session.seat = before.seat
  session.lock = before.lock
  session.mayWrite = before.mayWrite
  before.lock = null
}

/** A draft that was just read; `before` is the session of the same draft, where its file was read again. */
export function openNewSession({ draft, settled, checked, stored }: NewSession, parts: Parts, before?: Session): Session {
  const session = makeSession(draft, newLog(settled), null)
  session.firstLook = { mapping: settled.mapping, checked, isDrawn: false }
  session.isStored = false
  session.isWriting = true
  session.state = { ...session.state, saved: 'saving' }
  const after = (isStored: boolean, error?: unknown) => {
    session.isStored = isStored
    session.isWriting = false
    session.recordCount = 1
    if (isStored) void write(session, parts.say)
    else {
      parts.say(session, { saved: 'failed', fault: faultOf(error) })
      setTimeout(() => void write(session, parts.say), session.retryMs)
    }
  }
  stored.then(
    () => after(true),
    (error: unknown) => after(false, error),
  )
  if (before?.state.access === 'mine') takeSeat(session, before)
  else {
    before?.lock?.release()
    lock(session, parts)
  }
  return session
}

type Opened = { readonly kind: 'session'; readonly session: Session } | { readonly kind: 'missing' } | { readonly kind: 'failed'; readonly message: string }

/** A stored draft, or why there is none; `before` is its session from when another tab had it, whose lock is ours now. */
export async function openStoredSession(id: string, parts: Parts, before?: Session): Promise<Opened> {
  try {
    const found = await openStored(id)
    if (found === null) return { kind: 'missing' }
    const { header, table, records, missing, checked } = found
    const log = readLog(records)
    const settled = settledNow(log)
    const session = makeSession({ ...header, table }, log, missingSecrets(missing, settled))
    session.recordCount = records.length
    if (session.state.draft.rows !== null) {
      session.state = { ...session.state, isChecking: true }
      void lookAtAll(session, () => parts.checked(session), { checked, isDrawn: true })
    }
    if (before === undefined) lock(session, parts)
    else {
      takeSeat(session, before)
      const decided = () => undefined
      session.mayWrite = claimDraft(id, tabName).then(decided, decided)
    }
    return { kind: 'session', session }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** Secret columns that are in use, and secrets that were typed. */
function missingSecrets(missing: readonly number[], { mapping, appliedMapping, cells }: Settled): MissingSecrets | null {
  const isUsed = ({ target }: ColumnMapping) => target.kind !== 'ignored' && target.kind !== 'unmapped' && target.kind !== 'not-sent'
  const columns = missing.filter((column) => [...mapping, ...(appliedMapping ?? [])].some((each) => each.column === column && isUsed(each)))
  const typed = cells.filter(({ field, text }) => text === null && fieldByKey(field)?.secret === true).length
  return columns.length === 0 && typed === 0 ? null : { columns, typed }
}
