/** The transforms as a menu, with the sentence under each title, and how each begins. */
import { knownCountries } from '#adapters/directory/known-users.ts'
import { phoneCountry } from '#domain/mapping/transforms/suggest.ts'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { OpenDraft } from '../draft/draft-session.ts'
import { columnChoices, fullNameInput, inputChoices, inputOf } from './inputs.ts'

export type TransformKind = Transform['kind']

export interface KindWords {
  readonly kind: TransformKind
  readonly label: string
  readonly about: string
}

export const transformKinds: readonly KindWords[] = [
  { kind: 'split-name', label: 'Split full name', about: 'First and last names come from one column. “Keller, Ana” and “Ana van Dyk” are understood.' },
  { kind: 'name-order', label: 'Put first name first', about: '“Keller, Ana” becomes “Ana Keller”. Names without a comma are left unchanged.' },
  { kind: 'usernames', label: 'Make usernames', about: 'Usernames come from a pattern. A name that another user has gets a number.' },
  { kind: 'fill', label: 'Fill blank cells', about: 'Blank cells take the value of another column.' },
  { kind: 'fixed', label: 'Set a fixed value', about: 'Every user gets the same value.' },
  { kind: 'combine', label: 'Combine columns', about: 'Two columns become one value.' },
  { kind: 'values', label: 'Replace values', about: 'Each different value is listed once, with what it becomes.' },
  { kind: 'replace', label: 'Find and replace', about: 'Text inside the cells of one column is replaced.' },
  { kind: 'case', label: 'Change letter case', about: 'The letters of one column become upper case, lower case or names.' },
  { kind: 'dates', label: 'Convert dates', about: 'Dates are written as 2026-12-31. Dates that do not exist are left unchanged.' },
  { kind: 'phones', label: 'Convert phone numbers', about: 'Phone numbers are written as +49 followed by digits. What is no number is left unchanged.' },
  { kind: 'brackets', label: 'Remove brackets', about: 'Text in brackets at the end of a value is removed: “Sales (Ana Keller)” becomes “Sales”.' },
  { kind: 'zeros', label: 'Add leading zeros', about: 'Numbers get the leading zeros back that a spreadsheet removed: “123” becomes “00123”.' },
  { kind: 'countries', label: 'Convert countries', about: 'Country names in eight languages become ISO codes such as DE.' },
]

const firstOf = (set: RowSet, wanted: (key: string) => boolean, otherwise: string): string => set.columns.find(wanted) ?? set.columns[0] ?? otherwise

/** Rows that are looked at for what a form begins with. */
const looked = 500

/** A transform as its form opens. */
export function beginTransform(kind: TransformKind, draft: OpenDraft, set: RowSet, field: string | null): Transform {
  const choices = inputChoices(draft, set)
  const from = inputOf(fullNameInput(choices))
  const own = field ?? columnChoices(set)[0]?.value ?? 'department'
  switch (kind) {
    case 'split-name':
      return { kind, from, onlyBlank: true }
    case 'usernames': {
      const hasNames = set.columns.includes('firstname') && set.columns.includes('lastname')
      return { kind, pattern: '{first}.{last}', maximum: 20, umlauts: 'two-letters', onlyBlank: true, fullName: hasNames ? null : from }
    }
    case 'fill': {
      const target = field ?? 'email'
      const other = choices.find(({ value, label }) => value !== `field:${target}` && (target === 'email' ? /mail/i : /./).test(label))
      return { kind, field: target, from: inputOf(other?.value ?? 'column:0') }
    }
    case 'fixed':
      return { kind, field: field ?? 'company', text: '', onlyBlank: true }
    case 'combine':
      return {
        kind,
        field: field ?? 'displayname',
        inputs: ['firstname', 'lastname'].map((key) => ({ kind: 'field', field: key })),
        pattern: '{0} {1}',
        onlyBlank: true,
      }
    case 'values':
      return { kind, field: field ?? firstOf(set, (key) => key === 'department', own), values: new Map() }
    case 'countries':
      return { kind, field: field ?? firstOf(set, (key) => key.endsWith('.country'), own) }
    case 'phones': {
      const phone = field ?? firstOf(set, (key) => key.startsWith('phoneNumbers.'), own)
      const first = { columns: set.columns, rows: set.rows.slice(0, looked) }
      const { country, countryFrom } = phoneCountry({ set: first, source: draft.table, mapping: draft.mapping, countries: knownCountries(draft.tenant) }, phone)
      return { kind, field: phone, country, countryFrom }
    }
    case 'dates':
      return { kind, field: field ?? firstOf(set, (key) => /date/i.test(key), own), order: null }
    case 'zeros':
      return { kind, field: field ?? firstOf(set, (key) => key === 'employeeIdentifier', own), digits: 5 }
    case 'name-order':
      return { kind, field: field ?? firstOf(set, (key) => key === 'displayname', own) }
    case 'brackets':
      return { kind, field: own }
    case 'replace':
      return { kind, field: own, find: '', by: '', isWholeCell: false, matchCase: false }
    case 'case':
      return { kind, field: field ?? firstOf(set, (key) => key === 'lastname', own), to: 'name' }
  }
}
