/**
 * Which rows of a packed block `validateRow` may have something to say about, found column by column: most cells are passed over without being
 * cut out of their column. What is passed over is proved to be in order by `issue-book.test.ts`. The loops are functions of their own: short ones
 * are compiled once, while one that holds several is compiled anew for each.
 */
import { attributeNameIssue, fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { longestCell, type PackedColumn } from '../table/packed-table.ts'
import { columnUnits } from '../table/units.ts'
import { filledText } from './clear.ts'
import type { Purpose } from './row.ts'
import { mayBeDamaged, oddCharacter } from './suspect.ts'
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
    if (column != null) {
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

function markFilled(marks: Uint8Array, { ends }: PackedColumn) {
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = ends[at] ?? from
    if (to > from) marks[at] = (marks[at] ?? 0) | filled
    from = to
  }
}

function markMissing(marks: Uint8Array, column: PackedColumn | null) {
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = column?.ends[at] ?? from
    if (filledText(column?.text.slice(from, to)) === '') marks[at] = (marks[at] ?? 0) | suspect
    from = to
  }
}

function lookAt(marks: Uint8Array, field: Field, column: PackedColumn, purpose: Purpose | null) {
  const hasIssue = (text: string) => cellIssues(field, text, purpose).length > 0
  if (isPlain(field)) {
    if (isClean(field, column)) markDamaged(marks, column, hasIssue)
    else markUnlike(marks, column, nothing, hasIssue)
  } else markUnlike(marks, column, ordinary(field, purpose), hasIssue)
}

type HasIssue = (text: string) => boolean

/** Cells that a pattern does not know for ordinary are looked at. */
function markUnlike(marks: Uint8Array, { text, ends }: PackedColumn, pattern: RegExp, hasIssue: HasIssue) {
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = ends[at] ?? from
    if (to > from) {
      const cell = text.slice(from, to)
      if (!pattern.test(cell) && hasIssue(cell)) marks[at] = (marks[at] ?? 0) | suspect
    }
    from = to
  }
}

/** In a column without odd characters a cell can be damaged and nothing else. */
function markDamaged(marks: Uint8Array, column: PackedColumn, hasIssue: HasIssue) {
  const { units, ends } = columnUnits(column)
  let from = 0
  for (let at = 0; at < marks.length; at += 1) {
    const to = ends[at] ?? from
    if (mayBeDamaged(to - from, units[from] ?? 0, units[to - 3] ?? 0, units[to - 1] ?? 0) && hasIssue(column.text.slice(from, to)))
      marks[at] = (marks[at] ?? 0) | suspect
    from = to
  }
}

/** Nothing that is refused in a field that is text and nothing more; the clear mark is half a pair, so any half is looked at. */
// oxlint-disable-next-line no-control-regex
const refusedCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF\uFFFD]/

/** Whether a field has no rules but length, characters and damage, so that a whole column of it can be looked at in one go. */
const isPlain = ({ kind, rule, identifies, use, target }: Field): boolean =>
  kind === 'text' &&
  (rule === 'none' || rule === 'attribute-value') &&
  !identifies &&
  use === 'both' &&
  (target.kind !== 'attribute' || attributeNameIssue(target.name) === null)

const isClean = ({ maximum = Infinity }: Field, column: PackedColumn): boolean =>
  longestCell(column) <= maximum &&
  (areOrdinary(columnUnits(column).units, ordinaryUnits()) || (!refusedCharacter.test(column.text) && !oddCharacter.test(column.text)))

/** Letters, digits and signs up to here are told one by one; what is beyond is looked at as a text. */
const mostOrdinary = 0x1fff
let known: Uint8Array | null = null

/** Of each code unit, 1 where no pattern has anything to say of it, whatever stands beside it. */
function ordinaryUnits(): Uint8Array {
  known ??= Uint8Array.from({ length: mostOrdinary + 1 }, (_, unit) => {
    const char = String.fromCharCode(unit)
    return refusedCharacter.test(char) || oddCharacter.test(char) ? 0 : 1
  })
  return known
}

function areOrdinary(units: Uint8Array | Uint16Array, ordinary: Uint8Array): boolean {
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0
    if (unit > mostOrdinary || ordinary[unit] !== 1) return false
  }
  return true
}

const nothing = /(?!)/
const login = /^[A-Za-z](?:\d[A-Za-z0-9._-]{0,18}|[A-Za-z0-9._-]{8,19})$/
const address = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}$/
const yesOrNo = /^(?:true|false|yes|no)$/i
const unixId = /^[1-9]\d{0,8}$/

/** What most cells of a field look like that are in order; of what is longer, shorter or has other characters the validator is asked. */
function ordinary({ key, kind, rule, use, identifies, requiredToCreate }: Field, purpose: Purpose | null): RegExp {
  // A value that the purpose has no use for is an issue, however it looks.
  if ((purpose === 'update' && use === 'create') || (purpose === 'create' && key === 'id')) return nothing
  if (kind === 'email') return address
  if (kind === 'boolean') return yesOrNo
  if (kind === 'integer' && rule === 'unix-id') return unixId
  if (kind === 'text' && (rule === 'username' || (identifies && !requiredToCreate))) return login
  return nothing
}
