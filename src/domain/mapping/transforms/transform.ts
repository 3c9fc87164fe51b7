/** Transforms: what makes the cells of one field from others, as plain data and as a table of pure functions. */
import { fieldByKey } from '../../fields/field-lookup.ts'
import type { FieldKey } from '../../fields/field.ts'
import { isClear } from '../../fields/clear.ts'
import { rowKey } from '../../packed/packed-rows.ts'
import { cellAt, type PackedTable } from '../../packed/packed-table.ts'
import { RowList } from '../../packed/row-list.ts'
import type { RowSet } from '../../packed/row.ts'
import { countryCode } from './countries.ts'
import { isoDate, readDate, type DateOrder } from './dates.ts'
import { chosenCountry, type ToE164 } from './phones.ts'
import { letterCases, type LetterCase } from './letter-case.ts'
import { firstNameFirst, splitName } from './names.ts'
import { withZeros } from './zeros.ts'
import { freeName, usernameFor, type Umlauts } from './usernames.ts'

/** Where a transform reads: a field of the grid, or a column of the file that need not be mapped. */
export type Input = { readonly kind: 'field'; readonly field: FieldKey } | { readonly kind: 'column'; readonly column: number }

/** By how inputs are named: places of a file in a draft, headers in a recipe. */
export type TransformOf<I> =
  | { readonly kind: 'split-name'; readonly from: I; readonly onlyBlank: boolean }
  /** `pattern` names its inputs in braces: `{0} {1}`. */
  | { readonly kind: 'combine'; readonly field: FieldKey; readonly inputs: readonly I[]; readonly pattern: string; readonly onlyBlank: boolean }
  | { readonly kind: 'fixed'; readonly field: FieldKey; readonly text: string; readonly onlyBlank: boolean }
  | { readonly kind: 'fill'; readonly field: FieldKey; readonly from: I }
  | {
      readonly kind: 'usernames'
      readonly pattern: string
      readonly maximum: number
      readonly umlauts: Umlauts
      readonly onlyBlank: boolean
      /** Where the full name is, for rows without a first and last name of their own. */
      readonly fullName: I | null
    }
  | { readonly kind: 'values'; readonly field: FieldKey; readonly values: ReadonlyMap<string, string> }
  | { readonly kind: 'countries'; readonly field: FieldKey }
  | {
      readonly kind: 'phones'
      readonly field: FieldKey
      /** Of rows that name none themselves. */
      readonly country: string
      /** Where the row names its country, as a name or a code. */
      readonly countryFrom: I | null
    }
  | { readonly kind: 'brackets'; readonly field: FieldKey }
  | { readonly kind: 'zeros'; readonly field: FieldKey; readonly digits: number }
  | { readonly kind: 'dates'; readonly field: FieldKey; readonly order: DateOrder | null }
  | {
      readonly kind: 'replace'
      readonly field: FieldKey
      readonly find: string
      readonly by: string
      readonly isWholeCell: boolean
      readonly matchCase: boolean
    }
  | { readonly kind: 'case'; readonly field: FieldKey; readonly to: LetterCase }
  | { readonly kind: 'name-order'; readonly field: FieldKey }

export type Transform = TransformOf<Input>

/** What a transform needs that is not in it. */
export interface Surroundings {
  readonly set: RowSet
  /** The table as it was read. */
  readonly source: PackedTable
  /** Whether a username belongs to a user of the directory, as far as that is known. */
  readonly isTaken?: (username: string) => boolean
  /** The username of the directory user who has an email, as far as that is known. */
  readonly usernameOf?: (email: string) => string | undefined
  /** A phone number in E.164, or null for what is none. */
  readonly toE164?: ToE164
}

/** New text of the cells of one field; null leaves a cell as it is. */
export interface FieldChange {
  readonly field: FieldKey
  readonly change: (row: number, text: string) => string | null
}

/** Cells that a transform could do nothing about, with a few of them. */
export interface Unsolved {
  count: number
  readonly samples: string[]
}

export interface Outcome {
  readonly changes: readonly FieldChange[]
  /** Filled while the changes run. */
  readonly unsolved: Unsolved
  /** Usernames that got a number because another has the name. */
  readonly numbered: Unsolved
}

const nothingYet = (): Unsolved => ({ count: 0, samples: [] })

