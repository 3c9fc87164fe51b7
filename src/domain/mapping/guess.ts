/** Which field each source column is: from what is remembered, its header, its values and the directory, with reason and confidence. */
import { packTable } from '../packed/packed-table.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { actionColumns, type ActionColumn } from './action-columns.ts'
import { againstValues, domainShare, fitOf, isEmail, isObjectText, lostList, namesPhoneKind, phoneFieldOf, phoneKinds, whyUnmapped } from './column-values.ts'
import { fieldFromDirectory, type DirectoryValues } from './directory-values.ts'
import { guessHeader, type HeaderGuess } from './header-guess.ts'
import { canRead } from './list-cells.ts'
import type { BlankPolicy, ColumnMapping, ColumnTarget, Remembered } from './model.ts'
import { headerKeys } from './recipe.ts'
import { canBeState } from './state-words.ts'
import { markSwapped } from './swapped-columns.ts'
import { inAscii } from './transforms/usernames.ts'

export { mappingIssues } from './mapping-issues.ts'

export interface GuessHelp {
  /** By `headerKeys`. */
  readonly remembered?: ReadonlyMap<string, Remembered>
  readonly directory?: DirectoryValues | null
}

const noMatch = 'No matching field'

interface Candidate extends HeaderGuess {
  readonly column: number
  readonly header: string
  readonly values: readonly string[]
  readonly blanks?: BlankPolicy | undefined
}

const labelOf = (field: FieldKey): string => fieldByKey(field)?.label ?? field
const fieldOf = ({ target }: { target: ColumnTarget }): FieldKey | null => (target.kind === 'field' ? target.field : null)

/** One mapping a column, in file order. */
export function guessMapping(headers: readonly string[], sampleRows: readonly (readonly string[])[], help: GuessHelp = {}): ColumnMapping[] {
  const keys = headerKeys(headers)
  const first = headers.map((header, column): Candidate => {
    const values = sampleRows.map((row) => row[column] ?? '')
    const remembered = help.remembered?.get(keys[column] ?? '')
    const guessed = guessHeader(header)
    if (remembered === undefined || isOtherAttribute(guessed.target, remembered.target)) return { column, header, values, ...guessed }
    const { target, why, blanks } = remembered
    return { column, header, values, target, why, blanks, confidence: 'certain', strength: 1_000 }
  })
  const named = nameByContext(first)
  const wanted = new Set(named.flatMap((each) => fieldOf(each) ?? []))
  const checked = named.map((each) => checkValues(each, (field) => wanted.has(field)))
  const settled = withoutRivals(checked)
  const inferred = markSwapped(withoutMixedPhones(inferFromValues(settled, help.directory ?? null)))
  const actions = actionsOf(headers, sampleRows, inferred)
  return inferred.map(({ column, header, values, target, why, confidence, blanks }) => {
    const action = actions.get(column)
    const isEmpty = target.kind === 'unmapped' && values.length > 0 && values.every((value) => value.trim() === '')
    return {
      column,
      header,
      target: isEmpty ? { kind: 'ignored' } : target,
      why: why === noMatch ? (isEmpty ? 'No known name, and the first rows are blank' : (whyNoField(target, values, action) ?? why)) : why,
      confidence,
      ...(blanks === undefined ? {} : { blanks }),
    }
  })
}

/** The columns that say what to do with a row, as far as the first rows tell. */
function actionsOf(headers: readonly string[], rows: readonly (readonly string[])[], all: readonly Candidate[]): ReadonlyMap<number, ActionColumn> {
  const table = packTable({ headers, rows, lines: rows.map((_, at) => at + 1) })
  const mapping = all.map(({ column, header, target, why }): ColumnMapping => ({ column, header, target, why }))
  return new Map(actionColumns(table, mapping).map((each) => [each.column, each]))
}

/** Why a column without a field has none, where its values tell; null where they do not. */
function whyNoField(target: ColumnTarget, values: readonly string[], action: ActionColumn | undefined): string | null {
  if (target.kind !== 'unmapped') return null
  if (action === undefined) return whyUnmapped(values)
  if (canBeState(action, values)) return 'Says who stays and who leaves. Map it to State to change states in JumpCloud'
  return action.kind === 'dates' ? 'Says when a user leaves. Bulk jobs do not follow it' : 'Says what to do with a row. Bulk jobs do not follow it'
}

/** A number whose kind stands in another column would replace a number of another kind, whichever field it is mapped to. */
function withoutMixedPhones(all: readonly Candidate[]): Candidate[] {
  const mixed = all.find(({ target, values }) => target.kind === 'unmapped' && phoneKinds(values) > 1)
  return all.map((each, at) => {
    const field = fieldOf(each)
    if (field === null || each.strength >= 1_000 || !field.startsWith('phoneNumbers.') || namesPhoneKind(each.header)) return each
    // A column of one kind says it of the numbers beside it.
    const beside = [all[at - 1], all[at + 1]].find((next) => next?.target.kind === 'unmapped' && phoneKinds(next.values) === 1)
    const kinds = mixed ?? (beside === undefined || phoneFieldOf(beside.values) === field ? undefined : beside)
    if (kinds === undefined) return each
    const why = `The kind of each number stands in “${kinds.header}”: JumpCloud has a field for each kind, so each needs a column of its own`
    return { ...each, target: { kind: 'unmapped' }, why, confidence: 'unsure' }
  })
}

