/** A number for what a row says, by which a later edit of it is noticed; secrets are no part of it. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { Row } from '../packed/row.ts'

/** FNV-1a, 32 bits: fast, and stable over versions. */
const basis = 0x811c9dc5
const prime = 0x01000193

function addText(hash: number, text: string): number {
  let next = hash
  for (let at = 0; at < text.length; at += 1) next = Math.imul(next ^ text.charCodeAt(at), prime)
  return next
}

/** Neither the order of the columns nor a blank one changes it. */
export function rowPrinter(columns: readonly FieldKey[]): (row: Row, omitted?: readonly FieldKey[]) => number {
  const fields = columns.flatMap((key, at) => (fieldByKey(key)?.secret === true ? [] : [{ key, at, hash: addText(addText(basis, key), '\u0000') }]))
  return ({ cells }, omitted = []) => {
    let print = 0
    for (const { key, at, hash } of fields) {
      const text = cells[at] ?? ''
      if (text !== '' && !omitted.includes(key)) print = (print + addText(hash, text)) >>> 0
    }
    return print
  }
}
