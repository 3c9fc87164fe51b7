/** Which fields the form of a user has, in which sections, and which of them are open. */
import { catalogue } from '#domain/fields/catalogue.ts'
import { attributeField } from '#domain/fields/field-lookup.ts'
import type { Field, FieldGroup, FieldKey } from '#domain/fields/field.ts'
import { normalizeHeader } from '#domain/fields/normalize-header.ts'
import type { Purpose } from '#domain/packed/row.ts'

const attributePrefix = 'attributes.'

/** Every field of the catalogue, and these custom attributes. */
export function formFields(keys: Iterable<FieldKey>): Field[] {
  const names = new Set([...keys].filter((key) => key.startsWith(attributePrefix)).map((key) => key.slice(attributePrefix.length)))
  return [...catalogue, ...[...names].map(attributeField)]
}

/** `some`: what is filled or required. `all`: every field of the section. */
export type Openness = 'closed' | 'some' | 'all'

export interface FormSection {
  readonly group: FieldGroup
  readonly fields: readonly Field[]
  readonly shown: readonly Field[]
  readonly isOpen: boolean
}

interface Shape {
  readonly fields: readonly Field[]
  readonly purpose: Purpose | null
  /** Fields that have a value, now or in the directory, when the form was opened. */
  readonly filled: ReadonlySet<FieldKey>
  /** Fields that were added by hand. */
  readonly added: ReadonlySet<FieldKey>
  readonly openness: Readonly<Partial<Record<FieldGroup, Openness>>>
  readonly search: string
}

/** An element of a list is added and removed as a whole, so its blank fields are not listed. */
const listed: readonly FieldGroup[] = ['Phones', 'Home address', 'Work address', 'Custom attributes']
export const isListed = (group: FieldGroup): boolean => listed.includes(group)

export const isRequired = (field: Field, purpose: Purpose | null): boolean => field.requiredToCreate && purpose !== 'update' && purpose !== 'leavers'

/** A search looks at every field; without one, a section is as open as it was made, or shows what is filled and required. */
export function formSections({ fields, purpose, filled, added, openness, search }: Shape): FormSection[] {
  const groups = new Map<FieldGroup, Field[]>([['Identity', []]])
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field])
  if (!groups.has('Custom attributes')) groups.set('Custom attributes', [])
  const wanted = normalizeHeader(search)
  return [...groups].map(([group, members]): FormSection => {
    if (wanted !== '') {
      const shown = members.filter((field) => isFound(field, wanted))
      return { group, fields: members, shown, isOpen: shown.length > 0 }
    }
    const some = members.filter((field) => filled.has(field.key) || added.has(field.key) || isRequired(field, purpose))
    // Where elements are added, the ways to add them are in sight.
    const state = openness[group] ?? (some.length > 0 || isListed(group) ? 'some' : 'closed')
    return { group, fields: members, shown: state === 'closed' ? [] : state === 'all' && !isListed(group) ? members : some, isOpen: state !== 'closed' }
  })
}

const isFound = ({ key, label, group, aliases }: Field, wanted: string): boolean =>
  [label, key, group, ...aliases].some((name) => normalizeHeader(name).includes(wanted))

/** A field's key holds dots, which react-hook-form reads as a path. */
export const inputName = (key: FieldKey): string => encodeURIComponent(key).replaceAll('.', '%2E').replaceAll("'", '%27')
