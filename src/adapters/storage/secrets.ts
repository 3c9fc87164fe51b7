/** What of a draft may be written down, and how an edit is written without its secrets (rule 9). */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { areMany, couldBePassword, hasOwnForm, looksLikePassword } from '#domain/fields/password-like.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { inputsOf } from '#domain/mapping/recipe-steps.ts'
import { recordsOf, type EditLog, type LogRecord, type NamedEdit } from '#domain/draft/edit-log.ts'
import type { Snapshot } from '#domain/draft/apply-edit.ts'
import { sourceRowHeader } from '#domain/jobs/source-cells.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { cellAt, type PackedTable } from '#domain/packed/packed-table.ts'

type Mapped = Pick<Snapshot, 'mapping' | 'appliedMapping'>

const isSecretField = (field: string): boolean => fieldByKey(field)?.secret === true
const isSecretTarget = ({ target }: ColumnMapping): boolean => target.kind === 'field' && isSecretField(target.field)

/** Whether a source column holds a secret: mapped to a secret field, now or when the rows were made, or named like one. */
export function isSecretColumn(column: number, header: string, { mapping, appliedMapping }: Mapped): boolean {
  const isMapped = (each: ColumnMapping) => each.column === column && isSecretTarget(each)
  return soundsSecret(header) || mapping.some(isMapped) || appliedMapping?.some(isMapped) === true
}

/** Source columns that are a secret at any of these steps: an undo makes them none again, and does not write them down. */
export function secretColumnsIn(records: readonly LogRecord[]): number[] {
  const secretOf = (mapping: readonly ColumnMapping[] | null) => (mapping ?? []).filter(isSecretTarget).map(({ column }) => column)
  return records.flatMap((record) => {
    if (record.kind === 'settled') return [...secretOf(record.settled.mapping), ...secretOf(record.settled.appliedMapping)]
    if (record.kind !== 'edit') return []
    const { edit } = record.done
    return edit.kind === 'map-columns' || edit.kind === 'apply-mapping' ? [...secretOf(edit.before), ...secretOf(edit.after)] : []
  })
}

const rowsTried = 2_000
const valuesTried = 200
/** Of a column that nobody has named, so many values are enough; of one with a name, most. */
const some = 0.2
const most = 0.5

function firstValues(table: PackedTable, column: number): string[] {
  const values: string[] = []
  for (let row = 0; row < Math.min(table.rowCount, rowsTried) && values.length < valuesTried; row += 1) {
    const value = cellAt(table, row, column)
    if (value !== '') values.push(value)
  }
  return values
}

/**
 * Source columns that are kept in memory only: secrets, and what may be one. What was written once stays readable in the browser's profile for a while,
 * whatever is deleted, so a column waits there until the mapping is confirmed; one that still has no field and looks like passwords waits on.
 */
export function unstoredColumns(table: PackedTable, mapped: Mapped, secret: ReadonlySet<number> = new Set()): ReadonlySet<number> {
  const isConfirmed = mapped.appliedMapping !== null
  const byColumn = new Map(mapped.mapping.map((each) => [each.column, each.target]))
  const mayBeSecret = (column: number): boolean => {
    const target = byColumn.get(column) ?? { kind: 'unmapped' }
    const hasName = target.kind !== 'unmapped' && target.kind !== 'ignored'
    if (hasName && (isConfirmed || (target.kind === 'field' && hasOwnForm(target.field)))) return false
    const values = firstValues(table, column)
    return isConfirmed || hasName ? areMany(values, looksLikePassword, most) : areMany(values, couldBePassword, some)
  }
  return new Set(
    table.headers.flatMap((header, column) =>
      secret.has(column) || isSecretColumn(column, header, mapped) || (header !== sourceRowHeader && mayBeSecret(column)) ? [column] : [],
    ),
  )
}

/** What is as secret as a column that is a secret now. */
interface Hidden {
  /** Fields whose cells were made of it by the mapping. */
  readonly fields: ReadonlySet<FieldKey>
  /** Its header, by which a transform names what it reads. */
  readonly headers: ReadonlySet<string>
}

