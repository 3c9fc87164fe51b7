/** What can be done to a draft, each kind as plain data that can be done, undone and stored. */
import type { FieldKey } from '../fields/field.ts'
import type { BulkChange } from './bulk.ts'
import type { ColumnMapping } from '../mapping/model.ts'
import { rowKey } from '../packed/packed-rows.ts'
import { RowList } from '../packed/row-list.ts'
import type { Purpose, Row, RowKey, RowSet } from '../packed/row.ts'

/** What names a user in the directory. */
export type Identifier = 'id' | 'username' | 'email' | 'employeeIdentifier'
export type MatchKey = 'auto' | Identifier

/** One cell, before and after; null stands for a secret that was not stored, and reads as a blank. */
export interface CellChange {
  readonly row: RowKey
  readonly field: FieldKey
  readonly before: string | null
  readonly after: string | null
}

export type Edit =
  /** `adds` names fields that were no column before, `rows` the rows that are added with it. */
  | { readonly kind: 'cells'; readonly changes: readonly CellChange[]; readonly adds: readonly FieldKey[]; readonly rows?: readonly RowKey[] }
  /** A transform or a repair: many cells by one rule. */
  | BulkChange
  | { readonly kind: 'add-row'; readonly row: RowKey }
  | { readonly kind: 'delete-rows'; readonly rows: readonly RowKey[] }
  /** Only rows for which it was otherwise before. */
  | { readonly kind: 'exclude'; readonly rows: readonly RowKey[]; readonly excluded: boolean }
  /** One field excluded from rows, or included again; only rows for which it was otherwise before. */
  | { readonly kind: 'omit'; readonly rows: readonly RowKey[]; readonly field: FieldKey; readonly omitted: boolean }
  /** Whether the file claims to hold everybody. */
  | { readonly kind: 'complete'; readonly isComplete: boolean }
  /** Rows that were sent in a job are to be sent again, or not; only rows for which it was otherwise before. */
  | { readonly kind: 'send-again'; readonly jobId: string; readonly rows: readonly RowKey[]; readonly again: boolean }
  | { readonly kind: 'purpose'; readonly before: Purpose | null; readonly after: Purpose | null }
  | { readonly kind: 'match-by'; readonly before: MatchKey; readonly after: MatchKey }
  | { readonly kind: 'map-columns'; readonly before: readonly ColumnMapping[]; readonly after: readonly ColumnMapping[] }
  | { readonly kind: 'apply-mapping'; readonly before: readonly ColumnMapping[] | null; readonly after: readonly ColumnMapping[] }

/** Fields that are excluded from single rows. */
export type Omitted = Readonly<Record<RowKey, readonly FieldKey[]>>

/** What a draft says, beside the table that was read. */
export interface DraftContent {
  readonly purpose: Purpose | null
  readonly matchBy: MatchKey
  readonly mapping: readonly ColumnMapping[]
  /** The mapping from which `rows` were made, or null before that. */
  readonly appliedMapping: readonly ColumnMapping[] | null
  readonly rows: RowSet | null
  readonly excluded: readonly RowKey[]
  readonly omitted: Omitted
  /** The file is said to hold everybody, so that whoever is not in it can be listed. */
  readonly isComplete: boolean
  /** Rows that are to be sent again although a job has them, by that job. */
  readonly sendAgain: Readonly<Record<string, readonly RowKey[]>>
}

export interface CellText {
  readonly row: RowKey
  readonly field: FieldKey
  readonly text: string | null
}

/** The rows with the texts in their cells; what does not change keeps its identity, and rows and fields that are not there are skipped. */
export function withCells(set: RowSet, cells: readonly CellText[]): RowSet {
  const place = new Map(set.columns.map((field, index) => [field, index]))
  const list = RowList.of(set.rows)
  const changed = new Map<number, string[]>()
  for (const { row, field, text } of cells) {
    const column = place.get(field)
    const at = list.indexOf(row)
    const before = at < 0 ? undefined : list.at(at)
    if (column === undefined || before === undefined) continue
    let texts = changed.get(at)
    if (texts === undefined) {
      texts = [...before.cells]
      changed.set(at, texts)
    }
    while (texts.length < column) texts.push('')
    texts[column] = text ?? ''
  }
  if (changed.size === 0) return set
  const rows = new Map<number, Row>()
  for (const [at, texts] of changed) {
    const { key, line } = list.at(at) as Row
    rows.set(at, { key, line, cells: texts })
  }
  return { columns: set.columns, rows: list.with(rows) }
}

