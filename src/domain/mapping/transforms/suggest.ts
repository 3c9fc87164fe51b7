/** What an administrator would do to the values of a file first: split names, make usernames, write numbers and countries as JumpCloud has them. */
import { fieldByKey } from '../../fields/field-lookup.ts'
import type { FieldKey } from '../../fields/field.ts'
import { soundsSecret } from '../../fields/secret-header.ts'
import { rowKey } from '../../packed/packed-rows.ts'
import { cellAt, type PackedTable } from '../../packed/packed-table.ts'
import { RowList } from '../../packed/row-list.ts'
import type { Purpose, RowSet } from '../../packed/row.ts'
import { stateColumns, valuesOf } from '../action-columns.ts'
import type { ColumnMapping } from '../model.ts'
import { stateOf } from '../state-words.ts'
import { countryCode } from './countries.ts'
import { distinctValues } from './distinct.ts'
import { firstNameFirst, isFamilyFirst, splitName } from './names.ts'
import { guessCountry } from './phone-country.ts'
import { withoutBrackets, type Input, type Transform } from './transform.ts'
import { inAscii, usernameFor } from './usernames.ts'
import { lostZeros, numberedFields, zerosOfDirectory } from './zeros.ts'

export interface Suggestion {
  readonly transform: Transform
  /** Why, in a sentence. */
  readonly why: string
  /** Whether nothing has to be decided first. */
  readonly isSure: boolean
}

/** A guess by which nothing changes was wrong: the choice is asked for in its place. */
export const askInstead = ({ transform, isSure }: Suggestion): Suggestion | null =>
  transform.kind === 'phones' && !isSure && transform.country !== '' && transform.countryFrom === null
    ? { transform: { ...transform, country: '' }, why: unknownCountry, isSure: false }
    : null

/** Whether a choice is missing without which the transform does nothing. */
export const isUndecided = (transform: Transform): boolean => transform.kind === 'phones' && transform.country === '' && transform.countryFrom === null

/** The rows that are looked at, with the changes that are proposed before. */
export interface Looked {
  readonly set: RowSet
  readonly source: PackedTable
  readonly mapping: readonly ColumnMapping[]
  readonly purpose?: Purpose | null
  /** Whether an email or a number is a user's, as far as the directory was read. */
  readonly isKnownUser?: (text: string) => boolean
  /** Countries of the users of the directory, a code each. */
  readonly countries?: readonly string[]
  /** Employee identifiers that the directory has. */
  readonly employeeIdentifiers?: ReadonlySet<string>
}

type Suggest = (looked: Looked) => readonly Suggestion[]

const inColumn = (column: number): Input => ({ kind: 'column', column })
const inField = (field: FieldKey): Input => ({ kind: 'field', field })

/** The texts of an input in the rows that are looked at; '' for what is blank. */
function textsOf({ set, source }: Looked, input: Input): string[] {
  const list = RowList.of(set.rows)
  const column = input.kind === 'field' ? set.columns.indexOf(input.field) : -1
  return Array.from({ length: list.length }, (_, at) => {
    if (input.kind === 'column') return cellAt(source, list.numberAt(at) - 1, input.column).trim()
    return column < 0 ? '' : list.textAt(list.indexOf(rowKey(list.numberAt(at))), column).trim()
  })
}

const filledIn = (texts: readonly string[]): string[] => texts.filter((text) => text !== '')
const shareOf = (texts: readonly string[], has: (text: string) => boolean): number => (texts.length === 0 ? 0 : texts.filter(has).length / texts.length)

const named = /name|worker|employee|user|mitarbeiter|nom\b|nombre|nome|naam|nazwisko|person/i
const isFullName = (text: string): boolean => !/[\d@/]/.test(text) && splitName(text) !== null

