/** Which cell of a row a server's message is probably about; null where nothing in it says. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'

/** First match wins: the narrow words stand before the wide ones. */
const words: readonly (readonly [pattern: RegExp, fields: RegExp])[] = [
  [/recovery ?e-?mail/i, /^recoveryEmail/],
  [/alternate ?e-?mail/i, /^alternateEmail/],
  [/employee ?(id|identifier|number)/i, /^employeeIdentifier$/],
  [/e-?mail/i, /^email$/],
  [/user ?name|login name/i, /^username$/],
  [/password/i, /^password$/],
  [/manager/i, /^manager$/],
  [/phone/i, /^phoneNumbers\./],
  [/postal|zip ?code/i, /^addresses\..*postalCode$/],
  [/country/i, /^addresses\..*country$/],
  [/address/i, /^addresses\./],
  [/first ?name/i, /^firstname$/],
  [/last ?name|surname/i, /^lastname$/],
  [/staged|activat|suspend|\bstate\b/i, /^state$/],
  [/\buid\b/i, /^unix_uid$/],
  [/\bgid\b/i, /^unix_guid$/],
  [/mfa|multi-?factor|totp/i, /mfa|multifactor/i],
  [/custom attribute|attribute/i, /^attributes\./],
]

interface Cells {
  readonly columns: readonly FieldKey[]
  readonly cells: readonly string[]
}

/** A value of the row that the message quotes says most; then a field's own name; then words that stand for one. */
export function likelyField(message: string, { columns, cells }: Cells): FieldKey | null {
  const text = message.toLowerCase()
  // An address holds its username: the longest value that is quoted is the one that is meant.
  const [quoted] = columns
    .flatMap((key, at) => {
      const cell = (cells[at] ?? '').trim().toLowerCase()
      return cell.length >= 4 && fieldByKey(key)?.secret !== true && text.includes(cell) ? [{ key, length: cell.length }] : []
    })
    .toSorted((a, b) => b.length - a.length)
  if (quoted !== undefined) return quoted.key
  const named = columns.find((key) => {
    const field = fieldByKey(key)
    const names = field === undefined ? [] : [field.label, key.split('.').at(-1) ?? key]
    return names.some((name) => name.length >= 4 && new RegExp(`\\b${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '.?')}\\b`).test(text))
  })
  if (named !== undefined) return named
  for (const [pattern, fields] of words) {
    const found = pattern.test(message) ? columns.find((key) => fields.test(key)) : undefined
    if (found !== undefined) return found
  }
  return null
}