const attributeOf = (target: ColumnTarget): string | null => (target.kind === 'field' && target.field.startsWith('attributes.') ? target.field : null)

/** JumpCloud tells attributes apart by case, and what is remembered of headers does not: a header that names one means that one. */
function isOtherAttribute(named: ColumnTarget, remembered: ColumnTarget): boolean {
  const [own, before] = [attributeOf(named), attributeOf(remembered)]
  return own !== null && before !== null && own !== before && normalizeHeader(own) === normalizeHeader(before)
}

/** "Name" is the last name beside "Vorname", and the whole name by itself; "Nombre" by itself is the whole name where it has several words. */
function nameByContext(all: readonly Candidate[]): Candidate[] {
  const has = (field: FieldKey) => all.some((each) => fieldOf(each) === field)
  return all.map((each) => {
    const bare = /^\s*(name|naam|nome|nombre|nom)\s*\*?$/i.exec(each.header)?.[1]?.toLowerCase()
    if (bare === undefined || each.strength >= 1_000) return each
    const filled = each.values.filter((value) => value.trim() !== '')
    const isWhole = filled.length > 0 && filled.filter((value) => /\S[\s,]+\S/.test(value.trim())).length > filled.length / 2
    const others = { first: has('firstname') && fieldOf(each) !== 'firstname', last: has('lastname') && fieldOf(each) !== 'lastname' }
    if (isWhole && !(bare === 'nome' || bare === 'nombre' ? others.last : others.first))
      return { ...each, target: { kind: 'field', field: 'displayname' }, why: 'First and last name in one column', confidence: 'likely', strength: 58 }
    if ((bare === 'name' || bare === 'naam') && others.first && !others.last)
      return { ...each, target: { kind: 'field', field: 'lastname' }, why: 'The name beside the first name', confidence: 'likely', strength: 58 }
    return each
  })
}

function checkValues(each: Candidate, isTaken: (field: FieldKey) => boolean): Candidate {
  const { target, values, header } = each
  const filled = values.filter((value) => value.trim() !== '')
  if (target.kind === 'list')
    return filled.length === 0 || filled.some((value) => canRead(target.list, value))
      ? each
      : { ...each, target: lostList(header), why: 'The list was lost in this export' }
  if (filled.length > 0 && filled.filter(isObjectText).length > filled.length / 2 && target.kind !== 'ignored' && target.kind !== 'not-sent')
    return { ...each, target: lostList(header), why: 'The cells are objects, not values', confidence: 'certain' }
  const better = againstValues(target, values, isTaken)
  return better === null
    ? each
    : { ...each, ...better, confidence: better.target.kind === 'field' ? 'likely' : 'unsure', strength: Math.min(each.strength, 50) }
}

/** A field is given to one column: the better name, then the better values, then the first. */
function withoutRivals(all: readonly Candidate[]): Candidate[] {
  const best = new Map<FieldKey, { readonly each: Candidate; readonly fit: number }>()
  for (const each of all) {
    const field = fieldOf(each)
    if (field === null) continue
    const now = { each, fit: fitOf(field, each.values) }
    const was = best.get(field)
    if (was === undefined || isBetter(now, was)) best.set(field, now)
  }
  const isCopy = (each: Candidate, of: Candidate) => each !== of && each.values.length > 0 && each.values.every((value, at) => value === of.values[at])
  const rivals = new Set(
    all.flatMap((each) => {
      const field = fieldOf(each)
      const won = field === null ? undefined : best.get(field)?.each
      return field !== null && won !== undefined && won !== each && !isCopy(each, won) ? [field] : []
    }),
  )
  return all.map((each): Candidate => {
    const field = fieldOf(each)
    const winner = field === null ? undefined : best.get(field)?.each
    if (field === null || winner === undefined) return each
    if (isCopy(each, winner)) return { ...each, target: { kind: 'ignored' }, why: `Same first values as “${winner.header}”`, confidence: 'certain' }
    if (winner === each) {
      const isClose = rivals.has(field) && each.strength < 1_000 && fieldByKey(field)?.identifies === true
      return isClose ? { ...each, confidence: 'unsure', why: `${each.why}. Other columns ask for this field too` } : each
    }
    return { ...each, target: { kind: 'unmapped' }, why: `“${winner.header}” is already ${labelOf(field)}`, confidence: 'unsure', strength: 0 }
  })
}

