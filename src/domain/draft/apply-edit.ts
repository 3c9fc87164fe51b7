/** Does an edit, or takes it back: step by step, and all at once from the table that was read. */
import type { FieldKey } from '../fields/field.ts'
import type { ColumnMapping } from '../mapping/model.ts'
import { bulkTextOf, withBulk, type BulkChange } from './bulk.ts'
import { withCells, type CellText, type DraftContent, type Edit, type Omitted } from './edit.ts'
import { RowList } from '../packed/row-list.ts'
import { rowNumber } from '../packed/packed-rows.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'

/** The rows that a mapping makes of the table as read. */
export type Source = (mapping: readonly ColumnMapping[]) => RowSet

/** A draft as plain data without the table: what is left of edits that can no longer be undone. */
export interface Snapshot extends Omit<DraftContent, 'rows'> {
  readonly addedRows: readonly RowKey[]
  readonly addedColumns: readonly FieldKey[]
  /** Absent in a record of an earlier version. */
  readonly deletedRows?: readonly RowKey[]
  /** In the order in which they were made; `cells` come after them. */
  readonly bulk: readonly BulkChange[]
  readonly cells: readonly CellText[]
}

/** A draft of which nothing has been said yet. */
export const emptySnapshot: Snapshot = {
  purpose: null,
  matchBy: 'auto',
  mapping: [],
  appliedMapping: null,
  excluded: [],
  omitted: {},
  isComplete: false,
  sendAgain: {},
  addedRows: [],
  addedColumns: [],
  bulk: [],
  cells: [],
}

/** One edit, done or undone. `earlier` is everything before it, for a column that is made again. */
export function step(content: DraftContent, edit: Edit, direction: 'do' | 'undo', source: Source, earlier: () => Snapshot): DraftContent {
  const isDone = direction === 'do'
  switch (edit.kind) {
    case 'cells': {
      if (content.rows === null) return content
      const { columns } = content.rows
      const { changes, adds } = edit
      const more = edit.rows ?? []
      const rows = isDone && more.length > 0 ? RowList.of(content.rows.rows).withMore(more.map(blankRow)) : content.rows.rows
      const cells = changes.map(({ row, field, before, after }) => ({ row, field, text: isDone ? after : before }))
      if (adds.length === 0) return { ...content, rows: fewer(withCells({ columns, rows }, cells), isDone ? [] : more) }
      if (isDone && earlier().bulk.some((bulk) => bulk.columns.some(({ field }) => adds.includes(field)))) return replayed(content, edit, source, earlier)
      // A field that comes back brings what was set aside with it, as a column of the file would.
      const touched = [...earlier().cells.filter(({ field }) => adds.includes(field)), ...cells]
      const next = withCells({ columns: isDone ? [...columns, ...adds] : columns, rows }, touched)
      return { ...content, rows: isDone ? next : fewer(withoutColumns(next, adds, touched), more) }
    }
    case 'bulk': {
      if (content.rows === null) return content
      if (isDone && edit.adds.length > 0 && isKnown(earlier(), edit.adds)) return replayed(content, edit, source, earlier)
      return { ...content, rows: withBulk(content.rows, edit, direction) }
    }
    case 'add-row': {
      if (content.rows === null) return content
      const { columns, rows } = content.rows
      const list = RowList.of(rows)
      return { ...content, rows: { columns, rows: isDone ? list.withMore([blankRow(edit.row)]) : list.withoutLast() } }
    }
    case 'delete-rows': {
      if (content.rows === null) return content
      const list = RowList.of(content.rows.rows)
      return { ...content, rows: { columns: content.rows.columns, rows: isDone ? list.without(edit.rows) : list.withAgain(edit.rows) } }
    }
    case 'exclude':
      return { ...content, excluded: excludedAfter(content.excluded, edit.rows, edit.excluded === isDone) }
    case 'omit':
      return { ...content, omitted: omittedAfter(content.omitted, edit.rows, edit.field, edit.omitted === isDone) }
    case 'send-again':
      return { ...content, sendAgain: sendAgainAfter(content.sendAgain, edit.jobId, edit.rows, edit.again === isDone) }
    case 'complete':
      return { ...content, isComplete: edit.isComplete === isDone }
    case 'purpose':
      return { ...content, purpose: isDone ? edit.after : edit.before }
    case 'match-by':
      return { ...content, matchBy: isDone ? edit.after : edit.before }
    case 'map-columns':
      return { ...content, mapping: isDone ? edit.after : edit.before }
    case 'apply-mapping': {
      const mapping = isDone ? edit.after : edit.before
      return { ...content, appliedMapping: mapping, rows: mapping === null ? null : materialize({ ...earlier(), appliedMapping: mapping }, source).rows }
    }
  }
}

/** Whether earlier edits wait for one of the fields to be a column again. */
const isKnown = ({ cells, bulk }: Snapshot, fields: readonly FieldKey[]): boolean =>
  cells.some(({ field }) => fields.includes(field)) || bulk.some(({ columns }) => columns.some(({ field }) => fields.includes(field)))

/** The rows as the log gives them with one more edit: where a field comes back that earlier edits knew. */
const replayed = (content: DraftContent, edit: Edit, source: Source, earlier: () => Snapshot): DraftContent => ({
  ...content,
  rows: materialize({ ...settle(earlier(), [edit]), appliedMapping: content.appliedMapping }, source).rows,
})