/** The next key that no row has had. */
export const nextRowKey = (set: RowSet): RowKey => rowKey(RowList.of(set.rows).nextNumber)

/** What an edit of cells would change: cells that have the text already are skipped, and new fields are named. */
export function cellsEdit(set: RowSet, cells: readonly { readonly row: RowKey; readonly field: FieldKey; readonly text: string }[]): Edit | null {
  const place = new Map(set.columns.map((field, index) => [field, index]))
  const list = RowList.of(set.rows)
  const adds: FieldKey[] = []
  const changes = cells.flatMap(({ row, field, text }): CellChange[] => {
    const at = list.find(row)
    const before = at?.cells[place.get(field) ?? -1] ?? ''
    if (at === undefined || before === text) return []
    if (!place.has(field) && !adds.includes(field)) adds.push(field)
    return [{ row, field, before, after: text }]
  })
  return changes.length === 0 ? null : { kind: 'cells', changes, adds }
}

/** Cells of which some are in rows that do not exist yet: row `n` of `newRows` gets the next keys, in order. `fields` are columns to add, even if empty. */
export function blockEdit(
  set: RowSet,
  cells: readonly { readonly row: RowKey; readonly field: FieldKey; readonly text: string }[],
  newRows: readonly Readonly<Record<FieldKey, string>>[],
  fields: readonly FieldKey[] = [],
): Edit | null {
  const within = cellsEdit(set, cells)
  const changes: CellChange[] = within?.kind === 'cells' ? [...within.changes] : []
  const adds = new Set(within?.kind === 'cells' ? within.adds : [])
  for (const field of fields) if (!set.columns.includes(field)) adds.add(field)
  const first = RowList.of(set.rows).nextNumber
  const rows = newRows.map((_, at) => rowKey(first + at))
  newRows.forEach((texts, at) => {
    for (const [field, text] of Object.entries(texts)) {
      if (text === '') continue
      if (!set.columns.includes(field)) adds.add(field)
      changes.push({ row: rows[at] ?? '', field, before: '', after: text })
    }
  })
  if (changes.length === 0 && adds.size === 0 && rows.length === 0) return null
  return { kind: 'cells', changes, adds: [...adds], ...(rows.length === 0 ? {} : { rows }) }
}

/** What excluding a field, or including it, would change: rows for which it is so already are skipped. */
export function omitEdit(before: Omitted, keys: readonly RowKey[], field: FieldKey, omitted: boolean): Edit | null {
  const rows = keys.filter((row) => (before[row]?.includes(field) === true) !== omitted)
  return rows.length === 0 ? null : { kind: 'omit', rows, field, omitted }
}

/** A change of more cells of one field counts as one of all rows: nobody walks through them one by one. */
const mostListed = 2_000

/** The rows that an edit touches; null means all of them. */
export function touchedRows(edit: Edit): readonly RowKey[] | null {
  switch (edit.kind) {
    case 'cells':
      return edit.adds.length > 0 ? null : [...new Set([...(edit.rows ?? []), ...edit.changes.map(({ row }) => row)])]
    case 'delete-rows':
    case 'exclude':
    case 'omit':
      return edit.rows
    case 'bulk':
      return edit.adds.length > 0 || edit.columns.some(({ rows }) => rows.length > mostListed)
        ? null
        : [...new Set(edit.columns.flatMap(({ rows }) => Array.from(rows, rowKey)))]
    case 'add-row':
      return [edit.row]
    case 'purpose':
    case 'apply-mapping':
      return null
    case 'send-again':
    case 'complete':
    case 'match-by':
    case 'map-columns':
      return []
  }
}

/** Whether rows of a job are sent again, or not: rows for which it is so already are skipped. */
export function sendAgainEdit(before: DraftContent['sendAgain'], jobId: string, keys: readonly RowKey[], again: boolean): Edit | null {
  const present = new Set(before[jobId])
  const rows = keys.filter((row) => present.has(row) !== again)
  return rows.length === 0 ? null : { kind: 'send-again', jobId, rows, again }
}
