/** The texts of users who are duplicated: everything but what names one user, and passwords. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'

/** A second user with the same names and password is never what is meant. */
const isCopied = (key: FieldKey): boolean => {
  const field = fieldByKey(key)
  return field?.identifies !== true && field?.secret !== true
}

export function duplicatesOf(set: RowSet, keys: readonly RowKey[]): Readonly<Record<FieldKey, string>>[] {
  const list = RowList.of(set.rows)
  return keys.flatMap((key) => {
    const row = list.find(key)
    return row === undefined ? [] : [Object.fromEntries(set.columns.flatMap((field, slot) => (isCopied(field) ? [[field, row.cells[slot] ?? '']] : [])))]
  })
}
