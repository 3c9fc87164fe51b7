/** The edits that can be made to an open draft: each is one step of its undo, checked where it touches rows, and saved. */
import { formatCount } from '#domain/count.ts'
import { misshapenRows } from '#domain/draft/blocked.ts'
import { bulkChange, takeBack, type BulkChange, type BulkPart } from '#domain/draft/bulk.ts'
import { setAside, step } from '#domain/draft/apply-edit.ts'
import { blockEdit, cellsEdit, nextRowKey, omitEdit, sendAgainEdit, touchedRows, type Edit, type MatchKey } from '#domain/draft/edit.ts'
import { bulkInForce, canUndo, nextBulkId, snapshotNow, withRecord, type EditLog, type LogRecord } from '#domain/draft/edit-log.ts'
import { editName } from '#domain/draft/edit-name.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RecipeStep } from '#domain/mapping/recipe-steps.ts'
import { isSameMapping, type ColumnMapping } from '#domain/mapping/model.ts'
import type { Purpose, RowKey } from '#domain/packed/row.ts'
import { isAsRead } from '#domain/packed/packed-rows.ts'
import { findRow, RowList } from '#domain/packed/row-list.ts'
import { checkAll, issuesOf, recheck } from './check.ts'
import type { DraftContext } from './dependencies.ts'
import type { OpenDraft, Session } from './draft-model.ts'
import { mapAhead } from './map-ahead.ts'
import { missingSecrets, sourceFor } from './open.ts'
import { record } from './save.ts'

export interface Editing {
  /** Answers the edit that was undone, or null. */
  readonly undo: (id: string) => Edit | null
  readonly redo: (id: string) => Edit | null
  /** Sets cells, all in one step; `name` is what the undo button calls it. */
  readonly editCells: (id: string, cells: readonly { readonly row: RowKey; readonly field: FieldKey; readonly text: string }[], name?: string) => boolean
  /** Changes many cells by a rule, in one step that Review lists by its title and that can be taken back there; `steps` are what a recipe keeps of it. Answers whether anything changed. */
  readonly changeMany: (id: string, title: string, parts: readonly BulkPart[], steps?: readonly RecipeStep[]) => boolean
  /** Sets the cells of an earlier change back, where they still have the text that it gave them. */
  readonly takeBackChange: (id: string, change: BulkChange) => boolean
  /** Adds an empty row at the end and answers its key, or null where the draft may not be edited here. */
  readonly addRow: (id: string) => RowKey | null
  /** Sets cells and adds rows and columns, all in one step. */
  readonly editBlock: (id: string, block: BlockEdit, name?: string) => boolean
  readonly deleteRows: (id: string, keys: readonly RowKey[]) => boolean
  /** Excludes rows from the job, or includes them again. */
  readonly setExcluded: (id: string, keys: readonly RowKey[], excluded: boolean) => boolean
  /** Leaves one field out of some rows, or includes it again. */
  readonly setOmitted: (id: string, keys: readonly RowKey[], field: FieldKey, omitted: boolean) => boolean
  /** Whether the file is a full list of users. */
  readonly setComplete: (id: string, isComplete: boolean) => boolean
  /** Includes rows although a job has them already, or takes that back; by the job that they were sent in last. */
  readonly setSendAgain: (id: string, jobId: string, keys: readonly RowKey[], again: boolean) => boolean
  readonly setPurpose: (id: string, purpose: Purpose) => boolean
  readonly setMatchBy: (id: string, matchBy: MatchKey) => boolean
  readonly setMapping: (id: string, mapping: readonly ColumnMapping[]) => boolean
  /** After the file was read again: what was chosen for a column by hand holds where the headers are the same. */
  readonly keepChosen: (id: string, headers: readonly string[], chosen: readonly ColumnMapping[]) => boolean
  /** Makes the rows of the chosen mapping; edits stay with their fields. Answers the fields whose edits wait for a column to come back. */
  readonly applyDraftMapping: (id: string) => Promise<FieldKey[]>
}

export interface BlockEdit {
  readonly cells: readonly { readonly row: RowKey; readonly field: FieldKey; readonly text: string }[]
  /** The texts of rows that are added at the end. */
  readonly newRows?: readonly Readonly<Record<FieldKey, string>>[]
  /** Fields that become columns, filled or not. */
  readonly fields?: readonly FieldKey[]
}