function hiddenBy(secret: ReadonlySet<number>, mapping: readonly ColumnMapping[] | null): Hidden {
  const own = (mapping ?? []).filter(({ column }) => secret.has(column))
  return {
    fields: new Set(own.flatMap(({ target }) => (target.kind === 'field' && !isSecretField(target.field) ? [target.field] : []))),
    headers: new Set(own.map(({ header }) => header)),
  }
}

const nothing: Hidden = { fields: new Set(), headers: new Set() }

/** The record as it may be written: that a secret cell was changed, and not to what. Cells of `hidden` fields are not written at all. */
export function withoutSecrets(record: LogRecord, hidden: Hidden = nothing): LogRecord {
  if (record.kind === 'settled') {
    const { settled } = record
    const cells = settled.cells.filter(({ field }) => !hidden.fields.has(field)).map((cell) => (isSecretField(cell.field) ? { ...cell, text: null } : cell))
    return { kind: 'settled', settled: { ...settled, cells, bulk: settled.bulk.map((change) => bulkWithoutSecrets(change, hidden)) } }
  }
  if (record.kind !== 'edit') return record
  const { name, edit } = record.done
  if (edit.kind === 'bulk') return { kind: 'edit', done: { name, edit: bulkWithoutSecrets(edit, hidden) } }
  if (edit.kind !== 'cells' || !edit.changes.some(({ field }) => isSecretField(field) || hidden.fields.has(field))) return record
  const changes = edit.changes
    .filter(({ field }) => !hidden.fields.has(field))
    .map((change) => (isSecretField(change.field) ? { ...change, before: null, after: null } : change))
  return { kind: 'edit', done: { name, edit: { ...edit, changes } } }
}

/** Whether a change was made of a hidden column, or of a field that it was. */
const readsHidden = ({ steps = [] }: BulkChange, { fields, headers }: Hidden): boolean =>
  steps.some(
    (step) =>
      step.kind === 'transform' && inputsOf(step.transform).some((input) => (input.kind === 'field' ? fields.has(input.field) : headers.has(input.header))),
  )

function bulkWithoutSecrets(change: BulkChange, hidden: Hidden): BulkChange {
  const { steps: _, ...bare } = change
  if (readsHidden(change, hidden)) return { ...bare, columns: [] }
  const columns = change.columns
    .filter(({ field }) => !hidden.fields.has(field))
    .map((column) => (isSecretField(column.field) ? { ...column, before: null, after: null } : column))
  // The steps say what was looked for and what it was replaced by.
  return columns.length < change.columns.length ? { ...bare, columns } : { ...change, columns }
}

/** New records as they may be written, while the rows are made by this mapping. */
export function newRecords(records: readonly LogRecord[], secret: ReadonlySet<number>, appliedMapping: readonly ColumnMapping[] | null): LogRecord[] {
  const hidden = hiddenBy(secret, appliedMapping)
  return records.map((record) => withoutSecrets(record, hidden))
}

/** The whole log as it may be written. What a column said while it was mapped to another field is gone from it once the column is a secret. */
export function wholeLog(log: EditLog, secret: ReadonlySet<number>): LogRecord[] {
  if (secret.size === 0) return recordsOf(log).map((record) => withoutSecrets(record))
  let hidden = hiddenBy(secret, log.settled.appliedMapping)
  const settled = withoutSecrets({ kind: 'settled', settled: log.settled }, hidden)
  const cleaned = (each: NamedEdit): NamedEdit => {
    if (each.edit.kind === 'apply-mapping') hidden = hiddenBy(secret, each.edit.after)
    const record = withoutSecrets({ kind: 'edit', done: each }, hidden)
    return record.kind === 'edit' ? record.done : each
  }
  const done = log.done.map(cleaned)
  const undone = log.undone.toReversed().map(cleaned).toReversed()
  return recordsOf({ settled: settled.kind === 'settled' ? settled.settled : log.settled, done, undone })
}
