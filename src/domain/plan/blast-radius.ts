/** How far a submit reaches: what gives or takes power, whom it hits who is protected, and when the number has to be typed. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { SystemUser } from '../wire.ts'
import type { Change, Plan, PlanCounts, PlanItem } from './plan-model.ts'

/** What every new user has is no sensitive change of theirs. */
const partOfCreating = new Set<FieldKey>(['username', 'email', 'password', 'activated'])

/** Fields that are changed for one user every day, and for most users of a file only by a mistake: a column that slipped, a join that went wrong. */
const identityFields: readonly FieldKey[] = ['firstname', 'lastname', 'employeeIdentifier']

/** Identity fields that change for more than half of the existing users of a file. A change of a single user is none. */
export function massChanges({ items }: Pick<Plan, 'items'>): FieldKey[] {
  const existing = items.filter(({ kind }) => kind === 'update' || kind === 'unchanged').length
  return identityFields.filter((key) => {
    const changed = items.filter((item) => item.kind === 'update' && item.changes.some(({ field }) => field === key)).length
    return changed > 1 && changed * 2 > existing
  })
}

/** Whether the user signs in under another name afterwards: then a changed name may be another user's. */
const isRenamed = (changes: readonly Change[]): boolean => changes.some(({ field }) => field === 'username' || field === 'email')

/** A change of rights, sign-in or identity; `mass` names the fields that most of the file changes. A new user who is only staged or activated gains nothing by that. */
export function isSensitive(item: PlanItem, { field, after }: Change, mass: readonly FieldKey[] = []): boolean {
  if (item.kind === 'update' && (mass.includes(field) || (identityFields.includes(field) && isRenamed(item.changes)))) return true
  if (fieldByKey(field)?.sensitive !== true) return false
  if (item.kind !== 'create') return true
  if (partOfCreating.has(field) || field === 'state') return false
  return !['false', 'no', 'n', '0', 'off'].includes(after.trim().toLowerCase())
}

export interface SensitiveGroup {
  readonly field: FieldKey
  /** What is the case afterwards, where all of the group share it: suspended, true … */
  readonly after: string | null
  readonly items: readonly PlanItem[]
}

/** Sensitive changes by field, and those with few possible values by value too; the largest groups first. */
export function sensitiveGroups({ items }: Plan): SensitiveGroup[] {
  const mass = massChanges({ items })
  const groups = new Map<string, { field: FieldKey; after: string | null; items: PlanItem[] }>()
  for (const item of items) {
    if (item.kind !== 'create' && item.kind !== 'update') continue
    for (const change of item.changes) {
      if (!isSensitive(item, change, mass)) continue
      const kind = fieldByKey(change.field)?.kind
      const after = change.clears !== true && (kind === 'boolean' || kind === 'choice') ? saidOf(change.after, kind) : null
      const key = `${change.field} ${after ?? ''}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { field: change.field, after, items: [item] })
      else group.items.push(item)
    }
  }
  return [...groups.values()].sort((a, b) => b.items.length - a.items.length)
}

const saidOf = (text: string, kind: 'boolean' | 'choice'): string => (kind === 'choice' ? text.trim().toUpperCase() : text.trim().toLowerCase())

/** Any sensitive change, any clear, or more users than the administrator has set, and the number has to be typed. */
export const mustTypeCount = ({ create, update, clears }: Pick<PlanCounts, 'create' | 'update' | 'clears'>, hasSensitive: boolean, limit: number): boolean =>
  hasSensitive || clears > 0 || create + update > limit

/** The shape of `admin` in a user's answer is stated nowhere: anything but nothing counts. */
export function isAdministrator({ admin }: SystemUser): boolean {
  if (admin === undefined || admin === null || admin === false || admin === '') return false
  return typeof admin !== 'object' || Object.keys(admin).length > 0
}

/** Kept by another system, which may undo what is changed here. */
export const isManaged = (user: SystemUser): boolean => user.externally_managed === true || (user.restrictedFields ?? []).length > 0

/** Which of the changes another system claims for itself; every one where no field is named. */
export function claimedChanges(user: SystemUser, changes: readonly Change[]): readonly Change[] {
  const fields = new Set((user.restrictedFields ?? []).map(({ field }) => field))
  if (fields.size === 0) return user.externally_managed === true ? changes : []
  return changes.filter(({ field: key }) => {
    const target = fieldByKey(key)?.target
    const name =
      target?.kind === 'scalar' || target?.kind === 'object'
        ? target.name
        : target?.kind === 'phone'
          ? 'phoneNumbers'
          : target?.kind === 'address'
            ? 'addresses'
            : 'attributes'
    return fields.has(name)
  })
}

export interface ProtectedGroup {
  readonly who: 'administrator' | 'managed'
  readonly what: 'suspended' | 'renamed' | 'given a new email'
  readonly items: readonly Extract<PlanItem, { kind: 'update' }>[]
}

const hits: Readonly<Record<string, ProtectedGroup['what']>> = { state: 'suspended', username: 'renamed', email: 'given a new email' }

/** Administrators and managed users who would be suspended, renamed or given a new email: each group needs a tick of its own. */
export function protectedGroups({ items }: Plan): ProtectedGroup[] {
  const groups = new Map<string, { who: ProtectedGroup['who']; what: ProtectedGroup['what']; items: Extract<PlanItem, { kind: 'update' }>[] }>()
  for (const item of items) {
    if (item.kind !== 'update') continue
    const who = isAdministrator(item.user) ? 'administrator' : isManaged(item.user) ? 'managed' : null
    if (who === null) continue
    for (const { field, after } of item.changes) {
      const what = field === 'state' && after.trim().toUpperCase() !== 'SUSPENDED' ? undefined : hits[field]
      if (what === undefined) continue
      const key = `${who} ${what}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { who, what, items: [item] })
      else group.items.push(item)
    }
  }
  return [...groups.values()]
}
