/** Reads a list of JumpCloud in one cell: JSON as the API writes it, or `@{name=badge; value=7}` as PowerShell prints it. */
import { fieldByKey, attributeNameIssue } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { UserList } from './model.ts'

type Element = Readonly<Record<string, string>>

export type ListCell =
  | { readonly kind: 'values'; readonly values: readonly (readonly [FieldKey, string])[]; readonly problems: readonly string[] }
  | { readonly kind: 'unreadable'; readonly message: string }

const blank: ListCell = { kind: 'values', values: [], problems: [] }
const parts = ['streetAddress', 'extendedAddress', 'poBox', 'locality', 'region', 'postalCode', 'country'] as const

export function readListCell(list: UserList, text: string): ListCell {
  const trimmed = text.trim()
  if (trimmed === '' || /^(null|\[\s*\]|\{\s*\})$/i.test(trimmed)) return blank
  const elements = /^[[{]/.test(trimmed) ? fromJson(trimmed) : trimmed.startsWith('@{') ? fromPowerShell(trimmed) : null
  if (elements === null)
    return {
      kind: 'unreadable',
      message: `“${trimmed.length > 60 ? `${trimmed.slice(0, 59)}…` : trimmed}” is no list that can be read. Its values are not sent.`,
    }
  const values: (readonly [FieldKey, string])[] = []
  const problems: string[] = []
  for (const element of elements) {
    for (const [field, value] of fieldsOf(list, element, problems)) {
      const before = values.find(([key]) => key === field)
      if (before === undefined) values.push([field, value])
      else if (before[1] !== value) problems.push(`${fieldByKey(field)?.label ?? field} is in this cell twice, with two values. The first is used.`)
    }
  }
  return { kind: 'values', values, problems }
}

export const canRead = (list: UserList, text: string): boolean => readListCell(list, text).kind === 'values' && text.trim() !== ''

function fieldsOf(list: UserList, element: Element, problems: string[]): (readonly [FieldKey, string])[] {
  switch (list) {
    case 'attributes': {
      const { name = '', value = '' } = element
      const wrong = attributeNameIssue(name)
      if (wrong !== null) problems.push(wrong)
      return wrong !== null || value === '' ? [] : [[`attributes.${name}`, value]]
    }
    case 'phoneNumbers': {
      const { type = '', number = '' } = element
      const key = `phoneNumbers.${type}`
      if (fieldByKey(key) === undefined) problems.push(`A phone of the type “${type}” has no field here. It is not sent.`)
      return fieldByKey(key) === undefined || number === '' ? [] : [[key, number]]
    }
    case 'addresses': {
      const { type = '' } = element
      if (type !== 'home' && type !== 'work') {
        problems.push(`An address of the type “${type}” has no field here. It is not sent.`)
        return []
      }
      return parts.flatMap((part) => (element[part] ? [[`addresses.${type}.${part}`, element[part]] as const] : []))
    }
  }
}

function fromJson(text: string): Element[] | null {
  try {
    const value: unknown = JSON.parse(text)
    const all = Array.isArray(value) ? value : [value]
    return all.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each)) ? all.map((each) => textsOf(each as object)) : null
  } catch {
    return null
  }
}

const textsOf = (object: object): Element =>
  Object.fromEntries(Object.entries(object).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [])))

/** Values may hold `;` and `=`: a part begins where a known name and `=` follow a separator. */
function fromPowerShell(text: string): Element[] | null {
  const found = [...text.matchAll(/@\{([\s\S]*?)\}(?=\s*(?:[,;]?\s*@\{|[,;]?\s*$))/g)]
  if (found.length === 0) return null
  return found.map(([, inner = '']) =>
    Object.fromEntries(
      inner.split(/;\s*(?=[A-Za-z_]+=)/).map((pair) => {
        const at = pair.indexOf('=')
        return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      }),
    ),
  )
}