/** Where whole names are: the display name, or a column of the file that is no field. */
function fullNames(looked: Looked): Input | null {
  if (shareOf(filledIn(textsOf(looked, inField('displayname'))), isFullName) >= 0.7) return inField('displayname')
  const column = looked.mapping.find(
    ({ header, target, column: at }) =>
      target.kind === 'unmapped' && named.test(header) && !soundsSecret(header) && shareOf(filledIn(textsOf(looked, inColumn(at))), isFullName) >= 0.8,
  )
  return column === undefined ? null : inColumn(column.column)
}

const plainName = (text: string): string => inAscii(text).replaceAll(/[^a-z]/g, '')

/** Whether emails such as anna.szabo@… have the parts of names such as “Szabó Anna” in the other order. */
function beginWithFamily(names: readonly string[], emails: readonly string[]): boolean {
  const orders = names.flatMap((name, at) => {
    const parts = splitName(name)
    const [given = '', family = ''] = (emails[at]?.split('@')[0] ?? '').toLowerCase().split(/[._-]/)
    if (parts === null || given === '' || family === '') return []
    const [first, last] = [plainName(parts.first), plainName(parts.last)]
    return first === given && last === family ? [false] : first === family && last === given ? [true] : []
  })
  return orders.length > 1 && orders.filter(Boolean).length > orders.length * 0.7
}

const splitNames: Suggest = (looked) => {
  const [first, last] = [filledIn(textsOf(looked, inField('firstname'))), filledIn(textsOf(looked, inField('lastname')))]
  const from = first.length === 0 && last.length === 0 ? fullNames(looked) : null
  if (from === null) return []
  const transform: Transform = { kind: 'split-name', from, onlyBlank: true }
  if (textsOf(looked, from).some(isFamilyFirst))
    return [{ transform, why: 'Chinese, Japanese and Korean names are split with the family name first. Check that yours are written so.', isSure: false }]
  if (beginWithFamily(textsOf(looked, from), textsOf(looked, inField('email'))))
    return [{ transform, why: 'By the emails, the names begin with the family name, and would be split the other way round.', isSure: false }]
  return [{ transform, why: 'The file has whole names, and JumpCloud has a first and a last name.', isSure: true }]
}

const displayNames: Suggest = (looked) => {
  const turned = shareOf(filledIn(textsOf(looked, inField('displayname'))), (name) => firstNameFirst(name) !== null)
  if (turned === 0) return []
  const why = 'The display names have the last name first.'
  return [{ transform: { kind: 'name-order', field: 'displayname' }, why, isSure: turned >= 0.3 }]
}

/** Users who are there already have their usernames and emails. */
const isForNew = ({ purpose }: Looked) => purpose !== 'update' && purpose !== 'leavers'

const usernames: Suggest = (looked) => {
  const known = textsOf(looked, inField('username'))
  const missing = known.filter((text) => text === '').length
  // In a file that names users otherwise, such as an update by email, some are blank on purpose.
  if (!isForNew(looked) || missing === 0 || missing < known.length * 0.05) return []
  const emails = textsOf(looked, inField('email'))
  const rule = (maximum: number) => ({ pattern: '{email}', maximum, umlauts: 'two-letters' as const })
  const locals = filledIn(emails).flatMap((email) => usernameFor({ first: '', last: '', email, employee: '' }, rule(1_000)) ?? [])
  const hasEmails = locals.length >= known.length * 0.8 && new Set(locals).size >= locals.length * 0.98
  const hasNames = filledIn(textsOf(looked, inField('lastname'))).length >= known.length * 0.5
  const fullName = hasEmails || hasNames ? null : fullNames(looked)
  if (!hasEmails && !hasNames && fullName === null) return []
  const longest = Math.max(0, ...locals.map((local) => local.length))
  const transform: Transform = {
    kind: 'usernames',
    pattern: !hasEmails ? '{first}.{last}' : locals.length < known.length && hasNames ? '{email}|{first}.{last}' : '{email}',
    maximum: hasEmails && longest > 20 ? 30 : 20,
    umlauts: 'two-letters',
    onlyBlank: true,
    fullName,
  }
  const keys = filledIn(emails)
  if (looked.isKnownUser !== undefined && shareOf(keys, looked.isKnownUser) > 0.5)
    return [{ transform, why: 'Most of these users are in JumpCloud already, under the usernames that they have.', isSure: false }]
  const why = hasEmails
    ? 'New users need a username. It is the part of the email before the @.'
    : 'New users need a username. It is made of first and last name.'
  return [{ transform, why, isSure: true }]
}

