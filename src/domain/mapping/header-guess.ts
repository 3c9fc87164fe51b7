/** Which field the header of a column asks for, and how sure that is; the values are asked afterwards. */
import { catalogue } from '../fields/catalogue.ts'
import { fieldNamesIn } from '../fields/header-names.ts'
import { headerWords } from '../fields/header-words.ts'
import { fieldByKey, knownHeaders, type HeaderReason } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { notSentFor } from '../fields/not-sent.ts'
import { tokenKey, tokensOf } from './header-tokens.ts'
import type { ColumnTarget, Confidence } from './model.ts'

export interface HeaderGuess {
  readonly target: ColumnTarget
  readonly why: string
  readonly confidence: Confidence
  /** Of two columns that ask for one field, the one with more is the better name for it. */
  readonly strength: number
}

const reasons: Record<HeaderReason, string> = {
  key: 'JumpCloud’s own name',
  label: 'The name of the field',
  alias: 'Common name for this field',
}

const nothing = (why: string): HeaderGuess => ({ target: { kind: 'unmapped' }, why, confidence: 'unsure', strength: 0 })
const fieldGuess = (field: FieldKey, why: string, confidence: Confidence, strength: number): HeaderGuess => ({
  target: { kind: 'field', field },
  why,
  confidence,
  strength,
})

/** Headers by their words, in any order; the first field that has them keeps them. */
const byTokens: ReadonlyMap<string, Field> = (() => {
  const known = new Map<string, Field>()
  for (const field of catalogue)
    for (const header of [field.label, ...field.aliases, ...(headerWords[field.key] ?? '').split('|')]) {
      const key = tokenKey(tokensOf(header))
      // One word alone is known by its own spelling only: "apellidos" and "last" are not the same.
      // "Office number" is a room: without a word for phone it is none.
      const isNumberOnly = field.target.kind === 'phone' && !/phone|mobile|fax/.test(key)
      if (key.includes(' ') && !isNumberOnly && !known.has(key)) known.set(key, field)
    }
  for (const word of [
    'email',
    'username',
    'department',
    'team',
    'mobile',
    'phone',
    'fax',
    'manager',
    'company',
    'location',
    'city',
    'country',
    'street',
    'password',
  ]) {
    const found = knownHeaders.get(word)
    if (found !== undefined) known.set(word, found.field)
  }
  return known
})()

/** Whom else a column may be about: what it holds is never the user's. */
const others: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'an emergency contact': 'emergency notfall notfallkontakt urgence emergencia emergenza noodcontact noodgeval awaryjny',
    'a family member':
      'spouse partner dependent dependant child children parent mother father beneficiary guardian kin ehepartner conjoint conyuge coniuge maiden',
    'another employee': 'assistant recruiter buddy mentor approver sponsor referrer referral interviewer substitute deputy stellvertreter backup',
    'whoever entered the record': 'creator author owner modifier editor createdby updatedby modifiedby',
    'an earlier value': 'previous former old prior past ancien alte alter altes vorherige anterior precedente poprzedni',
    'a future value': 'new future planned upcoming neue neuer neues nuevo nuova',
    'a customer or supplier': 'customer client supplier vendor kunde fournisseur cliente lieferant',
  }).flatMap(([who, words]) => words.split(' ').map((word) => [word, who] as const)),
)
/** Words that turn a known name into something else. */
const turning = new Set(
  'date count total last4 verified verification change changed changes expiry expires expiration length policy hash level band grade history url link photo image picture format pronunciation count flag sign signin login1 quota usage used'.split(
    ' ',
  ),
)
/** With a manager, these name the manager; anything else is about the manager. */
const managerNames = new Set([
  'position',
  'employment',
  'reports',
  'id',
  'number',
  'email',
  'username',
  'user',
  'name',
  'employee',
  'full',
  'display',
  'code',
  'direct',
  'line',
  'reporting',
  'reports',
  'work',
  'address',
  'job',
  'company',
  'report',
  'upn',
  'current',
  'primary',
  'organization',
  'immediate',
  'people',
  'hierarchique',
  'inmediato',
  'direto',
  'direkter',
  'bezposredni',
  'information',
  'info',
  'details',
])
const entity = new Set([
  'employee',
  'user',
  'profile',
  'record',
  'account',
  'basic',
  'information',
  'info',
  'details',
  'data',
  'general',
  'core',
  'demographics',
  'hr',
  'ad',
  'directory',
  'assigned',
  'effective',
])
const emphasis = new Set([
  'primary',
  'principal',
  'main',
  'default',
  'current',
  'legal',
  'official',
  'preferred',
  'required',
  'optional',
  'mandatory',
  'obligatoire',
  'pflichtfeld',
  'pflicht',
  'obligatorio',
  'aktuell',
  'actual',
  'attuale',
  'only',
  'read',
  'upload',
  'required1',
  'requerido',
  'verplicht',
  'wymagane',
  'eg',
  'example',
  'home1',
])
/** Groups that a second header row puts before its fields. */
const groups = new Set(['job', 'position', 'employment', 'contact', 'personal', 'identity'])
const tails = new Set(['description', '1', 'name', 'text', 'value', 'field', 'string', 'column', 'title'])

const levels: readonly { readonly drop: ReadonlySet<string>; readonly strength: number; readonly why: string }[] = [
  { drop: new Set(), strength: 70, why: 'Known words of this field' },
  { drop: emphasis, strength: 60, why: 'Known words of this field' },
  { drop: new Set([...entity, ...emphasis]), strength: 55, why: 'Known words of this field' },
  { drop: new Set([...entity, ...emphasis, ...groups]), strength: 50, why: 'Known words of this field' },
  { drop: new Set([...entity, ...emphasis, ...tails]), strength: 45, why: 'Close to the name of this field' },
]

