/** Spaces around values in all columns at once: how many cells have them, and the repair that removes them. */
import type { BulkPart } from '../draft/bulk.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import type { RepairStep } from '../mapping/recipe-steps.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowSet } from '../packed/row.ts'
import { repaired } from './repairs/repair.ts'

export interface Padded {
  readonly count: number
  readonly fields: readonly FieldKey[]
}

/** Passwords are never altered, so they don't count. */
function trimmable(key: FieldKey): Field | null {
  const field = fieldByKey(key)
  return field === undefined || field.secret ? null : field
}

/** The cells of the first rows that have spaces around them. */
export function paddedCells({ columns, rows }: RowSet, most: number): Padded {
  const list = RowList.of(rows)
  let count = 0
  const fields = columns.filter((key, column) => {
    const before = count
    if (trimmable(key) !== null)
      for (let at = 0; at < Math.min(most, list.length); at += 1) {
        const text = list.textAt(at, column)
        if (text !== text.trim()) count += 1
      }
    return count > before
  })
  return { count, fields }
}

/** Removes them in all rows. */
export const paddingParts = ({ columns }: RowSet): BulkPart[] =>
  columns.flatMap((key): BulkPart[] => {
    const field = trimmable(key)
    return field === null ? [] : [{ field: key, change: (_, text) => (text === text.trim() ? null : repaired('padding', field, text)) }]
  })

export const paddingSteps = (fields: readonly FieldKey[]): RepairStep[] => fields.map((field) => ({ kind: 'repair', cause: 'padding', field }))
