/**
 * Which rows of a packed block `validateRow` may have something to say about, found column by column: most cells are skipped without being
 * cut out of their column. What is skipped is proved to be in order by `issue-index.test.ts`. The loops are functions of their own: short ones
 * are compiled once, while one that holds several is compiled again for each.
 */
import { attributeNameIssue, fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { mostValues, type DictionaryColumn } from '../packed/dictionary.ts'
import { cellIn, longestCell, type PackedColumn, type TextColumn, type Bytes } from '../packed/packed-table.ts'
import { columnBytes } from '../packed/column-bytes.ts'
import { filledText } from '../fields/clear.ts'
import { nothing, ordinaryOf, type IsOrdinary } from './ordinary-cells.ts'
import type { Purpose } from '../packed/row.ts'
import { isDateAttribute, mayBeCapitals, mayBeDamaged, numberList, oddCharacter } from './suspect.ts'
import { cellIssues, requiredFields } from './validate.ts'

/** A bit for each row that has a value, and one for each that is to be looked at. */
const filled = 1
const suspect = 2

/** Places of the rows that may have an issue; there is none in any other. */
export function suspectRows(columns: readonly FieldKey[], cells: readonly (PackedColumn | null)[], count: number, purpose: Purpose | null): number[] {
  const marks = new Uint8Array(count)
  columns.forEach((key, index) => {
    const field = fieldByKey(key)
    const column = cells[index]
    if (field === undefined) return
    if (column?.indices !== undefined) markByValue(marks, field, column, purpose)
    else if (column != null) {
      markFilled(marks, column)
      lookAt(marks, field, column, purpose)
    }
    if (purpose === 'create' && field.requiredToCreate) markMissing(marks, column ?? null)
  })
  if (purpose === 'create' && requiredFields.some(({ key }) => !columns.includes(key))) marks.fill(suspect)
  const found: number[] = []
  for (let at = 0; at < count; at += 1) if (marks[at] !== filled) found.push(at)
  return found
}

/** Each value is looked at once, however many cells have it. */
function markByValue(marks: Uint8Array, field: Field, { values, indices }: DictionaryColumn, purpose: Purpose | null) {
  const marksOf = new Uint8Array(mostValues)
  for (const [code, value] of values.entries()) if (value !== '') marksOf[code] = cellIssues(field, value, purpose).length > 0 ? filled | suspect : filled
  markIndices(marks, indices, marksOf)
}

function markIndices(marks: Uint8Array, indices: Uint8Array, marksOf: Uint8Array) {
  for (let at = 0; at < marks.length; at += 1) marks[at] = (marks[at] ?? 0) | (marksOf[indices[at] ?? 0] ?? 0)
}

function markFilled(marks: Uint8Array, { offsets }: TextColumn) {
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = offsets[at] ?? from
    if (to > from) marks[at] = (marks[at] ?? 0) | filled
    from = to
  }
}

function markMissing(marks: Uint8Array, column: PackedColumn | null) {
  if (column === null || column.indices !== undefined) markBlank(marks, column)
  else markBlankTexts(marks, column)
}

function markBlank(marks: Uint8Array, column: PackedColumn | null) {
  for (let at = 0; at < marks.length; at += 1) if (column === null || filledText(cellIn(column, at)) === '') marks[at] = (marks[at] ?? 0) | suspect
}

/** What begins with a sign or letter of ASCII is not blank: nothing is cut out for it. */
function markBlankTexts(marks: Uint8Array, column: TextColumn) {
  const { bytes, offsets } = columnBytes(column)
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = offsets[at] ?? from
    const first = to > from ? (bytes[from] ?? 0) : 0
    if ((first <= space || first > mostAscii) && filledText(cellIn(column, at)) === '') marks[at] = (marks[at] ?? 0) | suspect
    from = to
  }
}

const space = 32
const mostAscii = 126

function lookAt(marks: Uint8Array, field: Field, column: TextColumn, purpose: Purpose | null) {
  const hasIssue = (text: string) => cellIssues(field, text, purpose).length > 0
  if (isPlain(field)) {
    if (isClean(field, column) && !(field.target.kind === 'phone' && numberList.test(column.text))) markDamaged(marks, column, field, hasIssue)
    else markUnlike(marks, column, nothing, hasIssue)
  } else markUnlike(marks, column, ordinaryOf(field, purpose), hasIssue)
}

type HasIssue = (text: string) => boolean

/** Cells that are not known for ordinary are looked at. */
function markUnlike(marks: Uint8Array, column: TextColumn, isOrdinary: IsOrdinary, hasIssue: HasIssue) {
  const { bytes, offsets } = columnBytes(column)
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = offsets[at] ?? from
    if (to > from && !isOrdinary(bytes, from, to) && hasIssue(cellIn(column, at))) marks[at] = (marks[at] ?? 0) | suspect
    from = to
  }
}

/** In a column without odd characters a cell can be damaged and nothing else. */
function markDamaged(marks: Uint8Array, column: TextColumn, field: Field, hasIssue: HasIssue) {
  const { bytes, offsets } = columnBytes(column)
  const isName = mayBeCapitals(field, capital)
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = offsets[at] ?? from
    const last = bytes[to - 1] ?? 0
    const mayHave = mayBeDamaged(to - from, bytes[from] ?? 0, bytes[to - 3] ?? 0, last) || (isName && mayBeCapitals(field, last))
    if (mayHave && hasIssue(cellIn(column, at))) marks[at] = (marks[at] ?? 0) | suspect
    from = to
  }
}

/** A letter that ends a name in capitals. */
const capital = 65

/** Nothing that is refused in a field that is text and nothing more; the clear mark is half a pair, so any half is looked at. */
// oxlint-disable-next-line no-control-regex
const refusedCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF\uFFFD]/

/** Whether a field has no rules but length, characters and damage, so that a whole column of it can be looked at in one go. */
const isPlain = (field: Field): boolean => {
  const { kind, rule, identifies, use, target } = field
  return (
    kind === 'text' &&
    (rule === 'none' || rule === 'attribute-value') &&
    !identifies &&
    use === 'both' &&
    (target.kind !== 'attribute' || attributeNameIssue(target.name) === null) &&
    !isDateAttribute(field)
  )
}

const isClean = ({ maximum = Infinity }: Field, column: TextColumn): boolean =>
  longestCell(column) <= maximum &&
  (areOrdinary(columnBytes(column).bytes, ordinaryBytes()) ||
    (!refusedCharacter.test(column.text) && !oddCharacter.test(column.text) && !column.text.includes('  ')))

/** Letters, digits and signs up to here are told one by one; what is beyond is looked at as a text. */
const mostOrdinary = 0x1fff
let known: Uint8Array | null = null

/** Of each code unit, 1 where no pattern has anything to say of it, whatever stands beside it. */
function ordinaryBytes(): Uint8Array {
  known ??= Uint8Array.from({ length: mostOrdinary + 1 }, (_, unit) => {
    const char = String.fromCharCode(unit)
    return refusedCharacter.test(char) || oddCharacter.test(char) ? 0 : 1
  })
  return known
}

/** Two blanks in a row are none; where they are the end of a cell and the beginning of the next, the cells are looked at for nothing. */
function areOrdinary(bytes: Bytes, ordinary: Uint8Array): boolean {
  let before = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const unit = bytes[at] ?? 0
    if (unit > mostOrdinary || ordinary[unit] !== 1 || (unit === space && before === space)) return false
    before = unit
  }
  return true
}
