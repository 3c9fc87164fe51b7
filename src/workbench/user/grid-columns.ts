/** Fields as columns of the grid: label, width and how a cell is edited. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field, FieldKind } from '#domain/fields/field.ts'
import type { Purpose } from '#domain/packed/row.ts'
import type { GridColumn } from '#ui/grid/grid-model.ts'

const widths: Record<FieldKind, number> = { text: 160, email: 220, boolean: 96, integer: 110, choice: 130, password: 140, id: 210, 'date-time': 190 }
const wide = new Set(['description', 'jobTitle', 'public_key', 'external_dn'])

const choicesOf = (field: Field, purpose: Purpose | null): readonly string[] =>
  field.choices === undefined ? [] : purpose === 'update' ? field.choices.update : field.choices.create

/** One grid column a field, in the order of the draft. */
export function gridColumns(keys: readonly string[], purpose: Purpose | null): GridColumn[] {
  return keys.map((key): GridColumn => {
    const field = fieldByKey(key)
    if (field === undefined) return { key, label: key, width: 160, kind: 'text' }
    const base = { key, label: field.label, width: wide.has(key) ? 240 : widths[field.kind], hint: field.group }
    switch (field.kind) {
      case 'boolean':
        return { ...base, kind: 'boolean', choices: ['', 'true', 'false'] }
      case 'choice':
        return { ...base, kind: 'choice', choices: ['', ...choicesOf(field, purpose)] }
      case 'password':
        return { ...base, kind: 'password' }
      default:
        return { ...base, kind: 'text' }
    }
  })
}
