/** What keeps a mapping from being applied, and which needed fields no column gives. */
import { catalogue } from '../fields/catalogue.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import type { Purpose } from '../packed/row.ts'
import type { ColumnMapping } from './model.ts'

/** Empty when nothing does. */
export function mappingIssues(mapping: readonly ColumnMapping[]): string[] {
  const issues: string[] = []
  const byField = new Map<FieldKey, string[]>()
  for (const { target, header } of mapping) {
    if (target.kind === 'field') byField.set(target.field, [...(byField.get(target.field) ?? []), header])
  }
  for (const [field, headers] of byField) {
    if (headers.length > 1)
      issues.push(
        `${headers.map((header) => `“${header}”`).join(' and ')} are all ${fieldByKey(field)?.label ?? field}. Keep one, and leave the others out or choose another field.`,
      )
  }
  const numbers = (kind: 'attribute-name' | 'attribute-value') => mapping.flatMap(({ target }) => (target.kind === kind ? [target.number] : []))
  const names = numbers('attribute-name')
  const values = numbers('attribute-value')
  for (const number of new Set([...names, ...values])) {
    if (names.filter((each) => each === number).length !== 1 || values.filter((each) => each === number).length !== 1)
      issues.push(
        `Custom attribute ${number} needs exactly one column with its name (Attribute${number}_name) and one with its value (Attribute${number}_value).`,
      )
  }
  if (![...byField.keys()].some((field) => fieldByKey(field)?.identifies === true))
    issues.push('No column identifies users. Map one to Username, Company email, Employee identifier or JumpCloud id.')
  return issues
}

/** Fields that a new user cannot be without and that no column is. An update needs none of them. */
export function missingFields(mapping: readonly ColumnMapping[], purpose: Purpose | null): Field[] {
  if (purpose === 'update' || purpose === 'leavers') return []
  const given = new Set(mapping.flatMap(({ target }) => (target.kind === 'field' ? [target.field] : [])))
  return catalogue.filter(({ requiredToCreate, key }) => requiredToCreate && !given.has(key))
}
