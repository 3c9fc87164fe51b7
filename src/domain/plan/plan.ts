/** The plan: what a draft would do to the directory, row by row, before anything is sent. */
import { isSuspended, userId, type RowMatch } from '../directory/match.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { filledText } from '../fields/clear.ts'
import { parseCell } from '../fields/parse-cell.ts'
import { emptyRow } from '../issues/validate.ts'
import { countAlike, diffRow } from './diff.ts'
import type { Purpose, Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { passwordProblem, type PasswordPolicy } from './password-policy.ts'
import { planManagers, readManagers, type ManagerOf } from './plan-managers.ts'
import { countItems, type Change, type Plan, type PlanInput, type PlanItem } from './plan-model.ts'

export type { Change, Plan, PlanCounts, PlanInput, PlanItem, PlanKind } from './plan-model.ts'

/** Every row in exactly one item, in row order; the counts add up to the rows. */
export function planDraft(input: PlanInput): Plan {
  const { set, matches, excluded, sent } = input
  const claimed = claims(set, matches, sent === undefined ? excluded : new Set([...excluded, ...sent.keys()]))
  const managerOf = readManagers(input)
  const items = planManagers(
    set,
    set.rows.map((row) => planRow(row, input, claimed, managerOf)),
    input.users,
  )
  return { items, counts: countItems(items) }
}

function planRow(
  row: Row,
  { set, purpose, matches, issues, excluded, heldBack, omitted, sent: held, policy }: PlanInput,
  claimed: Claims,
  managerOf: ManagerOf,
): PlanItem {
  const heldAsSent = held?.get(row.key)
  if (heldAsSent !== undefined) return { kind: 'sent', row: row.key, sent: heldAsSent }
  if (excluded.has(row.key)) return { kind: 'excluded', row: row.key, reason: heldBack?.get(row.key) ?? 'Excluded by you.' }
  if (row.cells.every((text) => text === '')) return { kind: 'blocked', row: row.key, reasons: [emptyRow], cells: [null], issues: [0] }
  const left = new Set(omitted?.[row.key])
  const match = matches.get(row.key)
  const user = match?.kind === 'one' ? match.user : null
  // A user who exists cannot be created: that reason comes first, and missing values of new users are beside the point.
  const isThere = user !== null && purpose === 'create'
  const errors = (issues.get(row.key) ?? []).filter(
    ({ severity, field, cause }) => severity === 'error' && (field === null || !left.has(field)) && !(isThere && cause === 'missing'),
  )
  const reasons: Reason[] = [
    ...(isThere ? updateReasons(row, match, purpose, claimed) : []),
    ...errors.map(({ message, field }) => ({ message, field, canOmit: canOmit(field), isIssue: true })),
  ]
  if (match === undefined) return blockedRow(row, [...reasons, { message: 'The row has not been compared with the directory.', field: null }])
  reasons.push(...match.collisions.map(({ key, message }) => ({ message, field: key })))
  if (match.kind === 'many') reasons.push({ message: match.message, field: match.by })
  if (user !== null && !isThere) reasons.push(...updateReasons(row, match, purpose, claimed))
  if (match.kind === 'none' && match.collisions.length === 0) reasons.push(...createReasons(row, set, purpose, match.by, reasons))
  const manager = purpose === 'leavers' || left.has('manager') ? null : managerOf(row)
  if (manager?.reason !== undefined) reasons.push({ message: manager.reason, field: 'manager', canOmit: true })
  const changes =
    purpose === 'leavers'
      ? suspension(user)
      : withEnrollmentDays(withManager(diffRow(manager?.row ?? row, set.columns, user), manager?.change(user) ?? null), row, set)
  const sent = changes.filter(({ field }) => !left.has(field))
  reasons.push(...passwordReasons(sent, cellOf(row, set, 'username') || user?.username || '', policy ?? null))
  if (user !== null && sent.some(({ field, after }) => field === 'state' && after.trim().toUpperCase() === 'STAGED'))
    reasons.push({ message: 'State STAGED is for new users only, and this user exists.', field: 'state' })
  if (reasons.length > 0) return blockedRow(row, reasons)
  const omittedChanges = changes.filter(({ field }) => left.has(field))
  if (user === null) return { kind: 'create', row: row.key, changes: sent, omitted: omittedChanges }
  const count = purpose === 'leavers' ? 0 : countAlike(manager?.row ?? row, set.columns, user)
  const alike = count === 0 ? {} : { alike: count }
  if (changes.length === 0) return { kind: 'unchanged', row: row.key, user, ...alike }
  return sent.length === 0
    ? { kind: 'excluded', row: row.key, reason: 'You excluded every change of this user.', omitted: omittedChanges }
    : { kind: 'update', row: row.key, user, changes: sent, omitted: omittedChanges, ...alike }
}

/** Why a row is blocked, and the cell that it is about. */
interface Reason {
  readonly message: string
  /** Null where it is about the whole row. */
  readonly field: FieldKey | null
  /** Whether the row can be sent without that field. */
  readonly canOmit?: boolean
  readonly isIssue?: boolean
}

function blockedRow({ key }: Row, reasons: readonly Reason[]): PlanItem {
  const [first] = reasons
  const omittable = first?.canOmit === true && first.field !== null ? { field: first.field } : {}
  const issues = reasons.flatMap(({ isIssue }, at) => (isIssue === true ? [at] : []))
  return {
    kind: 'blocked',
    row: key,
    reasons: reasons.map(({ message }) => message),
    cells: reasons.map(({ field }) => field),
    ...(issues.length === 0 ? {} : { issues }),
    ...omittable,
  }
}

/** Who a user is, and how they sign in, decides what the whole row does: there is no sending it without. */
const neverOmitted = new Set<FieldKey>(['id', 'username', 'email', 'password'])
const canOmit = (field: FieldKey | null): boolean => field !== null && !neverOmitted.has(field)

/** In the place of the column, so that the order is that of the file; a manager who is only created by the job comes last. */
const withManager = (changes: readonly Change[], manager: Change | null): readonly Change[] => {
  if (manager === null) return changes
  return changes.some(({ field }) => field === 'manager') ? changes.map((change) => (change.field === 'manager' ? manager : change)) : [...changes, manager]
}

const daysField = 'mfa.exclusionDays'
const usualDays = '7'
const mfaField = 'enable_user_portal_multifactor'

/** A column of enrollment days that is blank where a user must begin to use MFA means seven, as in JumpCloud's PowerShell module. */
function withEnrollmentDays(changes: readonly Change[], row: Row, set: RowSet): readonly Change[] {
  const isBlank = set.columns.includes(daysField) && (row.cells[set.columns.indexOf(daysField)] ?? '').trim() === ''
  const multifactor = fieldByKey(mfaField)
  const mustUse = changes.some(({ field, after }) => {
    const parsed = field === mfaField && multifactor !== undefined ? parseCell(multifactor, after) : null
    return parsed?.kind === 'value' && parsed.value === true
  })
  const saysOtherwise = changes.some(({ field }) => field.startsWith('mfa.'))
  return isBlank && mustUse && !saysOtherwise ? [...changes, { field: daysField, before: '', after: usualDays }] : changes
}

/** Who leaves is suspended, and nothing else about them changes. */
function suspension(user: SystemUser | null): Change[] {
  const before = user?.state ?? (user?.suspended === true ? 'SUSPENDED' : '')
  return user === null || before === 'SUSPENDED' ? [] : [{ field: 'state', before, after: 'SUSPENDED' }]
}

function updateReasons(row: Row, match: RowMatch | undefined, purpose: Purpose, claimed: Claims): Reason[] {
  if (match?.kind !== 'one') return []
  const { user, by } = match
  const name = nameOf(user)
  const there = isSuspended(user)
    ? `${name} is already in the directory and suspended, and this file only creates users. For a rehire, update this user.`
    : `${name} is already in the directory, and this file only creates users.`
  const rival = (claimed.get(userId(user)) ?? []).find((each) => each.key !== row.key)
  const rivals = `${rival?.line == null ? 'Another row' : `Line ${rival.line}`} matches the same user, ${name}. A user can be updated once per job: keep one row.`
  return [...(purpose === 'create' ? [there] : []), ...(rival === undefined ? [] : [rivals])].map((message) => ({ message, field: by }))
}

function createReasons(row: Row, set: RowSet, purpose: Purpose, by: FieldKey | null, said: readonly Reason[]): Reason[] {
  if (purpose === 'update') return [{ message: 'No user in the directory matches this row, and this file only updates users.', field: by }]
  if (purpose === 'leavers') return [{ message: 'No user in the directory matches this row, so there is no user to suspend.', field: by }]
  if (cellOf(row, set, 'id') !== '')
    return [{ message: 'No user in the directory has this JumpCloud id, and new users cannot have one. Clear or correct the id.', field: 'id' }]
  return missingToCreate(row, set, said)
}

function passwordReasons(changes: readonly Change[], username: string, policy: PasswordPolicy | null): Reason[] {
  const password = changes.find(({ field }) => field === 'password')
  const problem = policy === null || password === undefined ? null : passwordProblem(policy, password.after, username)
  return problem === null ? [] : [{ message: problem, field: 'password' }]
}

const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)
const cellOf = (row: Row, set: RowSet, field: FieldKey): string => filledText(row.cells[set.columns.indexOf(field)])

/** What a create needs and the row does not have; the validator has said so already where the file only creates. */
function missingToCreate(row: Row, set: RowSet, said: readonly Reason[]): Reason[] {
  return ['username', 'email'].flatMap((field) => {
    const message = `${fieldByKey(field)?.label ?? field} is missing. JumpCloud requires it for new users.`
    return cellOf(row, set, field) === '' && !said.some((each) => each.message === message) ? [{ message, field }] : []
  })
}

type Claims = ReadonlyMap<string, readonly Row[]>

/** Which rows mean which user, by user id. */
function claims(set: RowSet, matches: ReadonlyMap<RowKey, RowMatch>, excluded: ReadonlySet<RowKey>): Claims {
  const claimed = new Map<string, Row[]>()
  for (const row of set.rows) {
    const match = matches.get(row.key)
    if (match?.kind !== 'one' || excluded.has(row.key)) continue
    const id = userId(match.user)
    const rows = claimed.get(id)
    if (rows === undefined) claimed.set(id, [row])
    else rows.push(row)
  }
  return claimed
}
