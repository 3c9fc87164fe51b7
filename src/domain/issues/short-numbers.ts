/** Numbers that are shorter than those of their column, since a spreadsheet may have removed zeros: told of whole columns at once, where hardly a cell is cut out. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { NumberLengths, numberedFields, withZeros } from '../mapping/transforms/zeros.ts'
import { columnBytes } from '../packed/column-bytes.ts'
import type { Issue } from '../packed/issue.ts'
import { cellIn, type Bytes, type PackedBlock, type PackedColumn } from '../packed/packed-table.ts'
import type { Purpose, Row } from '../packed/row.ts'

/** A column whose numbers have so many digits, and whether some are shorter already: what is typed later is measured by it, too. */
export interface ShortNumbers {
  readonly field: FieldKey
  readonly digits: number
  readonly hasShort: boolean
}

export function findShortNumbers(columns: readonly FieldKey[], blocks: readonly PackedBlock[], purpose: Purpose | null): ShortNumbers[] {
  return numberedFields.flatMap((field): ShortNumbers[] => {
    const column = columns.indexOf(field)
    // Of somebody who leaves, the file only says who it is.
    if (column < 0 || (purpose === 'leavers' && fieldByKey(field)?.identifies !== true)) return []
    const lengths = new NumberLengths()
    for (const block of blocks) countLengths(lengths, block.columns[column] ?? null)
    const found = lengths.usual()
    return found === null ? [] : [{ field, digits: found.usual, hasShort: found.shorter > 0 }]
  })
}

function countLengths(lengths: NumberLengths, column: PackedColumn | null) {
  if (column === null) return
  if (column.indices !== undefined) {
    const counts = new Uint32Array(column.values.length)
    for (const index of column.indices) counts[index] = (counts[index] ?? 0) + 1
    for (const [index, value] of column.values.entries()) lengths.add(value, counts[index])
    return
  }
  const { bytes, offsets } = columnBytes(column)
  let from = 0
  for (let at = 0; at < offsets.length; at += 1) {
    const to = offsets[at] ?? from
    if (areDigits(bytes, from, to)) lengths.addDigits(to - from, bytes[from] === zero)
    else if (isDigit(bytes[from] ?? 0)) lengths.add(cellIn(column, at))
    else if (to > from) lengths.addOther()
    from = to
  }
}

const zero = 48
const isDigit = (unit: number): boolean => unit >= zero && unit <= 57
function areDigits(bytes: Bytes, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigit(bytes[at] ?? 0)) return false
  return to > from
}

/** Places of the cells of a column that are short. */
export function shortPlaces(column: PackedColumn | null, digits: number, rowCount: number): number[] {
  const found: number[] = []
  if (column !== null)
    for (let at = 0; at < rowCount; at += 1) if (mayBeShort(column, at, digits) && withZeros(cellIn(column, at), digits) !== null) found.push(at)
  return found
}

const mayBeShort = (column: PackedColumn, at: number, digits: number): boolean =>
  column.indices !== undefined || (column.offsets[at] ?? 0) - (at === 0 ? 0 : (column.offsets[at - 1] ?? 0)) !== digits

/** The warning of such a cell. */
export function shortIssues(row: Row, columns: readonly FieldKey[], short: readonly ShortNumbers[]): Issue[] {
  return short.flatMap(({ field, digits }): Issue[] => {
    const text = row.cells[columns.indexOf(field)] ?? ''
    const suggestion = withZeros(text, digits)
    if (suggestion === null) return []
    const message = `${fieldByKey(field)?.label ?? field} is “${text}”, and most have ${digits} digits. A spreadsheet may have removed zeros.`
    return [{ row: row.key, field, severity: 'warning', message, cause: 'zeros', suggestion }]
  })
}
