/** Fields as columns of the grid: label, width and how a cell is edited. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field, FieldKey, FieldKind } from '#domain/fields/field.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { labelWidth } from './column-texts.ts'
import type { EditorKind, GridColumn } from '#ui/grid/grid-model.ts'

const widths: Record<FieldKind, number> = { text: 160, email: 220, boolean: 96, integer: 110, choice: 130, password: 140, id: 210, 'date-time': 190 }
const wide = new Set(['state', 'description', 'jobTitle', 'public_key', 'external_dn'])
/** Fields that repeat from user to user: their cells suggest what the others have. */
const repeating = /^(department|costCenter|company|location|employeeType|jobTitle|manager|managedAppleId)$|\.(country|region|locality)$/

const choicesOf = (field: Field, purpose: Purpose | null): readonly string[] =>
  field.choices === undefined ? [] : purpose === 'update' ? field.choices.update : field.choices.create

const editors: Record<FieldKind, EditorKind> = {
  text: 'text',
  email: 'text',
  boolean: 'choice',
  integer: 'text',
  choice: 'choice',
  password: 'password',
  id: 'text',
  'date-time': 'date',
}

/** Wide enough for its name too, unless that is a sentence. */
const withLabel = (label: string, width: number): number => Math.max(width, Math.min(260, labelWidth(label)))

export function fieldColumn(key: FieldKey, purpose: Purpose | null): GridColumn {
  const field = fieldByKey(key)
  if (field === undefined) return { key, label: key, width: withLabel(key, 160), kind: 'text' }
  const base = { key, label: field.label, width: withLabel(field.label, wide.has(key) ? 240 : widths[field.kind]), hint: field.group }
  if (field.kind === 'boolean') return { ...base, kind: 'choice', choices: ['true', 'false'] }
  if (field.kind === 'choice') return { ...base, kind: 'choice', choices: choicesOf(field, purpose) }
  if (repeating.test(key)) return { ...base, kind: 'suggest' }
  return { ...base, kind: editors[field.kind] }
}
