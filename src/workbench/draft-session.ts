/** The drafts that are open in this tab: the rows with their secrets in memory, saved without them behind the screen. */
import { useEffect, useSyncExternalStore } from 'react'
import type { Purpose, RowKey, RowSet } from '#domain/rows/row.ts'
import type { ColumnMapping } from '#domain/table/mapping.ts'
import type { MatchKey } from '#domain/directory/match.ts'
import type { World } from '#domain/world.ts'
import { worldKey } from '#domain/world.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { loadDraft, saveDraft, type StoredDraft } from '#adapters/storage/drafts.ts'

export type { StoredDraft }

type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly draft: StoredDraft; readonly saved: 'saved' | 'saving' | 'failed'; readonly secretsMissing: boolean }

const sessions = new Map<string, SessionState>()
const listeners = new Set<() => void>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const saveAfterMs = 250

function put(id: string, state: SessionState) {
  sessions.set(id, state)
  for (const listener of listeners) listener()
}

/** Columns whose cells are secrets: they are held in memory only. */
export const secretColumns = (rows: RowSet | null): string[] => (rows?.columns ?? []).filter((key) => fieldByKey(key)?.secret === true)

async function save(id: string) {
  timers.delete(id)
  const state = sessions.get(id)
  if (state?.kind !== 'open') return
  const saving = state.draft
  put(id, { ...state, saved: 'saving' })
  let saved: 'saved' | 'failed' = 'saved'
  try {
    await saveDraft({ ...saving, secretColumns: secretColumns(saving.rows), updatedAt: Date.now() })
  } catch {
    saved = 'failed'
  }
  const now = sessions.get(id)
  if (now?.kind !== 'open') return
  if (now.draft === saving) put(id, { ...now, saved })
}

function saveSoon(id: string) {
  const waiting = timers.get(id)
  if (waiting !== undefined) clearTimeout(waiting)
  timers.set(
    id,
    setTimeout(() => void save(id), saveAfterMs),
  )
}

/** Saves what is waiting to be saved now; for the moment in which the page is left. */
export function saveOpenDrafts() {
  for (const [id, timer] of timers) {
    clearTimeout(timer)
    void save(id)
  }
}

/** Opens a draft that was just made; it is stored before the promise resolves, or the promise says why not. */
export async function openNewDraft(draft: StoredDraft): Promise<void> {
  put(draft.id, { kind: 'open', draft, saved: 'saving', secretsMissing: false })
  await saveDraft(draft)
  put(draft.id, { kind: 'open', draft, saved: 'saved', secretsMissing: false })
}

/** Changes an open draft and saves it shortly after. */
export function changeDraft(id: string, change: (draft: StoredDraft) => StoredDraft, also: { secretsFilled?: boolean } = {}) {
  const state = sessions.get(id)
  if (state?.kind !== 'open') return
  const draft = change(state.draft)
  if (draft === state.draft) return
  put(id, { ...state, draft, saved: 'saving', secretsMissing: state.secretsMissing && also.secretsFilled !== true })
  saveSoon(id)
}

/** Takes a draft out of memory, once it has been deleted. */
export function closeDraft(id: string) {
  const waiting = timers.get(id)
  if (waiting !== undefined) clearTimeout(waiting)
  timers.delete(id)
  sessions.delete(id)
}

async function open(id: string) {
  put(id, { kind: 'loading' })
  try {
    const draft = await loadDraft(id)
    put(id, draft === null ? { kind: 'missing' } : { kind: 'open', draft, saved: 'saved', secretsMissing: draft.secretColumns.length > 0 })
  } catch (error) {
    put(id, { kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const loading: SessionState = { kind: 'loading' }

/** The draft of the address, or why it cannot be shown. A draft of another world counts as missing (design rule 14). */
export function useDraftSession(id: string, world: World): SessionState {
  const state = useSyncExternalStore(subscribe, () => sessions.get(id) ?? loading)
  useEffect(() => {
    if (!sessions.has(id)) void open(id)
  }, [id])
  if (state.kind === 'open' && worldKey(state.draft.world) !== worldKey(world)) return { kind: 'missing' }
  return state
}

export const setPurpose = (id: string, purpose: Purpose) => changeDraft(id, (draft) => ({ ...draft, purpose }))
export const setMatchBy = (id: string, matchBy: MatchKey) => changeDraft(id, (draft) => ({ ...draft, matchBy }))
export const setRows = (id: string, rows: RowSet) => changeDraft(id, (draft) => ({ ...draft, rows }))
export const setMapping = (id: string, mapping: ColumnMapping[]) => changeDraft(id, (draft) => ({ ...draft, mapping }))

/** Leaves rows out of the job, or takes them in again. */
export const setExcluded = (id: string, keys: readonly RowKey[], excluded: boolean) =>
  changeDraft(id, (draft) => {
    const next = new Set(draft.excluded)
    for (const key of keys) {
      if (excluded) next.add(key)
      else next.delete(key)
    }
    return { ...draft, excluded: [...next] }
  })