/** A header may carry several names: "State or province [state]". The whole decides before its parts. */
export function guessHeader(header: string): HeaderGuess {
  if (header.trim() === '') return nothing('The column has no name')
  const names = fieldNamesIn(header)
  const exact = known(header)
  if (exact !== null) return exact
  const tokens = tokensOf(header)
  const other = whoElse(tokens)
  if (other !== null) return nothing(other)
  const manager = managerGuess(header, tokens)
  if (manager !== null) return manager
  for (const level of levels) {
    const found = byTokens.get(tokenKey(tokens.filter((token) => !level.drop.has(token))))
    if (found !== undefined) return fieldGuess(found.key, assumed(found, tokens) ?? level.why, level.strength >= 50 ? 'likely' : 'unsure', level.strength)
  }
  const part = partGuess(names.slice(1))
  return part === null ? nothing('No matching field') : whichPhone(part, tokens)
}

/** “Phone (mobile)”: what the other words say of a phone. */
function whichPhone(part: HeaderGuess, tokens: readonly string[]): HeaderGuess {
  if (part.target.kind !== 'field' || part.target.field !== 'phoneNumbers.work') return part
  const type = (['mobile', 'home', 'fax'] as const).find((word) => tokens.includes(word))
  return type === undefined ? part : { ...part, target: { kind: 'field', field: type === 'fax' ? 'phoneNumbers.work_fax' : `phoneNumbers.${type}` } }
}

/** The parts of a header, most telling first: what is before brackets, in them, and behind a group. */
function partGuess(names: readonly string[]): HeaderGuess | null {
  for (const name of names) {
    const exact = known(name)
    if (exact !== null) return { ...exact, confidence: exact.confidence === 'certain' ? 'likely' : exact.confidence, strength: exact.strength - 25 }
    const tokens = tokensOf(name)
    for (const { drop, strength, why } of levels.slice(0, 3)) {
      const found = byTokens.get(tokenKey(tokens.filter((token) => !drop.has(token))))
      if (found !== undefined) return fieldGuess(found.key, why, 'likely', strength - 25)
    }
  }
  return null
}

function known(header: string): HeaderGuess | null {
  const name = normalizeHeader(header)
  const pair = /^(?:custom)?attribute(\d+)(name|value)$/.exec(name)
  if (pair !== null)
    return {
      target: { kind: pair[2] === 'name' ? 'attribute-name' : 'attribute-value', number: Number(pair[1]) },
      why: 'A custom attribute, as JumpCloud’s PowerShell module writes it',
      confidence: 'certain',
      strength: 100,
    }
  const list = /^(attributes|phonenumbers|addresses)$/.exec(name)?.[1]
  if (list !== undefined)
    return {
      target: { kind: 'list', list: list === 'phonenumbers' ? 'phoneNumbers' : list === 'addresses' ? 'addresses' : 'attributes' },
      why: 'JumpCloud’s own list in one column',
      confidence: 'certain',
      strength: 100,
    }
  const found = knownHeaders.get(name)
  if (found !== undefined) {
    const { field, reason } = found
    const guessed = reason === 'alias' ? assumed(field, tokensOf(header)) : null
    return fieldGuess(field.key, guessed ?? reasons[reason], guessed === null ? 'certain' : 'unsure', reason === 'alias' ? 80 : 90)
  }
  const attribute = /^(?:custom[. _]?)?attributes?[.:_ ]+([A-Za-z0-9]{1,31})$/i.exec(header.trim())?.[1]
  if (attribute !== undefined && fieldByKey(`attributes.${attribute}`) !== undefined)
    return fieldGuess(`attributes.${attribute}`, 'A custom attribute by name', 'certain', 90)
  const unsent = notSentFor(header)
  if (unsent === undefined) return null
  return {
    target: { kind: 'not-sent', name: unsent.name, reason: unsent.reason },
    why: 'Known, but bulk jobs cannot send it',
    confidence: 'certain',
    strength: 90,
  }
}

const placeWords = new Set(['home', 'work'])

/** Of an address that says neither home nor work, work is assumed and said. */
const assumed = (field: Field, tokens: readonly string[]): string | null =>
  field.target.kind === 'address' && !tokens.some((token) => placeWords.has(token)) ? 'Home or work is not specified: mapped to the work address' : null

function whoElse(tokens: readonly string[]): string | null {
  const who = tokens.flatMap((token) => others.get(token) ?? [])[0]
  if (who !== undefined) return `This looks like ${who}, not the user`
  if (tokens.includes('created') || tokens.includes('updated') || tokens.includes('modified')) return 'This says who or what changed the record, and when'
  const turned = tokens.find((token) => turning.has(token))
  return turned !== undefined && tokens.length > 1 && byTokens.get(tokenKey(tokens)) === undefined ? 'No matching field' : null
}

function managerGuess(header: string, tokens: readonly string[]): HeaderGuess | null {
  const isReports = /report(s|ing)[\s_.-]*to/i.test(header)
  if (!tokens.includes('manager') && !isReports) return null
  const rest = tokens.filter((token) => token !== 'manager')
  if (rest.some((token) => !managerNames.has(token))) return nothing('This is about the manager, or a kind of manager, not the user')
  // An identifier says who the manager is better than a name does.
  const strength = rest.includes('email') || rest.includes('username') || rest.includes('user') ? 68 : rest.includes('id') || rest.includes('number') ? 66 : 60
  return fieldGuess('manager', 'Names the user’s manager', 'likely', strength)
}
