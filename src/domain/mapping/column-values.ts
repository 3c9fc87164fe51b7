/** What the values of a column say: against its header, where the cells under it cannot be meant, and for a field, where they give it away. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { saysWhatToDo } from './action-columns.ts'
import { meaningOf } from './transforms/words.ts'
import type { ColumnTarget } from './model.ts'

interface Hint {
  readonly fields: (field: FieldKey) => boolean
  /** True where the values are not what the field takes. */
  readonly isAgainst: (values: readonly string[]) => boolean
  /** What the column is instead; a field is taken only where no other column is it. */
  readonly instead: ColumnTarget
  readonly why: string
  /** Why, where the field it would be instead is another column already. */
  readonly whyNot?: string
}

const unmapped: ColumnTarget = { kind: 'unmapped' }
const share = (values: readonly string[], test: (value: string) => boolean) => values.filter(test).length / Math.max(1, values.length)
const most = (values: readonly string[], test: (value: string) => boolean) => share(values, test) > 0.5
const state = fieldByKey('state')
/** A word for the state of an account, in any language that is known. */
const isState = (value: string): boolean => state !== undefined && meaningOf(state, value) !== null

/** What files of employees have where others have a region. */
const isEmploymentState = (value: string): boolean =>
  value.trim().length > 2 && (saysWhatToDo(value) || /\b(leave|elternzeit|sabbatical|probation|notice)\b/i.test(value))