/** An email says who a manager is, a number does in a file that has such numbers, and two users can have one name. */
function managerKind(values: readonly string[]): number {
  const filled = values.filter((value) => value.trim() !== '')
  if (filled.every(isEmail)) return 2
  return filled.every((value) => /^\S*\d\S*$/.test(value.trim())) ? 1 : 0
}

/** What is nearly as good a name is decided by the values. */
const near = 15

function isBetter(a: { each: Candidate; fit: number }, b: { each: Candidate; fit: number }): boolean {
  const ahead = a.each.strength - b.each.strength
  // A column of blanks is never better than one with values.
  if (a.fit === 0 || b.fit === 0) return a.fit > b.fit || (a.fit === b.fit && ahead > 0)
  const clearer =
    Math.abs(ahead) < 500 && fieldOf(a.each) === 'manager' && Math.abs(a.fit - b.fit) <= 0.1 ? managerKind(a.each.values) - managerKind(b.each.values) : 0
  if (clearer !== 0) return clearer > 0
  if (Math.abs(ahead) > near) return ahead > 0
  return Math.abs(a.fit - b.fit) > 0.1 ? a.fit > b.fit : ahead > 0
}

/** Columns that no name decided: addresses are the email, the local parts of them the usernames, and the directory knows its own departments. */
function inferFromValues(all: readonly Candidate[], directory: DirectoryValues | null): Candidate[] {
  const taken = new Set(all.flatMap((each) => fieldOf(each) ?? []))
  const next = [...all]
  const take = (each: Candidate, field: FieldKey, why: string, isSure: boolean) => {
    taken.add(field)
    next[all.indexOf(each)] = { ...each, target: { kind: 'field', field }, why, confidence: isSure ? 'likely' : 'unsure', strength: 40 }
  }
  const free = all.filter(
    ({ target, strength, header, values }) =>
      target.kind === 'unmapped' && strength < 1_000 && !isOfSomebodyElse(header) && values.some((value) => value.trim() !== ''),
  )
  const filledOf = ({ values }: Candidate) => values.filter((value) => value.trim() !== '')
  if (!taken.has('email')) {
    const addresses = free
      .filter((each) => filledOf(each).filter(isEmail).length > filledOf(each).length * 0.6)
      .map((each) => ({ each, fit: fitOf('email', each.values), domain: domainShare(filledOf(each)) }))
      .sort((a, b) => b.fit - a.fit)
    const [first, second] = addresses
    if (first !== undefined)
      take(first.each, 'email', 'Its values are email addresses', (second === undefined || first.fit - second.fit > 0.2) && first.domain >= 0.5)
  }
  const email = next.find((each) => fieldOf(each) === 'email')
  if (!taken.has('username') && email !== undefined) {
    const locals = email.values.map((value) => value.split('@')[0]?.trim().toLowerCase() ?? '')
    const found = free.find((each) => fieldOf(next[all.indexOf(each)] ?? each) === null && isSameAs(each.values, locals))
    if (found !== undefined) take(found, 'username', 'Its values are the part before the @ of the emails', true)
  }
  if (email !== undefined)
    for (const [field, part] of [
      ['firstname', 'first'],
      ['lastname', 'last'],
    ] as const) {
      const found = taken.has(field)
        ? undefined
        : free.find((each) => fieldOf(next[all.indexOf(each)] ?? each) === null && isNameIn(each.values, email.values, part))
      if (found !== undefined) take(found, field, `Its values are the ${part} names in the emails`, true)
    }
  if (directory !== null)
    for (const each of free) {
      if (fieldOf(next[all.indexOf(each)] ?? each) !== null) continue
      const found = fieldFromDirectory(each.values, directory)
      if (found !== null && !taken.has(found.field)) take(each, found.field, found.why, found.isSure)
    }
  return next
}

const isOfSomebodyElse = (header: string): boolean => guessHeader(header).why.includes('not the user')

/** Whether the values are the parts of addresses such as ana.keller@acme.example. */
function isNameIn(values: readonly string[], emails: readonly string[], part: 'first' | 'last'): boolean {
  if (!values.every((value) => value === '' || /^[^\d@_/]{1,60}$/.test(value))) return false
  const found = values.flatMap((value, at) => {
    const parts = (emails[at]?.split('@')[0] ?? '').toLowerCase().split(/[._-]/)
    const name = inAscii(value).replaceAll(/[^a-z]/g, '')
    return value.trim() === '' || parts.length < 2 ? [] : [name !== '' && (part === 'first' ? parts[0] === name : parts.slice(1).join('') === name)]
  })
  return found.length > 1 && found.filter(Boolean).length >= found.length * 0.7
}

function isSameAs(values: readonly string[], others: readonly string[]): boolean {
  const both = values.flatMap((value, at) => (value.trim() === '' || (others[at] ?? '') === '' ? [] : [value.trim().toLowerCase() === others[at]]))
  return both.length > 0 && both.filter(Boolean).length >= both.length * 0.8
}