function note(list: Unsolved, text: string) {
  list.count += 1
  if (list.samples.length < 3 && !list.samples.includes(text)) list.samples.push(text)
}

/** Reads the inputs of any row by its number. */
export function readerOf({ set, source }: Surroundings): (input: Input, row: number) => string {
  const list = RowList.of(set.rows)
  return (input, row) => {
    if (input.kind === 'column') return cellAt(source, row - 1, input.column)
    const column = set.columns.indexOf(input.field)
    return column < 0 ? '' : list.textAt(list.indexOf(rowKey(row)), column)
  }
}

const isFilled = (text: string): boolean => text !== '' && !isClear(text)

type Make<K extends Transform['kind']> = (
  transform: Extract<Transform, { kind: K }>,
  around: Surroundings,
  outcome: Omit<Outcome, 'changes'>,
) => readonly FieldChange[]

/** A change that looks at the cell itself only, and leaves blank cells and secrets alone. */
const eachCell = (field: FieldKey, change: (text: string, row: number) => string | null): readonly FieldChange[] => [
  { field, change: (row, text) => (isFilled(text) && fieldByKey(field)?.secret !== true ? change(text, row) : null) },
]

const makers: { readonly [K in Transform['kind']]: Make<K> } = {
  'split-name': ({ from, onlyBlank }, around, { unsolved }) => {
    const read = readerOf(around)
    const part = (field: FieldKey, of: 'first' | 'last', notes: boolean): FieldChange => ({
      field,
      change: (row, text) => {
        const name = read(from, row)
        if (!isFilled(name.trim()) || (onlyBlank && isFilled(text))) return null
        const split = splitName(name)
        if (split === null && notes) note(unsolved, name)
        return split?.[of] ?? null
      },
    })
    return [part('firstname', 'first', true), part('lastname', 'last', false)]
  },
  combine: ({ field, inputs, pattern, onlyBlank }, around) => {
    const read = readerOf(around)
    return [
      {
        field,
        change: (row, text) => {
          if (onlyBlank && isFilled(text)) return null
          const texts = inputs.map((input) => read(input, row).trim())
          if (texts.every((each) => !isFilled(each))) return null
          return pattern
            .replaceAll(/\{(\d+)\}/g, (_, at: string) => texts[Number(at)] ?? '')
            .replaceAll(/\s+/g, ' ')
            .trim()
        },
      },
    ]
  },
  fixed: ({ field, text: fixed, onlyBlank }) => [{ field, change: (_, text) => (onlyBlank && isFilled(text) ? null : fixed) }],
  fill: ({ field, from }, around) => {
    const read = readerOf(around)
    return [
      {
        field,
        change: (row, text) => {
          const other = isFilled(text) ? '' : read(from, row).trim()
          return isFilled(other) ? other : null
        },
      },
    ]
  },
  usernames: (transform, around, { unsolved, numbered }) => [{ field: 'username', change: usernames(transform, around, unsolved, numbered) }],
  values: ({ field, values }) => eachCell(field, (text) => values.get(text) ?? null),
  countries: ({ field }, _, { unsolved }) => eachCell(field, (text) => solved(countryCode(text), text, unsolved)),
  phones({ field, country, countryFrom }, around, { unsolved }) {
    const { toE164 = () => null } = around
    const read = readerOf(around)
    const ofChosen = chosenCountry(around.set, field, country, toE164)
    const convert = (text: string, row: number) => {
      const own = countryFrom === null ? null : countryCode(read(countryFrom, row))
      return own === null ? ofChosen(text) : toE164(text, own)
    }
    return eachCell(field, (text, row) => solved(convert(text, row), text, unsolved))
  },
  brackets: ({ field }) => eachCell(field, withoutBrackets),
  zeros: ({ field, digits }) => eachCell(field, (text) => withZeros(text, digits)),
  dates: ({ field, order }, _, { unsolved }) =>
    eachCell(field, (text) => (readDate(text).kind === 'iso' ? null : solved(isoDate(text, order ?? undefined), text, unsolved))),
  replace: (transform) => eachCell(transform.field, replacer(transform)),
  case: ({ field, to }) => eachCell(field, (text) => letterCases[to](text)),
  'name-order': ({ field }) => eachCell(field, firstNameFirst),
}

/** “Engineering (Ana Keller)” → “Engineering”; what is all in brackets stays. */
export const withoutBrackets = (text: string): string | null => /^(.*?\S)\s*(?:\([^()]*\)\s*)+$/.exec(text)?.[1] ?? null

