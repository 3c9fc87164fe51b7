/**
 * What most cells of a field look like that are in order, told by their code units: nothing is cut out of a column for it. Of whatever is longer,
 * shorter or has other characters the validator is asked; that it has nothing to say of these is proved by `issue-book.test.ts`.
 */
import type { Field } from '../fields/field.ts'
import type { Bytes } from '../packed/packed-table.ts'
import { maySayNothing } from '../mapping/transforms/words.ts'
import type { Purpose } from '../packed/row.ts'

export type IsOrdinary = (bytes: Bytes, from: number, to: number) => boolean

const letter = 1
const digit = 2
const dot = 4
const hyphen = 8
const underscore = 16
const plus = 32
const lower = 64

/** The kind of each ASCII character. */
const kinds = new Uint8Array(128)
for (const [kind, characters] of [
  [letter, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  [digit, '0123456789'],
  [dot, '.'],
  [hyphen, '-'],
  [underscore, '_'],
  [plus, '+'],
  [lower, 'abcdefghijklmnopqrstuvwxyz'],
] as const)
  for (const character of characters) kinds[character.charCodeAt(0)] = (kinds[character.charCodeAt(0)] ?? 0) | kind

const isOf = (unit: number, allowed: number) => unit < 128 && ((kinds[unit] ?? 0) & allowed) !== 0
const inAddress = lower | digit | dot | hyphen | underscore | plus
const dash = '-'.charCodeAt(0)
const inLogin = letter | digit | dot | hyphen | underscore
const sign = '@'.charCodeAt(0)
const point = '.'.charCodeAt(0)
const zero = '0'.charCodeAt(0)
const mostLabels = 5
const words = ['true', 'false', 'yes', 'no']

/** The first place from `from` on that is not allowed, or `to`. */
function passed(bytes: Bytes, from: number, to: number, allowed: number): number {
  let at = from
  while (at < to && isOf(bytes[at] ?? 0, allowed)) at += 1
  return at
}

/** Short ones may be what a spreadsheet made of a date or of a yes. */
const login: IsOrdinary = (bytes, from, to) => {
  const length = to - from
  if (length < 2 || length > 20 || !isOf(bytes[from] ?? 0, letter) || bytes[to - 1] === point) return false
  if (maySayNothing(length, bytes[from] ?? 0) && !isOf(bytes[to - 1] ?? 0, digit)) return false
  return (isOf(bytes[from + 1] ?? 0, digit) || length > 8) && passed(bytes, from, to, inLogin) === to
}

const address: IsOrdinary = (bytes, from, to) => {
  let end = from
  let isDotted = true
  // No dot at either end, and none beside another.
  while (end < to && isOf(bytes[end] ?? 0, inAddress)) {
    const isDot = bytes[end] === point
    if (isDot && isDotted) return false
    isDotted = isDot
    end += 1
  }
  return end > from && !isDotted && end - from <= 64 && bytes[end] === sign && isOf(bytes[from] ?? 0, lower | digit) && isDomain(bytes, end + 1, to)
}

function isDomain(bytes: Bytes, from: number, to: number): boolean {
  let begin = from
  for (let labels = 1; labels <= mostLabels; labels += 1) {
    const end = passed(bytes, begin, to, lower | digit | hyphen)
    if (end === begin || end - begin > 63 || bytes[begin] === dash || bytes[end - 1] === dash) return false
    if (end === to) return labels > 1
    if (bytes[end] !== point) return false
    begin = end + 1
  }
  return false
}

const unixId: IsOrdinary = (bytes, from, to) => to - from <= 9 && bytes[from] !== zero && passed(bytes, from, to, digit) === to

const isWord = (word: string, bytes: Bytes, from: number): boolean => {
  for (let at = 0; at < word.length; at += 1) if (((bytes[from + at] ?? 0) | 32) !== word.charCodeAt(at)) return false
  return true
}
const yesOrNo: IsOrdinary = (bytes, from, to) => words.some((word) => word.length === to - from && isWord(word, bytes, from))

/** Then every cell is looked at. */
export const nothing: IsOrdinary = () => false

export function ordinaryOf({ key, kind, rule, identifies, requiredToCreate }: Field, purpose: Purpose | null): IsOrdinary {
  // New users have no id, however it looks.
  if (purpose === 'create' && key === 'id') return nothing
  if (kind === 'email') return address
  if (kind === 'boolean') return yesOrNo
  if (kind === 'integer' && rule === 'unix-id') return unixId
  if (kind === 'text' && (rule === 'username' || (identifies && !requiredToCreate))) return login
  return nothing
}