/** Emails like the others of the file: a guess that somebody has to know. */
const emails: Suggest = (looked) => {
  const texts = textsOf(looked, inField('email'))
  const domains = filledIn(texts).map((email) => email.slice(email.lastIndexOf('@') + 1).toLowerCase())
  const [domain = ''] = [...new Set(domains)].sort((a, b) => shareOf(domains, (each) => each === b) - shareOf(domains, (each) => each === a))
  const isUsual = domains.length >= texts.length * 0.5 && shareOf(domains, (each) => each === domain) >= 0.8 && /^[\w.-]+\.\w+$/.test(domain)
  if (!isForNew(looked) || !isUsual || domains.length === texts.length) return []
  const transform: Transform = { kind: 'combine', field: 'email', inputs: [inField('username')], pattern: `{0}@${domain}`, onlyBlank: true }
  return [{ transform, why: `New users need an email. Check that these addresses at ${domain} exist.`, isSure: false }]
}

const brackets: Suggest = (looked) =>
  (['department', 'location', 'jobTitle'] as const).flatMap((field): Suggestion[] => {
    const texts = filledIn(textsOf(looked, inField(field)))
    const isUsual = shareOf(texts, (text) => withoutBrackets(text) !== null) >= 0.8
    return isUsual ? [{ transform: { kind: 'brackets', field }, why: 'The values have an addition in brackets.', isSure: true }] : []
  })

const zeros: Suggest = (looked) =>
  numberedFields.flatMap((field): Suggestion[] => {
    if (!looked.set.columns.includes(field)) return []
    const texts = textsOf(looked, inField(field))
    const inFile = lostZeros(texts)
    const isId = field === 'employeeIdentifier' || field === 'manager'
    const found = inFile?.isSure === true || !isId ? inFile : (zerosOfDirectory(texts, looked.employeeIdentifiers ?? new Set()) ?? inFile)
    if (found === null) return []
    const transform: Transform = { kind: 'zeros', field, digits: found.usual }
    const why =
      found === inFile ? `Most numbers have ${found.usual} digits. A spreadsheet may have removed zeros.` : 'JumpCloud has these numbers with leading zeros.'
    return [{ transform, why, isSure: found.isSure }]
  })

const isCountry = (text: string) => countryCode(text) !== null
const countries: Suggest = (looked) =>
  looked.set.columns
    .filter((field) => field.endsWith('.country'))
    .flatMap((field): Suggestion[] => {
      const texts = filledIn(textsOf(looked, inField(field)))
      const isNamed = texts.some((text) => countryCode(text) !== text) && shareOf(texts, isCountry) >= 0.5
      return isNamed ? [{ transform: { kind: 'countries', field }, why: 'JumpCloud takes country codes such as DE.', isSure: true }] : []
    })

