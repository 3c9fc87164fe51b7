/** Compares what was sent for a user with what the directory holds now, field by field. */
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '../wire.ts'
import type { FieldKind } from '../fields/field.ts'
import { likenessOf } from '../fields/likeness.ts'
import { wholeArrays } from './payload.ts'

export interface Difference {
  /** JumpCloud's name of the attribute. */
  readonly name: string
  readonly sent: string
  readonly found: string
}

type Payload = BulkUserCreate | BulkUserUpdate

/** Never answered by JumpCloud, or what names the user. */
const notReadable = new Set(['id', 'password'])
/** How the values of an attribute are compared; text unless it is named here. JumpCloud keeps usernames and emails in lower case (observed for email). */
const comparedAs: Readonly<Record<string, FieldKind>> = {
  email: 'email',
  username: 'email',
  alternateEmail: 'email',
  managedAppleId: 'email',
  // Of the recovery email; the parts of a postal address are compared in their list.
  address: 'email',
  manager: 'id',
  exclusionUntil: 'date-time',
  external_password_expiration_date: 'date-time',
}

/** The names of what was sent and can be read back. */
export const readableNames = (payload: Payload): string[] => Object.keys(payload).filter((name) => !notReadable.has(name))

/** Empty where the directory holds everything as it was sent. */
export function differencesOf(payload: Payload, user: SystemUser): Difference[] {
  const sent = payload as Readonly<Record<string, unknown>>
  const found = user as Readonly<Record<string, unknown>>
  return readableNames(payload).flatMap((name) =>
    isSame(name, sent[name], found[name]) ? [] : [{ name, sent: textOf(sent[name]), found: textOf(found[name]) }],
  )
}

function isSame(name: string, sent: unknown, found: unknown): boolean {
  if ((wholeArrays as readonly string[]).includes(name)) return isSameList(sent, found)
  if (isObject(sent)) return Object.entries(sent).every(([part, value]) => isSame(part, value, isObject(found) ? found[part] : undefined))
  return isAlike(comparedAs[name] ?? 'text', scalar(sent), scalar(found))
}

const isAlike = (kind: FieldKind, a: string, b: string): boolean => ['equal', 'same'].includes(likenessOf(kind, a, b))

/** Absent, null, empty and false are one and the same: JumpCloud leaves out what is not set (observed). */
const scalar = (value: unknown): string =>
  value === undefined || value === null || value === false ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** Elements in any order; ids and empty parts do not count, since JumpCloud gives the one and drops the other. */
function isSameList(sent: unknown, found: unknown): boolean {
  const prints = (list: unknown) => (Array.isArray(list) ? list : []).map(printOf).sort().join('\n')
  return prints(sent) === prints(found)
}

const printOf = (item: unknown): string =>
  isObject(item)
    ? JSON.stringify(
        Object.entries(item)
          .filter(([part, value]) => part !== 'id' && part !== '_id' && scalar(value) !== '')
          .map(([part, value]) => [part, plainPart(part, scalar(value))] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : JSON.stringify(item)

/** JumpCloud may write a phone otherwise than it was sent: its digits decide, and a plus before them. */
const plainPart = (part: string, text: string): string => {
  const plain = text.normalize('NFC').trim()
  return part === 'number' && /\d/.test(plain) ? plain.replaceAll(/[^\d+]/g, '') : plain
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
}

/** What JumpCloud holds in another spelling than it was sent: its meaning is the same. */
export const normalizedNames = (payload: Payload, user: SystemUser): string[] => {
  const sent = payload as Readonly<Record<string, unknown>>
  const found = user as Readonly<Record<string, unknown>>
  return readableNames(payload).filter((name) => isSame(name, sent[name], found[name]) && !isLiteral(sent[name], found[name]))
}

/** Absent parts and ids apart, which JumpCloud adds and drops by itself. */
function isLiteral(sent: unknown, found: unknown): boolean {
  if (Array.isArray(sent)) return sent.every((item) => Array.isArray(found) && found.some((other) => isLiteral(item, other)))
  if (!isObject(sent)) return scalar(sent) === scalar(found)
  return Object.entries(sent).every(([part, value]) => part === 'id' || part === '_id' || (isObject(found) && isLiteral(value, found[part])))
}

/** One sentence for the administrator; at most three fields are spelt out. */
export function sentenceOf(differences: readonly Difference[]): string {
  const shown = differences.slice(0, 3).map(({ name, sent, found }) => {
    const by = (wholeArrays as readonly string[]).includes(name) ? ' (changed at the same time by someone else)' : ''
    return `${name}: sent ${sent}, found ${found}${by}`
  })
  const more = differences.length - shown.length
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`
}

/** Whether something the user has is emptied by what is sent: then the effect upstream is unknown, and it is always read back (rule 4). */
export function clearsSomething(payload: Payload, before: SystemUser | null): boolean {
  return Object.entries(payload).some(([name, value]: [string, unknown]) => {
    if (name === 'id') return false
    if (!Array.isArray(value)) return isEmpty(value) || (isObject(value) && Object.values(value).some(isEmpty))
    const had: unknown = (before as Readonly<Record<string, unknown>> | null)?.[name]
    return value.length < (Array.isArray(had) ? had.length : 0) || value.some((item) => isObject(item) && Object.values(item).some(isEmpty))
  })
}

const isEmpty = (value: unknown): boolean => value === '' || value === null
