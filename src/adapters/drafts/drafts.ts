/** The drafts that are open in this tab: their states for the screens, and every command that acts on them. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { materialize } from '#domain/draft/apply-edit.ts'
import { snapshotNow } from '#domain/draft/edit-log.ts'
import { findRow } from '#domain/packed/row-list.ts'
import { fromFile } from '#domain/draft/origin.ts'
import type { MappedTable } from '#domain/mapping/apply.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import type { Tenant } from '#domain/tenant.ts'
import { checkAll } from './check.ts'
import type { DraftContext, DraftDependencies } from './dependencies.ts'
import type { OpenDraft, Session, SessionState } from './draft-model.ts'
import { createdDraft, type CreateDraft } from './create-draft.ts'
import { createEditing, type Editing } from './edit.ts'
import { mapAhead, rowsAhead } from './map-ahead.ts'
import { openNewSession, openStoredSession, readStoredDraft, sourceFor, type NewDraftSession } from './open.ts'
import { refilled } from './refill.ts'
import { retryDraft } from './retry.ts'
import { write } from './save.ts'
import { submitDraft } from './submit.ts'

export interface ReadDraftOptions {
  readonly tenant: Tenant
  /** The draft that is read again; absent for a new one. */
  readonly draft?: Pick<OpenDraft, 'id' | 'createdAt' | 'name'>
  readonly choices?: ReadingChoices
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal
}

export interface Drafts extends Editing {
  /** Calls back after every change of any draft's state. */
  readonly subscribe: (listener: () => void) => () => void
  /** Undefined until the draft has been opened. */
  readonly stateOf: (id: string) => SessionState | undefined
  /** Opens a stored draft, once. */
  readonly open: (id: string) => void
  /** Answers the id of the draft. Rejects with `ReadError` where the file cannot be read; then the draft is as it was. */
  readonly readFileDraft: (file: File, options: ReadDraftOptions) => Promise<string>
  /** Makes a draft of rows that come from no file, and answers its id. Secret cells are never stored. */
  readonly createDraft: (input: CreateDraft) => Promise<string>
  /** Makes a draft of rows of a job and answers its id; rows that are done, on their way or retried already are skipped. */
  readonly retryRows: (jobId: string, keys: readonly RowKey[]) => Promise<string>
  /** The file of a draft that was read in this tab, to read it again another way. */
  readonly fileOf: (id: string) => File | null
  readonly retrySaving: (id: string) => void
  /** Asks the tab that edits the draft to let go of it. */
  readonly takeOver: (id: string) => void
  /** Takes a draft out of memory, once it has been deleted. */
  readonly close: (id: string) => void
  /** A row as the file has it, in the columns of the grid; null for a row that was added by hand. */
  readonly rowAsRead: (id: string, key: RowKey) => Row | null
  /** The table as the columns chosen now make it, before they are applied; null where the draft is not open. */
  readonly mapDraft: (id: string) => Promise<MappedTable | null>
  /** The rows as they will be once the columns chosen now are applied, with everything that was done to them; null where the draft is not open. */
  readonly rowsAhead: (id: string) => Promise<RowSet | null>
  /** Fills the columns again that were not stored; answers why it cannot, or null. */
  readonly refillSecrets: (id: string, file: File) => Promise<string | null>
  /** Runs a submit under the draft's lock, once at a time; see `submit.ts`. */
  readonly submit: <T>(id: string, send: (owner: string) => Promise<T>) => Promise<T>
  /** Whether something would be lost if the page were closed now. */
  readonly hasUnsaved: () => boolean
  /** Whether a draft has cells that only the memory of this page has: passwords, and columns that may be some. */
  readonly hasUnstored: () => boolean
}

/** Of the file, or typed. */
function hasSecrets({ unstored, absent, log, state: { draft } }: Session): boolean {
  const { cells, bulk } = snapshotNow(log)
  const isSecret = ({ field }: { readonly field: string }) => fieldByKey(field)?.secret === true
  return (
    [...unstored].some((column) => !absent.has(column) && draft.table.blocks.some(({ columns }) => columns[column] != null)) ||
    cells.some((cell) => isSecret(cell) && (cell.text ?? '') !== '') ||
    bulk.some(({ columns }) => columns.some((column) => isSecret(column) && column.after !== null))
  )
}

/** Its rows would get other numbers, and nobody could say which of them were sent. */
const wasSent = 'Rows of this draft were sent, so its file cannot be read again here. Import it again as a new draft.'