export const isEmail = (value: string): boolean => /^\s*(mailto:|[^<>]*<)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?\s*;?$/i.test(value)
const isLikeEmail = (value: string): boolean => /\S(@|\(at\)|\[at\]|＠)\s*\S/i.test(value)
export const isObjectId = (value: string): boolean => /^[0-9a-f]{24}$/i.test(value.trim())
const isDate = (value: string): boolean => /^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ].*)?$/.test(value)
const isFlag = (value: string): boolean => /^\s*\$?(true|false|yes|no|y|n|ja|nein|oui|non|si|sí|wahr|falsch)\s*$/i.test(value)
const isSalutation = (value: string): boolean => /^\s*(mr|mrs|ms|miss|mx|dr|prof|herr|frau|m|mme|mlle|sr|sra|sig|sig\.ra|dhr|mevr|pan|pani)\.?\s*$/i.test(value)
const isNumber = (value: string): boolean => /^[\s\d.,/+-]+$/.test(value)
/** An object or a list that was written as text, in JSON or by PowerShell. */
export const isObjectText = (value: string): boolean => /^\s*(@\{|System\.|\[\s*[{"\]]|\{\s*["}]|\[object )/.test(value)

const names = new Set(['firstname', 'lastname', 'middlename', 'displayname'])
const told = new Set(['department', 'jobTitle', 'company', 'location', 'costCenter', 'employeeType'])
const textKeys = new Set([...names, ...told])

const hints: readonly Hint[] = [
  {
    fields: (field) => field === 'username',
    isAgainst: (values) => most(values, (value) => /\S@\S+\.\S/.test(value)),
    instead: { kind: 'field', field: 'email' },
    why: 'The name says username, and the values are email addresses',
    whyNot: 'The values are email addresses, and a JumpCloud username has no @',
  },
  {
    fields: (field) => field === 'username',
    isAgainst: (values) => most(values, (value) => /\S\s+\S/.test(value.trim())),
    instead: { kind: 'field', field: 'displayname' },
    why: 'The name says username, and the values are names with spaces: taken for the display name',
    whyNot: 'The values are names with spaces, and a JumpCloud username has none',
  },
  {
    fields: (field) => field === 'username',
    isAgainst: (values) => most(values, isDate) || most(values, isObjectId) || (values.length > 1 && values.every(isFlag)),
    instead: unmapped,
    why: 'The values are no usernames',
  },
  {
    fields: (field) => field === 'id',
    isAgainst: (values) => most(values, isEmail),
    instead: { kind: 'field', field: 'email' },
    why: 'The values are email addresses',
    whyNot: 'The values are email addresses: a JumpCloud id is 24 characters, 0 to 9 and a to f',
  },
  {
    fields: (field) => field === 'id',
    isAgainst: (values) => !values.some(isObjectId),
    instead: unmapped,
    why: 'The values are ids of another product: a JumpCloud id is 24 characters, 0 to 9 and a to f',
  },
  {
    fields: (field) => fieldByKey(field)?.kind === 'email',
    isAgainst: (values) => !most(values, isLikeEmail) && !values.some(isEmail),
    instead: unmapped,
    why: 'The name says email, and the values are no email addresses',
  },
  {
    fields: (field) => field === 'employeeIdentifier',
    isAgainst: (values) =>
      most(values, (value) => isLikeEmail(value) || isDate(value) || /\S+\s+\S+\s+\S+/.test(value.trim())) || (values.length > 1 && values.every(isFlag)),
    instead: unmapped,
    why: 'The name says employee number, and the values are something else',
  },
  {
    fields: (field) => field === 'state',
    isAgainst: (values) => !values.some(isState) && values.some(isEmploymentState),
    instead: unmapped,
    why: 'The values are states of employment, not account states (STAGED, ACTIVATED, SUSPENDED)',
  },
  {
    fields: (field) => field === 'state',
    isAgainst: (values) => !values.some(isState),
    instead: { kind: 'field', field: 'addresses.work.region' },
    why: 'The values are not account states: mapped to the work region',
    whyNot: 'The values are not account states (STAGED, ACTIVATED, SUSPENDED)',
  },
  {
    fields: (field) => field === 'password',
    isAgainst: (values) => values.every((value) => /^[*•●·]+$/.test(value)),
    instead: { kind: 'ignored' },
    why: 'Only asterisks: the source does not export passwords',
  },
  {
    fields: (field) => field === 'password',
    isAgainst: (values) => values.length > 1 && (values.every(isFlag) || most(values, isDate)),
    instead: unmapped,
    why: 'The values are dates or yes and no, not passwords',
  },
  {
    fields: (field) => field === 'jobTitle',
    isAgainst: (values) => most(values, isSalutation),
    instead: unmapped,
    why: 'The values are forms of address (Mr, Ms, Dr), not job titles',
  },
  {
    fields: (field) => names.has(field),
    isAgainst: (values) => most(values, (value) => isLikeEmail(value) || isNumber(value)),
    instead: unmapped,
    why: 'The header is a name, and the values are addresses or numbers',
  },
  {
    fields: (field) => textKeys.has(field),
    isAgainst: (values) => most(values, (value) => isEmail(value) || isDate(value)) || (values.length > 2 && values.every(isFlag)),
    instead: unmapped,
    why: 'The values are dates, addresses, or yes and no',
  },
  {
    fields: (field) => field.startsWith('phoneNumbers.'),
    isAgainst: (values) => !most(values, (value) => (value.match(/\p{Nd}/gu) ?? []).length >= 3) || most(values, isEmail) || most(values, isDate),
    instead: unmapped,
    why: 'The name says phone, and the values are no phone numbers',
  },
  {
    fields: (field) => field === 'manager',
    isAgainst: (values) => values.length > 1 && values.every((value) => isFlag(value) || /^[01]$/.test(value.trim())),
    instead: unmapped,
    why: 'The values are yes and no, not managers',
  },
  {
    fields: (field) => fieldByKey(field)?.kind === 'boolean',
    isAgainst: (values) => most(values, (value) => isDate(value) || isEmail(value) || value.trim().length > 20),
    instead: unmapped,
    why: 'The field is true or false, and the values are something else',
  },
]

const isPhoneKind = (value: string): boolean =>
  /^\s*(work|business|office|mobile|cell(ular)?( phone)?|home|private|fax|(work|home) fax|pager|landline|arbeit|büro|geschäftlich|handy|mobil|privat|festnetz|bureau|travail|portable|domicile|trabajo|móvil|casa|ufficio|cellulare|werk|mobiel|thuis)\s*$/i.test(
    value,
  )

/** How many kinds of phone numbers the values name; 0 where one of them is something else. */
export function phoneKinds(values: readonly string[]): number {
  const filled = values.map((value) => value.trim().toLowerCase()).filter((value) => value !== '')
  return filled.every(isPhoneKind) ? new Set(filled).size : 0
}

/** The field of the numbers of one kind. */
export function phoneFieldOf(values: readonly string[]): FieldKey {
  const [kind = ''] = values.flatMap((value) => value.trim().toLowerCase() || [])
  if (/fax/.test(kind)) return 'phoneNumbers.work_fax'
  if (/^(mobile|cell|handy|mobil|portable|móvil|cellulare|mobiel)/.test(kind)) return 'phoneNumbers.mobile'
  return /^(home|private|privat|domicile|casa|thuis)/.test(kind) ? 'phoneNumbers.home' : 'phoneNumbers.work'
}

/** Whether a header says of which kind the numbers below it are. */
export const namesPhoneKind = (header: string): boolean => header.split(/[^\p{L}]+/u).some((word) => word !== '' && isPhoneKind(word))

/** What is to be known of a column without a field, by its values; null where they say nothing. */
export function whyUnmapped(values: readonly string[]): string | null {
  const filled = values.filter((value) => value.trim() !== '')
  return filled.length > 0 && filled.every(isPhoneKind)
    ? 'Kinds of phone numbers: JumpCloud has a field for each kind, so each needs a column of its own'
    : null
}

export const lostList = (header: string): ColumnTarget => ({
  kind: 'not-sent',
  name: header,
  reason:
    'The cells hold a list or an object as text (“System.Object[]”, “@{…}”, JSON), which would reach the directory as it stands. Export the parts as columns of their own.',
})

/** The better target with its reason, or null where the values agree with the name or say nothing. */
export function againstValues(
  target: ColumnTarget,
  values: readonly string[],
  isTaken: (field: FieldKey) => boolean,
): { target: ColumnTarget; why: string } | null {
  if (target.kind !== 'field') return null
  const filled = values.filter((value) => value.trim() !== '')
  if (filled.length === 0) return null
  const hint = hints.find(({ fields, isAgainst }) => fields(target.field) && isAgainst(filled))
  if (hint === undefined) return null
  const { instead } = hint
  if (instead.kind === 'field' && isTaken(instead.field)) return { target: unmapped, why: hint.whyNot ?? hint.why }
  return { target: instead, why: hint.why }
}

/** How well the values fit the field: of two columns with equally good names, the fuller and truer one is taken. */
export function fitOf(field: FieldKey, values: readonly string[]): number {
  const filled = values.filter((value) => value.trim() !== '')
  if (filled.length === 0) return 0
  const fullness = filled.length / values.length
  const isUnique = new Set(filled.map((value) => value.trim().toLowerCase())).size / filled.length
  if (field === 'email') return fullness * share(filled, isEmail) * isUnique * domainShare(filled)
  if (fieldByKey(field)?.identifies === true) return fullness * isUnique
  return fullness
}

/** The part of the addresses that share the most frequent domain: a company has one, private addresses have many. */
export function domainShare(values: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const value of values) {
    const domain = /@([^\s@>]+)/.exec(value)?.[1]?.toLowerCase() ?? ''
    counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) / Math.max(1, values.length)
}
