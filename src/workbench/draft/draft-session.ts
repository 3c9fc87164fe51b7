/** The drafts that are open in this tab: what the screens see of them, and everything that can be done to them. */
import { useEffect, useSyncExternalStore } from 'react'
import type { MatchKey } from '#domain/draft/edit.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { materialize, setAside, step } from '#domain/draft/apply-edit.ts'
import { cellsEdit, nextRowKey, omitEdit, touchedRows, type Edit } from '#domain/draft/edit.ts'
import { canUndo, settledNow, withRecord, type LogRecord } from '#domain/draft/edit-log.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { Purpose, Row, RowKey } from '#domain/packed/row.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { issuesOf, lookAtAll, noteTouched, rest } from './draft-checking.ts'
import type { OpenState, Session, SessionState } from './draft-model.ts'
import { openNewSession, openStoredSession, sourceFor, type NewSession } from './draft-opening.ts'
import { record, write } from './draft-saving.ts'
import { refilled } from './refilled.ts'
import { editName } from './edit-name.ts'
import { toast } from '#ui/Toast.tsx'

export type { Issues, OpenDraft, OpenState, SessionState } from './draft-model.ts'

const sessions = new Map<string, Session>()
/** Drafts that are being opened, or cannot be. */
const others = new Map<string, SessionState>()
const listeners = new Set<() => void>()

const tell = () => {
  for (const listener of listeners) listener()
}

function say(session: Session, change: Partial<OpenState>) {
  session.state = { ...session.state, ...change }
  tell()
}

/** Opens a draft that was just read. What is not stored yet is stored by the worker, and the screen says when it is. */
export function openNewDraft(made: NewSession): void {
  sessions.set(made.draft.id, openNewSession(made, parts, sessions.get(made.draft.id)))
  tell()
}

async function load(id: string, before?: Session) {
  others.set(id, { kind: 'loading' })
  tell()
  const found = await openStoredSession(id, parts, before)
  // The rows of a large draft are made in one task, and drawn in another.
  await rest()
  if (found.kind === 'session') {
    sessions.set(id, found.session)
    others.delete(id)
  } else others.set(id, found)
  tell()
}

const parts = {
  say,
  checked: (session: Session) => say(session, { issues: issuesOf(session), isChecking: false }),
  /** The session is kept at hand: its lock is the new one's. */
  reload: (session: Session) => {
    sessions.delete(session.id)
    void load(session.id, session)
  },
}

/** Answers the edit that was done or undone; null where there was none, or where the draft may not be edited here. */
function doRecord(id: string, next: LogRecord): Edit | null {
  const session = sessions.get(id)
  if (session === undefined) return null
  if (session.state.access !== 'mine') {
    toast('Another tab is editing this draft. Choose “Edit here” first.', { tone: 'warning' })
    return null
  }
  const { log } = session
  const edit = next.kind === 'undo' ? canUndo(log)?.edit : next.kind === 'redo' ? log.undone.at(-1)?.edit : next.kind === 'edit' ? next.done.edit : undefined
  if (edit === undefined) return null
  const after = withRecord(log, next)
  const before = next.kind === 'undo' ? after : log
  const content = step(session.state.draft, edit, next.kind === 'undo' ? 'undo' : 'do', sourceFor(session), () => settledNow(before))
  session.log = after
  session.state = {
    ...session.state,
    draft: { ...session.state.draft, ...content },
    undo: canUndo(after)?.name ?? null,
    redo: after.undone.at(-1)?.name ?? null,
  }
  const isUpToDate = noteTouched(session, touchedRows(edit))
  session.state = { ...session.state, issues: isUpToDate ? issuesOf(session) : session.state.issues, isChecking: session.state.isChecking || !isUpToDate }
  if (!isUpToDate) void lookAtAll(session, () => parts.checked(session), session.firstLook?.mapping === content.appliedMapping ? session.firstLook : undefined)
  record(session, [next], say)
  return edit
}

const doEdit = (id: string, edit: Edit | null, name?: string): boolean => {
  const draft = sessions.get(id)?.state.draft
  return edit !== null && draft !== undefined && doRecord(id, { kind: 'edit', done: { name: name ?? editName(edit, draft), edit } }) !== null
}

export const undo = (id: string): Edit | null => doRecord(id, { kind: 'undo' })
export const redo = (id: string): Edit | null => doRecord(id, { kind: 'redo' })

/** Sets cells, all in one step; `name` is what the undo button calls it. */
export function editCells(id: string, cells: readonly { readonly row: RowKey; readonly field: FieldKey; readonly text: string }[], name?: string): boolean {
  const rows = sessions.get(id)?.state.draft.rows
  return rows != null && doEdit(id, cellsEdit(rows, cells), name)
}

/** Adds an empty person at the end and answers the row, or null where the draft may not be edited here. */
export function addPerson(id: string): RowKey | null {
  const rows = sessions.get(id)?.state.draft.rows
  if (rows == null) return null
  const row = nextRowKey(rows)
  return doEdit(id, { kind: 'add-row', row }) ? row : null
}

