/** The fields that a column can be mapped to, as the choices of its combobox. */
import { catalogue } from '#domain/fields/catalogue.ts'
import { attributeField, attributeNameIssue, fieldByKey } from '#domain/fields/field-lookup.ts'
import type { ColumnMapping, ColumnTarget } from '#domain/mapping/model.ts'

export interface FieldOption {
  readonly value: string
  readonly label: string
  readonly group?: string | undefined
  readonly hint?: string | undefined
}

/** Opens the dialog that makes a custom attribute. */
export const newAttribute = 'new-attribute'

const fieldOptions: readonly FieldOption[] = catalogue.map(({ key, label, group }) => ({ value: `field:${key}`, label, group, hint: key }))

export const optionOf = (target: ColumnTarget): string => {
  switch (target.kind) {
    case 'field':
      return `field:${target.field}`
    case 'attribute-name':
    case 'attribute-value':
      return `${target.kind}:${target.number}`
    case 'list':
      return `list:${target.list}`
    case 'not-sent':
    case 'ignored':
    case 'unmapped':
      return target.kind
  }
}

/** The longest name that a custom attribute may have. */
const longestName = 31

/** A header as the name of a custom attribute: letters and digits only. */
export const attributeNameFor = (header: string): string =>
  header
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, longestName)

/** Attributes that the file or the directory has already, and the one that the header names; a twin by case is named as what it is. */
export function optionsFor({ target, header }: ColumnMapping, attributes: readonly string[]): readonly FieldOption[] {
  const own: FieldOption[] = []
  if (target.kind === 'not-sent') own.push({ value: 'not-sent', label: `Not sent: ${target.name}` })
  if (target.kind === 'unmapped') own.push({ value: 'unmapped', label: 'Choose a field' })
  if (target.kind === 'attribute-name') own.push({ value: optionOf(target), label: `Name of custom attribute ${target.number}` })
  if (target.kind === 'attribute-value') own.push({ value: optionOf(target), label: `Value of custom attribute ${target.number}` })
  if (target.kind === 'list') own.push({ value: optionOf(target), label: `All ${target.list} in this column` })
  own.push({ value: 'ignored', label: 'Exclude' })
  const suggested = attributeNameFor(header)
  const chosen = target.kind === 'field' ? fieldByKey(target.field) : undefined
  const chosenName = chosen?.target.kind === 'attribute' ? chosen.target.name : ''
  // A known attribute of the same name but for the case is offered in place of a twin.
  const known = attributes.find((name) => name.toLowerCase() === suggested.toLowerCase())
  const names = [...new Set([known ?? suggested, chosenName, ...attributes])].filter((name) => name !== '' && attributeNameIssue(name) === null)
  for (const name of names)
    own.push({ value: `field:${attributeField(name).key}`, label: `Custom attribute “${name}”`, group: 'Custom attributes', hint: attributeField(name).key })
  own.push({ value: newAttribute, label: 'New custom attribute…', group: 'Custom attributes' })
  return [...own, ...fieldOptions]
}

export function targetOf(value: string, mapping: ColumnMapping): ColumnTarget {
  if (value.startsWith('field:')) return { kind: 'field', field: value.slice('field:'.length) }
  return value === 'ignored' ? { kind: 'ignored' } : mapping.target
}

/** Attributes that differ only by case: JumpCloud keeps both, and a column fills one of them. */
export function attributeTwins(
  mapping: readonly ColumnMapping[],
  attributes: readonly string[],
): { readonly header: string; readonly name: string; readonly twin: string }[] {
  const mapped = mapping.flatMap(({ header, target }) => {
    const field = target.kind === 'field' ? fieldByKey(target.field)?.target : undefined
    return field?.kind === 'attribute' ? [{ header, name: field.name }] : []
  })
  return mapped.flatMap(({ header, name }) => {
    const isTwin = (other: string) => other !== name && other.toLowerCase() === name.toLowerCase()
    const twin = attributes.includes(name)
      ? mapped.find((other) => isTwin(other.name))?.name
      : (attributes.find(isTwin) ?? mapped.find((other) => isTwin(other.name))?.name)
    return twin === undefined ? [] : [{ header, name, twin }]
  })
}
