/** What of a draft is secret, and how an edit is written down without it (rule 9). */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { Settled } from '#domain/draft/apply-edit.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'

const isSecretField = (field: string): boolean => fieldByKey(field)?.secret === true

/** Whether a source column is not stored: mapped to a secret field, now or when the rows were made, or named like one. */
export function isSecretColumn(column: number, header: string, { mapping, appliedMapping }: Pick<Settled, 'mapping' | 'appliedMapping'>): boolean {
  const isMapped = (each: ColumnMapping) => each.column === column && each.target.kind === 'field' && isSecretField(each.target.field)
  return soundsSecret(header) || mapping.some(isMapped) || appliedMapping?.some(isMapped) === true
}

/** Source columns that an edit makes secret. */
export function newSecretColumns(record: LogRecord): number[] {
  if (record.kind !== 'edit' || record.done.edit.kind !== 'map-columns') return []
  return record.done.edit.after.flatMap(({ column, target }) => (target.kind === 'field' && isSecretField(target.field) ? [column] : []))
}

/** The record as it may be written: that a secret cell was changed, and not to what. */
export function withoutSecrets(record: LogRecord): LogRecord {
  if (record.kind === 'settled') {
    const { settled } = record
    const cells = settled.cells.map((cell) => (isSecretField(cell.field) ? { ...cell, text: null } : cell))
    return { kind: 'settled', settled: { ...settled, cells, bulk: settled.bulk.map(bulkWithoutSecrets) } }
  }
  if (record.kind === 'edit' && record.done.edit.kind === 'bulk') {
    return { kind: 'edit', done: { name: record.done.name, edit: bulkWithoutSecrets(record.done.edit) } }
  }
  if (record.kind !== 'edit' || record.done.edit.kind !== 'cells') return record
  const { name, edit } = record.done
  if (!edit.changes.some(({ field }) => isSecretField(field))) return record
  const changes = edit.changes.map((change) => (isSecretField(change.field) ? { ...change, before: null, after: null } : change))
  return { kind: 'edit', done: { name, edit: { ...edit, changes } } }
}

const bulkWithoutSecrets = (change: BulkChange): BulkChange => ({
  ...change,
  columns: change.columns.map((column) => (isSecretField(column.field) ? { ...column, before: null, after: null } : column)),
})