/** “Aktiv” and “Inaktiv” in a column that was mapped to State; leavers are suspended whatever it says. */
const states: Suggest = ({ set, source, mapping, purpose }) => {
  const [action] = stateColumns(source, mapping)
  if (action === undefined || purpose === 'leavers') return []
  const words = [...(distinctValues(set, 'state') ?? []).map(({ word }) => word), ...(valuesOf(source, action.column) ?? []).map(({ value }) => value)]
  const isState = (word: string) => ['ACTIVATED', 'SUSPENDED', 'STAGED'].includes(word.trim().toUpperCase())
  const open = [...new Set(words.filter((word) => word.trim() !== '' && !isState(word)))]
  const meant = open.flatMap((word) => {
    const state = stateOf(action, word)
    return state === null ? [] : [[word, state] as const]
  })
  if (meant.length === 0) return []
  const unknown = open.filter((word) => stateOf(action, word) === null).map((word) => `“${word.trim()}”`)
  const rest = unknown.length === 0 ? '' : ` Choose what ${unknown.slice(0, 3).join(', ')} becomes under Change.`
  const why = `JumpCloud has the states ACTIVATED, SUSPENDED and STAGED.${rest}`
  return [{ transform: { kind: 'values', field: 'state', values: new Map(meant) }, why, isSure: true }]
}

const countryHeader = /country|nation|land$|^land|pays|pa[ií]s|paese|kraj|usage ?location/i
/** Where each row names its country: the work address first, then any column of the file that does. */
function countryInput(looked: Looked, prefix: 'work' | 'home'): Input | null {
  const field = [`addresses.${prefix}.country`, 'addresses.work.country'].find((key) => filledIn(textsOf(looked, inField(key))).length > 0)
  if (field !== undefined) return inField(field)
  const column = looked.mapping.find(
    ({ header, target, column: at }) =>
      target.kind !== 'field' && countryHeader.test(header) && shareOf(filledIn(textsOf(looked, inColumn(at))), isCountry) >= 0.8,
  )
  return column === undefined ? null : inColumn(column.column)
}

export const isInternational = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)
const isPhone = (key: FieldKey): boolean => fieldByKey(key)?.target.kind === 'phone'

/** The country of the numbers of a field: named by each row, guessed, or '' where the administrator has to choose it. */
export function phoneCountry(looked: Looked, field: FieldKey): { country: string; countryFrom: Input | null; why: string; isSure: boolean } {
  const countryFrom = countryInput(looked, field === 'phoneNumbers.home' ? 'home' : 'work')
  const codes = countryFrom === null ? [] : filledIn(textsOf(looked, countryFrom)).flatMap((text) => countryCode(text) ?? [])
  const [usual] = [...new Set(codes)].sort((a, b) => shareOf(codes, (code) => code === b) - shareOf(codes, (code) => code === a))
  if (usual !== undefined) return { country: usual, countryFrom, why: writtenOut, isSure: true }
  const found = guessCountry({
    field,
    phones: new Map(looked.set.columns.filter(isPhone).map((key) => [key, filledIn(textsOf(looked, inField(key)))])),
    emails: filledIn(textsOf(looked, inField('email'))),
    headers: looked.source.headers,
    directory: looked.countries ?? [],
  })
  return { ...(found ?? { country: '', why: unknownCountry, isSure: false }), countryFrom: null }
}

const unknownCountry = 'The file names no country of these numbers.'
const writtenOut = 'Numbers with their country code work everywhere.'

const fewestDigits = 6

const phones: Suggest = (looked) =>
  looked.set.columns.filter(isPhone).flatMap((field): Suggestion[] => {
    // An extension is no number to convert.
    const texts = textsOf(looked, inField(field)).filter((text) => text.replaceAll(/\P{Nd}/gu, '').length >= fewestDigits)
    if (texts.every(isInternational)) return []
    const { why, isSure, country, countryFrom } = phoneCountry(looked, field)
    // A number that says its country itself needs no other.
    const isWritten = texts.every((text) => /^\s*(?:\+|\(?00)/.test(text))
    const transform: Transform = { kind: 'phones', field, country: country === '' && isWritten ? 'US' : country, countryFrom }
    return [isWritten ? { transform, why: writtenOut, isSure: true } : { transform, why, isSure }]
  })

/** In the order in which they build on each other. */
export const suggesters: readonly Suggest[] = [splitNames, displayNames, usernames, emails, zeros, brackets, states, countries, phones]