/** Leaves rows out of the job, or takes them in again. */
export function setExcluded(id: string, keys: readonly RowKey[], excluded: boolean): boolean {
  const before = new Set(sessions.get(id)?.state.draft.excluded)
  const rows = keys.filter((key) => before.has(key) !== excluded)
  return rows.length > 0 && doEdit(id, { kind: 'exclude', rows, excluded })
}

/** Leaves one field out of some rows, or takes it in again. */
export function setOmitted(id: string, keys: readonly RowKey[], field: FieldKey, omitted: boolean): boolean {
  const draft = sessions.get(id)?.state.draft
  return draft !== undefined && doEdit(id, omitEdit(draft.omitted, keys, field, omitted))
}

/** Says that the file holds everybody, or takes it back. */
export function setComplete(id: string, isComplete: boolean): boolean {
  const draft = sessions.get(id)?.state.draft
  return draft !== undefined && draft.isComplete !== isComplete && doEdit(id, { kind: 'complete', isComplete })
}

export function setPurpose(id: string, purpose: Purpose): boolean {
  const draft = sessions.get(id)?.state.draft
  return draft !== undefined && draft.purpose !== purpose && doEdit(id, { kind: 'purpose', before: draft.purpose, after: purpose })
}

export function setMatchBy(id: string, matchBy: MatchKey): boolean {
  const draft = sessions.get(id)?.state.draft
  return draft !== undefined && draft.matchBy !== matchBy && doEdit(id, { kind: 'match-by', before: draft.matchBy, after: matchBy })
}

export function setMapping(id: string, mapping: readonly ColumnMapping[]): boolean {
  const draft = sessions.get(id)?.state.draft
  return draft !== undefined && draft.mapping !== mapping && doEdit(id, { kind: 'map-columns', before: draft.mapping, after: mapping })
}

/** After the file was read again: what somebody chose for a column holds where the headers are the same. */
export function keepChosen(id: string, headers: readonly string[], chosen: readonly ColumnMapping[]): boolean {
  const draft = sessions.get(id)?.state.draft
  if (draft === undefined || chosen.length === 0 || draft.table.headers.join('\n') !== headers.join('\n')) return false
  return setMapping(
    id,
    draft.mapping.map((each) => chosen.find(({ column }) => column === each.column) ?? each),
  )
}

/** Makes the rows of the mapping as chosen; edits stay with their fields. Answers the fields whose edits wait for a column to come back. */
export function applyDraftMapping(id: string): FieldKey[] {
  const session = sessions.get(id)
  if (session === undefined) return []
  const { appliedMapping, mapping } = session.state.draft
  if (appliedMapping !== mapping) doEdit(id, { kind: 'apply-mapping', before: appliedMapping, after: mapping })
  return setAside(settledNow(session.log), session.state.draft)
}

/** Tries again to store what could not be stored. */
export function retrySaving(id: string) {
  const session = sessions.get(id)
  if (session !== undefined) void write(session, say)
}

/** Asks the tab that edits the draft to let go of it. */
export function takeOver(id: string) {
  const session = sessions.get(id)
  if (session === undefined || session.state.access === 'mine') return
  say(session, { access: 'asking' })
  session.lock?.takeOver()
}

/** Takes a draft out of memory, once it has been deleted. */
export function closeDraft(id: string) {
  sessions.get(id)?.lock?.release()
  sessions.delete(id)
  others.delete(id)
}

/** A row as the file has it, in the columns of the grid; null for a row that was added by hand. */
export const rowAsRead = (id: string, key: RowKey): Row | null => findRow(sessions.get(id)?.base?.rows.rows ?? [], key) ?? null

/** Fills the columns again that were not stored; answers why it cannot, or null. */
export async function refillSecrets(id: string, file: File): Promise<string | null> {
  const session = sessions.get(id)
  if (session === undefined) return null
  const filled = await refilled(session.state.draft, session.state.missing?.columns ?? [], file)
  if (typeof filled === 'string') return filled
  session.state = { ...session.state, draft: { ...session.state.draft, table: filled }, missing: null }
  session.state = { ...session.state, draft: { ...session.state.draft, ...materialize(settledNow(session.log), sourceFor(session)) }, isChecking: true }
  tell()
  void lookAtAll(session, () => parts.checked(session))
  return null
}

// A page that is left with something unsaved asks first: what is lost then is lost knowingly.
globalThis.addEventListener?.('beforeunload', (event) => {
  if ([...sessions.values()].some(({ queue, isStored, state }) => state.access === 'mine' && (queue.length > 0 || !isStored))) event.preventDefault()
})

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const loading: SessionState = { kind: 'loading' }

/** The draft of the address, or why it cannot be shown. A draft of another tenant counts as missing (design rule 14). */
export function useDraftSession(id: string, tenant: Tenant): SessionState {
  const state = useSyncExternalStore(subscribe, () => sessions.get(id)?.state ?? others.get(id) ?? loading)
  useEffect(() => {
    if (!sessions.has(id) && others.get(id)?.kind !== 'loading') void load(id)
  }, [id])
  if (state.kind === 'open' && tenantKey(state.draft.tenant) !== tenantKey(tenant)) return { kind: 'missing' }
  return state
}