/** The drafts of this tab by id, and how one gets there. */
function createRegistry(dependencies: DraftDependencies) {
  const sessions = new Map<string, Session>()
  /** Drafts that are being opened, or cannot be. */
  const others = new Map<string, SessionState>()
  const listeners = new Set<() => void>()
  const notify = () => {
    for (const listener of listeners) listener()
  }
  const context: DraftContext = {
    ...dependencies,
    setState(session, change) {
      session.state = { ...session.state, ...change }
      notify()
    },
    // The session is kept at hand: its lock is the new one's.
    reload(session) {
      sessions.delete(session.id)
      void load(session.id, session)
    },
  }

  async function load(id: string, before?: Session) {
    others.set(id, { kind: 'loading' })
    notify()
    const found = await openStoredSession(context, id, before)
    // The rows of a large draft are made in one task, and drawn in another.
    await dependencies.clock.yieldToMain()
    if (found.kind === 'session') {
      sessions.set(id, found.session)
      others.delete(id)
    } else others.set(id, found)
    notify()
  }

  return {
    context,
    sessions,
    others,
    listeners,
    load,
    /** Resolves to its id once the screen that shows it has a task of its own. */
    add: async (made: NewDraftSession): Promise<string> => {
      const { id } = made.draft
      sessions.set(id, openNewSession(context, made, sessions.get(id)))
      others.delete(id)
      notify()
      await dependencies.clock.yieldToMain()
      return id
    },
  }
}

type Registry = ReturnType<typeof createRegistry>

export function createDrafts(dependencies: DraftDependencies): Drafts {
  const registry = createRegistry(dependencies)
  const { context, sessions, others, listeners } = registry
  return {
    ...createEditing(context, (id) => sessions.get(id)),
    ...makeDrafts(dependencies, registry),
    ...refillDrafts(dependencies, registry),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stateOf: (id) => sessions.get(id)?.state ?? others.get(id),
    open(id) {
      if (!sessions.has(id) && others.get(id)?.kind !== 'loading') void registry.load(id)
    },
    retrySaving(id) {
      const session = sessions.get(id)
      if (session !== undefined) void write(context, session)
    },
    takeOver(id) {
      const session = sessions.get(id)
      if (session === undefined || session.state.access === 'mine') return
      context.setState(session, { access: 'asking' })
      session.lock?.takeOver()
    },
    close(id) {
      sessions.get(id)?.lock?.release()
      sessions.delete(id)
      others.delete(id)
    },
    rowAsRead: (id, key) => findRow(sessions.get(id)?.base?.rows.rows ?? [], key) ?? null,
    async mapDraft(id) {
      const session = sessions.get(id)
      return session === undefined ? null : mapAhead(context, session)
    },
    async rowsAhead(id) {
      const session = sessions.get(id)
      return session === undefined ? null : rowsAhead(context, session)
    },
    submit: (id, send) => submitDraft(context, sessions.get(id), send),
    hasUnstored: () => [...sessions.values()].some(hasSecrets),
    hasUnsaved: () => [...sessions.values()].some(({ state }) => state.access === 'mine' && state.saved !== 'saved'),
  }
}

/** The ways in which a draft comes to be: of a file, of rows at hand, of rows of a job. */
function makeDrafts(
  { clock, readFile, tabName, newId, store, knownDirectory }: DraftDependencies,
  { context, sessions, add }: Registry,
): Pick<Drafts, 'readFileDraft' | 'createDraft' | 'retryRows' | 'fileOf'> {
  /** Files are handles: they hold no bytes until they are read. */
  const files = new Map<string, File>()
  return {
    async readFileDraft(file, { tenant, draft, choices = {}, onProgress, signal }) {
      if (draft !== undefined && (await store.getSubmissions(draft.id)).length > 0) throw new ReadError(wasSent)
      const beginning = { id: draft?.id ?? newId(), tenant, name: draft?.name ?? file.name, createdAt: draft?.createdAt ?? clock.now() }
      const { table, source, settled, checked, stored } = await readFile(file, {
        choices,
        draft: { ...beginning, owner: tabName },
        directory: knownDirectory(tenant),
        signal,
        ...(onProgress === undefined ? {} : { onProgress }),
      })
      files.set(beginning.id, file)
      return add({ draft: { ...beginning, origin: fromFile, source, table }, settled, checked, stored })
    },
    createDraft: async (input) => add(createdDraft(newId(), clock.now(), input)),
    retryRows: async (jobId, keys) =>
      add(await retryDraft(context, jobId, keys, async (id) => sessions.get(id)?.state.draft ?? (await readStoredDraft(context, id)))),
    fileOf: (id) => files.get(id) ?? null,
  }
}

function refillDrafts({ readFile }: DraftDependencies, { context, sessions }: Registry): Pick<Drafts, 'refillSecrets'> {
  return {
    async refillSecrets(id, file) {
      const session = sessions.get(id)
      if (session === undefined) return null
      const table = await refilled(session.state.draft, [...new Set([...(session.state.missing?.columns ?? []), ...session.absent])], file, readFile)
      if (typeof table === 'string') return table
      session.absent = new Set()
      session.state = { ...session.state, draft: { ...session.state.draft, table }, missing: null }
      const content = materialize(snapshotNow(session.log), sourceFor(session))
      context.setState(session, { draft: { ...session.state.draft, ...content }, isChecking: true })
      void checkAll(context, session)
      return null
    },
  }
}