function solved(after: string | null, text: string, unsolved: Unsolved): string | null {
  if (after === null) note(unsolved, text)
  return after
}

function usernames(
  { pattern, maximum, umlauts, onlyBlank, fullName }: Extract<Transform, { kind: 'usernames' }>,
  around: Surroundings,
  unsolved: Unsolved,
  numbered: Unsolved,
): FieldChange['change'] {
  const read = readerOf(around)
  const of = (field: FieldKey, row: number) => read({ kind: 'field', field }, row)
  const taken = new Set<string>()
  const ofEmail = new Map<string, string>()
  const column = around.set.columns.indexOf('username')
  const list = RowList.of(around.set.rows)
  // Names that stay are taken from the start, wherever in the file they are.
  if (onlyBlank && column >= 0) for (let at = 0; at < list.length; at += 1) taken.add(list.textAt(at, column).trim().toLowerCase())
  return (row, text) => {
    if (onlyBlank && isFilled(text)) return null
    const [first, last] = [of('firstname', row), of('lastname', row)]
    const whole = fullName === null || (isFilled(first) && isFilled(last)) ? null : splitName(read(fullName, row))
    const parts = { first: first || (whole?.first ?? ''), last: last || (whole?.last ?? ''), email: of('email', row), employee: of('employeeIdentifier', row) }
    // Who is in the directory already keeps the username that is there.
    const own = isFilled(parts.email) ? around.usernameOf?.(parts.email) : undefined
    if (own !== undefined) return own
    const name = usernameFor(parts, { pattern, maximum, umlauts })
    if (name === null) {
      note(unsolved, [parts.first, parts.last, parts.email].filter(isFilled).join(' ') || `row ${row}`)
      return null
    }
    const email = parts.email.trim().toLowerCase()
    // Two rows with one email are one user: they are found as duplicates, and not made two of.
    const same = email === '' ? undefined : ofEmail.get(email)
    if (same !== undefined) return same
    const free = freeName(name, maximum, (each) => taken.has(each) || around.isTaken?.(each) === true)
    taken.add(free)
    if (email !== '') ofEmail.set(email, free)
    if (free !== name) note(numbered, free)
    return free
  }
}

function replacer({ find, by, isWholeCell, matchCase }: Extract<Transform, { kind: 'replace' }>): (text: string) => string | null {
  if (find === '') return () => null
  if (isWholeCell) return (text) => ((matchCase ? text === find : text.toLowerCase() === find.toLowerCase()) ? by : null)
  const pattern = new RegExp(find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), matchCase ? 'gu' : 'giu')
  return (text) => text.replaceAll(pattern, () => by)
}

/** The cells that a transform would set. Its counts are filled while the changes run, so each run needs an outcome of its own. */
export function runTransform<K extends Transform['kind']>(transform: Extract<Transform, { kind: K }>, around: Surroundings): Outcome {
  const counts = { unsolved: nothingYet(), numbered: nothingYet() }
  const make = makers[transform.kind as K] as Make<K>
  return { changes: make(transform, around, counts), ...counts }
}

/** What the transform is called in the undo button and in Review. */
export function transformTitle(transform: TransformOf<unknown>): string {
  const name = (key: FieldKey) => fieldByKey(key)?.label ?? key
  switch (transform.kind) {
    case 'split-name':
      return 'Split full names'
    case 'combine':
      return `Combine into ${name(transform.field)}`
    case 'fixed':
      return `Fixed value for ${name(transform.field)}`
    case 'fill':
      return `Fill blank ${name(transform.field)}`
    case 'usernames':
      return 'Make usernames'
    case 'values':
      return `Replace values in ${name(transform.field)}`
    case 'countries':
      return `Country codes in ${name(transform.field)}`
    case 'brackets':
      return `Remove brackets in ${name(transform.field)}`
    case 'zeros':
      return `Leading zeros in ${name(transform.field)}`
    case 'phones':
      return `International numbers in ${name(transform.field)}`
    case 'dates':
      return `Dates in ${name(transform.field)}`
    case 'replace':
      return `Find and replace in ${name(transform.field)}`
    case 'case':
      return `Letter case in ${name(transform.field)}`
    case 'name-order':
      return `First name first in ${name(transform.field)}`
  }
}
