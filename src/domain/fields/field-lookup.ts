/** Finds a field by its key or by a header, custom attributes included. */
import { catalogue } from './catalogue.ts'
import type { Field, FieldKey } from './field.ts'
import { headerWords } from './header-words.ts'
import { normalizeHeader } from './normalize-header.ts'

const byKey = new Map(catalogue.map((field) => [field.key, field]))
const attributes = new Map<string, Field>()
const attributePrefix = 'attributes.'

/** The field of a custom attribute. Names are letters and digits, at most 31 of them (documented: "fewer than 32 characters"). */
export function attributeField(name: string): Field {
  const known = attributes.get(name)
  if (known !== undefined) return known
  const made: Field = {
    key: `${attributePrefix}${name}`,
    label: name,
    group: 'Custom attributes',
    kind: 'text',
    use: 'both',
    target: { kind: 'attribute', name },
    maximum: 1024,
    rule: 'attribute-value',
    requiredToCreate: false,
    identifies: false,
    secret: false,
    sensitive: false,
    aliases: [],
    source: 'JumpCloud API v2 specification: attributes are pairs of name and value, the value at most 1024 characters (documented)',
  }
  attributes.set(name, made)
  return made
}

export function fieldByKey(key: FieldKey): Field | undefined {
  return byKey.get(key) ?? (key.startsWith(attributePrefix) ? attributeField(key.slice(attributePrefix.length)) : undefined)
}

/** What is wrong with a custom attribute's name, or null. The sentences follow JumpCloud's own (observed in its tests). */
export function attributeNameIssue(name: string): string | null {
  if (name === '') return 'A custom attribute needs a name.'
  if (!/^[A-Za-z0-9]+$/.test(name)) return `“${name}” cannot name a custom attribute: only letters and digits are allowed, no spaces.`
  return name.length > 31 ? `“${name}” is too long for the name of a custom attribute: at most 31 characters are allowed.` : null
}

/** Why a header means a field: its own name, its label, or a known alias. */
export type HeaderReason = 'key' | 'label' | 'alias'

/** Every header text that is known, normalized, with its field and the reason. Own names win over labels, labels over aliases. */
export const knownHeaders: ReadonlyMap<string, { readonly field: Field; readonly reason: HeaderReason }> = (() => {
  const known = new Map<string, { field: Field; reason: HeaderReason }>()
  const learn = (header: string, field: Field, reason: HeaderReason) => {
    const name = normalizeHeader(header)
    if (!known.has(name)) known.set(name, { field, reason })
  }
  for (const field of catalogue) learn(field.key, field, 'key')
  for (const field of catalogue) learn(field.label, field, 'label')
  for (const field of catalogue) for (const alias of field.aliases) learn(alias, field, 'alias')
  for (const field of catalogue) for (const alias of (headerWords[field.key] ?? '').split('|')) if (alias !== '') learn(alias, field, 'alias')
  return known
})()
