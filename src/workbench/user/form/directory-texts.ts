/** A directory user as texts by field, as the form and the grid show them. */
import { attributeField } from '#domain/fields/field-lookup.ts'
import type { Field, FieldKey } from '#domain/fields/field.ts'
import { readCell } from '#domain/plan/diff.ts'
import type { SystemUser } from '#domain/wire.ts'

/** The texts of these fields, and of every custom attribute that the user has. */
export function directoryTexts(user: SystemUser, fields: readonly Field[]): Record<FieldKey, string> {
  const own = (user.attributes ?? []).flatMap(({ name }) => (name === undefined || name === '' ? [] : [attributeField(name)]))
  return Object.fromEntries([...fields, ...own].filter(({ secret }) => !secret).map((field) => [field.key, readCell(user, field)]))
}
