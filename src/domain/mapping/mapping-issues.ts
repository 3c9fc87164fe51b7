/** What keeps a mapping from being applied, and which needed fields no column gives. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
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