const elsewhere = 'Another tab is editing this draft. Choose “Edit here” first.'

const editOf = (log: EditLog, next: LogRecord): Edit | undefined => {
  switch (next.kind) {
    case 'edit':
      return next.done.edit
    case 'undo':
      return canUndo(log)?.edit
    case 'redo':
      return log.undone.at(-1)?.edit
    case 'settled':
      return undefined
  }
}

export function createEditing(context: DraftContext, find: (id: string) => Session | undefined): Editing {
  const draftOf = (id: string) => find(id)?.state.draft

  /** Answers the edit that was done or undone; null where there was none, or where the draft may not be edited here. */
  function apply(id: string, next: LogRecord): Edit | null {
    const session = find(id)
    if (session === undefined) return null
    if (session.state.access !== 'mine') {
      context.onRefused(elsewhere)
      return null
    }
    const { log } = session
    const edit = editOf(log, next)
    if (edit === undefined) return null
    const after = withRecord(log, next)
    const before = next.kind === 'undo' ? after : log
    const content = step(session.state.draft, edit, next.kind === 'undo' ? 'undo' : 'do', sourceFor(session), () => snapshotNow(before))
    session.log = after
    session.state = {
      ...session.state,
      draft: { ...session.state.draft, ...content },
      undo: canUndo(after)?.name ?? null,
      redo: after.undone.at(-1)?.name ?? null,
      bulk: edit.kind === 'bulk' ? bulkInForce(after) : session.state.bulk,
    }
    if (session.absent.size > 0 && (edit.kind === 'map-columns' || edit.kind === 'apply-mapping'))
      session.state = { ...session.state, missing: missingSecrets(session.absent, snapshotNow(after)) }
    if (recheck(session, touchedRows(edit))) session.state = { ...session.state, issues: issuesOf(session) }
    else {
      session.state = { ...session.state, isChecking: true }
      const isAsMapped = content.rows?.rows === session.base?.rows.rows && session.firstCheck?.mapping === content.appliedMapping
      void checkAll(context, session, isAsMapped ? (session.firstCheck ?? undefined) : undefined)
    }
    record(context, session, [next])
    return edit
  }

  const doEdit = (id: string, edit: Edit | null, name?: string): boolean => {
    const draft = draftOf(id)
    return edit !== null && draft !== undefined && apply(id, { kind: 'edit', done: { name: name ?? editName(edit, draft.rows, draft.origin), edit } }) !== null
  }

  const parts: Parts = { find, doEdit }
  return {
    undo: (id) => apply(id, { kind: 'undo' }),
    redo: (id) => apply(id, { kind: 'redo' }),
    ...rowEdits(parts),
    ...choices(context, parts),
    ...mappingEdits(context, parts),
  }
}

interface Parts {
  readonly find: (id: string) => Session | undefined
  /** False where there is nothing to do, or the draft may not be edited here. */
  readonly doEdit: (id: string, edit: Edit | null, name?: string) => boolean
}

const draftIn = ({ find }: Parts, id: string) => find(id)?.state.draft

/** Edits of cells, rows and whole columns. */
function rowEdits(parts: Parts): Pick<Editing, 'editCells' | 'changeMany' | 'takeBackChange' | 'addRow' | 'editBlock' | 'deleteRows'> {
  const { find, doEdit } = parts
  const rowsOf = (id: string) => draftIn(parts, id)?.rows
  return {
    editCells(id, cells, name) {
      const rows = rowsOf(id)
      return rows != null && doEdit(id, cellsEdit(rows, cells), name)
    },
    changeMany(id, title, parts, steps = []) {
      const session = find(id)
      const rows = session?.state.draft.rows
      return session !== undefined && rows != null && doEdit(id, bulkChange(rows, { id: nextBulkId(session.log), title, parts, steps }))
    },
    takeBackChange(id, change) {
      const session = find(id)
      const rows = session?.state.draft.rows
      return session !== undefined && rows != null && doEdit(id, takeBack(rows, change, nextBulkId(session.log)))
    },
    addRow(id) {
      const rows = rowsOf(id)
      if (rows == null) return null
      const row = nextRowKey(rows)
      return doEdit(id, { kind: 'add-row', row }) ? row : null
    },
    editBlock(id, { cells, newRows = [], fields = [] }, name) {
      const rows = rowsOf(id)
      return rows != null && doEdit(id, blockEdit(rows, cells, newRows, fields), name)
    },
    deleteRows(id, keys) {
      const rows = rowsOf(id)
      if (rows == null) return false
      const list = RowList.of(rows.rows)
      const there = keys.filter((key) => list.indexOf(key) >= 0)
      return there.length > 0 && doEdit(id, { kind: 'delete-rows', rows: there })
    },
  }
}

