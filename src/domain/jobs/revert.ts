/** Takes an update back: the values from before as cells of an ordinary draft, field by field, and why a field cannot or must not be. */
import { clearMark, wayToClear } from '../fields/clear.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import { meanSame, readAll, readCell } from '../plan/diff.ts'
import type { SystemUser } from '../wire.ts'
import type { JobUser } from './job-users.ts'
import { sentChanges, type SentUser } from './sent-changes.ts'

export type RevertedField =
  | { readonly kind: 'reverted'; readonly field: FieldKey; readonly from: string; readonly to: string }
  /** Somebody has changed it since, or it already is as it was. */
  | { readonly kind: 'kept' | 'impossible'; readonly field: FieldKey; readonly reason: string }

export interface RevertedUser {
  readonly key: RowKey
  readonly username: string
  readonly userId: string
  readonly fields: readonly RevertedField[]
}

/** `now` is the user as just read from the directory. */
export function revertFields(sent: SentUser, now: SystemUser | undefined): RevertedField[] {
  const { before, secrets } = sent
  if (before === null) return []
  const passwords = secrets.map((field): RevertedField => ({ kind: 'impossible', field, reason: 'The earlier password is not known to anybody but its user.' }))
  const fields = sentChanges(sent).map(({ field: key, after, clears }): RevertedField => {
    const field = fieldByKey(key)
    if (field === undefined) return { kind: 'impossible', field: key, reason: 'Rollcall does not know this field.' }
    if (now === undefined) return { kind: 'impossible', field: key, reason: 'This user is no longer in the directory.' }
    return revertField(field, { was: readCell(before, field), wasAll: readAll(before, field), sent: clears === true ? '' : after, is: readCell(now, field) })
  })
  return [...fields, ...passwords]
}

interface Values {
  readonly was: string
  /** With further entries of the same type, of which a draft can set only one. */
  readonly wasAll: string
  readonly sent: string
  readonly is: string
}

function revertField(field: Field, { was, wasAll, sent, is }: Values): RevertedField {
  const { key } = field
  const same = (a: string, b: string) => a === b || (a !== '' && b !== '' && meanSame(field, a, b)) || (field.kind === 'boolean' && isOff(a) && isOff(b))
  if (sent === '' && was !== '' && same(is, was))
    return { kind: 'impossible', field: key, reason: 'The directory never confirmed that this value was cleared.' }
  if (same(is, was)) return { kind: 'kept', field: key, reason: 'The directory already has the earlier value.' }
  if (!same(is, sent)) return { kind: 'kept', field: key, reason: `Changed since to ${is === '' ? 'empty' : `“${is}”`}.` }
  if (sent === '' && wasAll !== was) return { kind: 'impossible', field: key, reason: `The user had several values (${wasAll}), and a draft can set only one.` }
  const to = textOf(field, was)
  return to === null ? { kind: 'impossible', field: key, reason: whyNot(field, was) } : { kind: 'reverted', field: key, from: is, to }
}

/** JumpCloud leaves out what is off. */
const isOff = (text: string): boolean => text === '' || text === 'false'

/** The cell that brings a value back, or null where no update can. */
function textOf(field: Field, was: string): string | null {
  if (field.use === 'create' || field.target.kind === 'id') return null
  if (was !== '') return field.choices === undefined || field.choices.update.some((choice) => choice.toUpperCase() === was.toUpperCase()) ? was : null
  if (field.kind === 'boolean') return 'false'
  return wayToClear(field).kind === 'impossible' ? null : clearMark
}

function whyNot(field: Field, was: string): string {
  if (was !== '') return `JumpCloud does not let an update set ${field.label} to “${was}”.`
  const way = wayToClear(field)
  return way.kind === 'impossible' ? way.reason : 'Not possible.'
}

/** `now` by user id. Only updates; a user who is gone is listed as impossible. */
export function revertUsers(users: readonly JobUser[], sent: ReadonlyMap<RowKey, SentUser>, now: ReadonlyMap<string, SystemUser>): RevertedUser[] {
  return users.flatMap((user) => {
    const item = sent.get(user.key)
    if (item === undefined || !isRevertible(user)) return []
    const userId = user.userId ?? ''
    const fields = revertFields(item, now.get(userId))
    return fields.length === 0 ? [] : [{ key: user.key, username: user.username, userId, fields }]
  })
}

/** Whoever was sent an update and may have it; a failed row changed nothing. */
export const isRevertible = ({ action, state, row, userId }: JobUser): boolean =>
  action !== null &&
  action !== 'create' &&
  row?.earlier === undefined &&
  userId !== null &&
  ['succeeded', 'flagged', 'verified', 'differs', 'unknown'].includes(state)

export interface RevertRows {
  readonly columns: readonly FieldKey[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly sourceRef: string }[]
}

/** The rows of the draft: by user id, since a username may be what is taken back. */
export function revertRows(users: readonly RevertedUser[]): RevertRows {
  const fields = [...new Set(users.flatMap((user) => user.fields.flatMap((each) => (each.kind === 'reverted' ? [each.field] : []))))]
  const rows = users.flatMap(({ key, userId, fields: own }) => {
    const texts = new Map(own.flatMap((each) => (each.kind === 'reverted' ? [[each.field, each.to] as const] : [])))
    return texts.size === 0 ? [] : [{ cells: [userId, ...fields.map((field) => texts.get(field) ?? '')], sourceRef: key }]
  })
  return { columns: ['id', ...fields], rows }
}

export const countFields = (users: readonly RevertedUser[], kind: RevertedField['kind']): number =>
  users.reduce((sum, { fields }) => sum + fields.filter((field) => field.kind === kind).length, 0)