/** Without the last rows, which an edit had added. */
const fewer = (set: RowSet, rows: readonly RowKey[]): RowSet =>
  rows.length === 0 ? set : { columns: set.columns, rows: rows.reduce((list) => list.withoutLast(), RowList.of(set.rows)) }

/** A row that was added by hand. */
const blankRow = (key: RowKey): Row => ({ key, line: null, cells: [] })

/** The columns that an undone edit had added were the last ones. */
function withoutColumns(set: RowSet, fields: readonly FieldKey[], touched: readonly CellText[]): RowSet {
  const columns = set.columns.filter((field) => !fields.includes(field))
  const rows = RowList.of(set.rows)
  const cut = new Map<number, Row>()
  for (const { row: key } of touched) {
    const row = rows.find(key)
    if (row !== undefined) cut.set(rows.indexOf(key), { ...row, cells: row.cells.slice(0, columns.length) })
  }
  return { columns, rows: rows.with(cut) }
}

function excludedAfter(before: readonly RowKey[], rows: readonly RowKey[], excluded: boolean): readonly RowKey[] {
  const next = new Set(before)
  for (const row of rows) {
    if (excluded) next.add(row)
    else next.delete(row)
  }
  return [...next]
}

function omittedAfter(before: Omitted, rows: readonly RowKey[], field: FieldKey, omitted: boolean): Omitted {
  const next: Record<RowKey, readonly FieldKey[]> = { ...before }
  for (const row of rows) {
    const others = (next[row] ?? []).filter((each) => each !== field)
    const fields = omitted ? [...others, field] : others
    if (fields.length === 0) delete next[row]
    else next[row] = fields
  }
  return next
}

function sendAgainAfter(before: DraftContent['sendAgain'], jobId: string, rows: readonly RowKey[], again: boolean): DraftContent['sendAgain'] {
  const { [jobId]: present = [], ...others } = before
  const next = excludedAfter(present, rows, again)
  return next.length === 0 ? others : { ...others, [jobId]: next }
}

/** Edits folded into what they come to; each cell is kept once. */
export function settle(from: Snapshot, edits: readonly Edit[]): Snapshot {
  if (edits.length === 0) return from
  const cells = new Map<string, CellText>(from.cells.map((cell) => [`${cell.row} ${cell.field}`, cell]))
  let to: Snapshot = from
  for (const edit of edits) {
    switch (edit.kind) {
      case 'cells':
        for (const { row, field, after } of edit.changes) cells.set(`${row} ${field}`, { row, field, text: after })
        if (edit.adds.length > 0) to = { ...to, addedColumns: [...to.addedColumns, ...edit.adds] }
        if (edit.rows !== undefined) to = { ...to, addedRows: [...to.addedRows, ...edit.rows] }
        break
      case 'delete-rows':
        to = { ...to, deletedRows: [...(to.deletedRows ?? []), ...edit.rows] }
        break
      case 'bulk':
        // A cell that was typed before has the text of the change from now on, as if it had been typed.
        for (const [name, cell] of cells) {
          const text = bulkTextOf(edit, cell.field, rowNumber(cell.row))
          if (text !== null) cells.set(name, { ...cell, text })
        }
        to = { ...to, bulk: [...to.bulk, edit], addedColumns: [...to.addedColumns, ...edit.adds] }
        break
      case 'add-row':
        to = { ...to, addedRows: [...to.addedRows, edit.row] }
        break
      case 'exclude':
        to = { ...to, excluded: excludedAfter(to.excluded, edit.rows, edit.excluded) }
        break
      case 'omit':
        to = { ...to, omitted: omittedAfter(to.omitted, edit.rows, edit.field, edit.omitted) }
        break
      case 'send-again':
        to = { ...to, sendAgain: sendAgainAfter(to.sendAgain, edit.jobId, edit.rows, edit.again) }
        break
      case 'complete':
        to = { ...to, isComplete: edit.isComplete }
        break
      case 'purpose':
        to = { ...to, purpose: edit.after }
        break
      case 'match-by':
        to = { ...to, matchBy: edit.after }
        break
      case 'map-columns':
        to = { ...to, mapping: edit.after }
        break
      case 'apply-mapping':
        to = { ...to, appliedMapping: edit.after }
        break
    }
  }
  return { ...to, cells: [...cells.values()] }
}

/** The draft as it stands: the table as mapped, with every edit made on it. Cells of a field that is no column wait for it to come back. */
export function materialize({ addedRows, addedColumns, deletedRows = [], bulk, cells, ...rest }: Snapshot, source: Source): DraftContent {
  if (rest.appliedMapping === null) return { ...rest, rows: null }
  const base = source(rest.appliedMapping)
  const columns = [...base.columns, ...new Set(addedColumns.filter((field) => !base.columns.includes(field)))]
  const rows = addedRows.length === 0 ? base.rows : RowList.of(base.rows).withMore(addedRows.map(blankRow))
  const begun: RowSet = { columns: columns.length === base.columns.length ? base.columns : columns, rows }
  const changed = bulk.reduce((set, change) => withBulk(set, change, 'do'), begun)
  const filled = withCells(changed, cells)
  return { ...rest, rows: deletedRows.length === 0 ? filled : { columns: filled.columns, rows: RowList.of(filled.rows).without(deletedRows) } }
}

/** Fields in which there are edits and which are no column any more, so that they are set aside. */
export function setAside({ cells }: Snapshot, { rows }: DraftContent): FieldKey[] {
  if (rows === null) return []
  return [...new Set(cells.flatMap(({ field, text }) => (text === '' || rows.columns.includes(field) ? [] : [field])))]
}