/** Malformed rows whose cells were not corrected by hand, each with the reason. */
function asMisshapen({ source, rows }: OpenDraft, keys: readonly RowKey[]): ReadonlyMap<RowKey, string> {
  const bad = misshapenRows(source.heldBack)
  const isUntouched = (key: RowKey) => {
    const row = rows === null ? undefined : findRow(rows.rows, key)
    return row === undefined || isAsRead(row)
  }
  return new Map(keys.flatMap((key) => (bad.has(key) && isUntouched(key) ? [[key, bad.get(key) ?? ''] as const] : [])))
}

/** What becomes of rows and of the draft as a whole. */
function choices(
  context: DraftContext,
  parts: Parts,
): Pick<Editing, 'setExcluded' | 'setOmitted' | 'setComplete' | 'setSendAgain' | 'setPurpose' | 'setMatchBy'> {
  const { doEdit } = parts
  const draftOf = (id: string) => draftIn(parts, id)
  return {
    setExcluded(id, keys, excluded) {
      const draft = draftOf(id)
      const before = new Set(draft?.excluded)
      const changed = keys.filter((key) => before.has(key) !== excluded)
      const bad = excluded || draft === undefined ? new Map<RowKey, string>() : asMisshapen(draft, changed)
      const [reason] = bad.values()
      if (reason !== undefined) context.onRefused(`${bad.size === 1 ? 'One row stays' : `${formatCount(bad.size)} rows stay`} excluded. ${reason}`)
      const rows = changed.filter((key) => !bad.has(key))
      return rows.length > 0 && doEdit(id, { kind: 'exclude', rows, excluded })
    },
    setOmitted(id, keys, field, omitted) {
      const draft = draftOf(id)
      return draft !== undefined && doEdit(id, omitEdit(draft.omitted, keys, field, omitted))
    },
    setComplete(id, isComplete) {
      const draft = draftOf(id)
      return draft !== undefined && draft.isComplete !== isComplete && doEdit(id, { kind: 'complete', isComplete })
    },
    setSendAgain(id, jobId, keys, again) {
      const draft = draftOf(id)
      return draft !== undefined && doEdit(id, sendAgainEdit(draft.sendAgain, jobId, keys, again))
    },
    setPurpose(id, purpose) {
      const draft = draftOf(id)
      return draft !== undefined && draft.purpose !== purpose && doEdit(id, { kind: 'purpose', before: draft.purpose, after: purpose })
    },
    setMatchBy(id, matchBy) {
      const draft = draftOf(id)
      return draft !== undefined && draft.matchBy !== matchBy && doEdit(id, { kind: 'match-by', before: draft.matchBy, after: matchBy })
    },
  }
}

/** Which field each column is, chosen and applied. */
function mappingEdits(context: DraftContext, parts: Parts): Pick<Editing, 'setMapping' | 'keepChosen' | 'applyDraftMapping'> {
  const { find, doEdit } = parts
  const draftOf = (id: string) => draftIn(parts, id)
  const setMapping = (id: string, mapping: readonly ColumnMapping[]): boolean => {
    const draft = draftOf(id)
    return draft !== undefined && draft.mapping !== mapping && doEdit(id, { kind: 'map-columns', before: draft.mapping, after: mapping })
  }

  return {
    setMapping,
    keepChosen(id, headers, chosen) {
      const draft = draftOf(id)
      if (draft === undefined || chosen.length === 0 || draft.table.headers.join('\n') !== headers.join('\n')) return false
      return setMapping(
        id,
        draft.mapping.map((each) => chosen.find(({ column }) => column === each.column) ?? each),
      )
    },
    async applyDraftMapping(id) {
      const session = find(id)
      if (session === undefined) return []
      await mapAhead(context, session)
      const { appliedMapping, mapping } = session.state.draft
      if (!isSameMapping(appliedMapping, mapping)) doEdit(id, { kind: 'apply-mapping', before: appliedMapping, after: mapping })
      return setAside(snapshotNow(session.log), session.state.draft)
    },
  }
}
