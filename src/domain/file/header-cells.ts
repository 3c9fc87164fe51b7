/** Tells a header cell from a value: what the catalogue has a name for, and what only stands in a user's row. */
import { knownHeaders } from '../fields/field-lookup.ts'
import { fieldNamesIn } from '../fields/header-names.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { notSentFor } from '../fields/not-sent.ts'

/** Longer cells are no names. */
const longestName = 120

/** What the catalogue has a name for, also with the product's own name in brackets behind it. */
export const isKnownHeader = (cell: string): boolean =>
  // A whole line may stand in one cell while delimiters are tried.
  cell.length <= longestName &&
  fieldNamesIn(cell).some((name) => {
    const plain = normalizeHeader(name)
    return knownHeaders.has(plain) || /^attribute\d+(name|value)$/.test(plain) || notSentFor(name) !== undefined
  })

/** An address, a number, a date, an id: what stands in a user's row and not in a header. */
export const isValue = (cell: string): boolean =>
  /\S@\S+\.\S/.test(cell) ||
  /^[+(]?[\d\s.,:/()%-]*\d[\d\s.,:/()%-]*$/.test(cell) ||
  /^(true|false|yes|no)$/i.test(cell) ||
  /^[0-9a-f]{24}$/i.test(cell) ||
  cell.length > longestName
