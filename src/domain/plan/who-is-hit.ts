/** Who is hit otherwise than the file may mean: users who stay suspended, managers of others, and passwords of users who exist. */
import { counted, plural } from '../count.ts'
import { isSuspended, userId } from '../directory/match.ts'
import type { SystemUser } from '../wire.ts'
import type { Advice, Change, Plan, PlanItem } from './plan-model.ts'

type Update = Extract<PlanItem, { kind: 'update' }>

const shownNames = 5
const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)
const named = (users: readonly SystemUser[]): string =>
  `${users.slice(0, shownNames).map(nameOf).join(', ')}${users.length > shownNames ? ` and ${users.length - shownNames} more` : ''}`
const changeOf = ({ changes }: { readonly changes: readonly Change[] }, field: string) => changes.find((change) => change.field === field)

/** `users` are those that were read: who manages users outside of them is not known. */
export function whoIsHit(plan: Plan, users: readonly SystemUser[]): Advice[] {
  const updates = plan.items.filter((item) => item.kind === 'update')
  return [...staySuspended(updates), ...managersOfOthers(updates, users), ...suspendedManagers(plan, users), ...passwordResets(updates), ...onePassword(plan)]
}

function staySuspended(updates: readonly Update[]): Advice[] {
  const items = updates.filter((item) => isSuspended(item.user) && changeOf(item, 'state') === undefined)
  if (items.length === 0) return []
  return [
    {
      key: 'suspended',
      tone: 'warning',
      title: `${counted(items.length, 'user')} ${plural(items.length, 'is', 'are')} suspended and ${plural(items.length, 'stays', 'stay')} suspended`,
      detail: `${named(items.map(({ user }) => user))}. To let them sign in again, for a rehire, set State to ACTIVATED.`,
      items,
    },
  ]
}

function managersOfOthers(updates: readonly Update[], users: readonly SystemUser[]): Advice[] {
  const reports = new Map<string, number>()
  for (const { manager } of users) if (typeof manager === 'string' && manager !== '') reports.set(manager, (reports.get(manager) ?? 0) + 1)
  const items = updates.filter((item) => changeOf(item, 'state')?.after.trim().toUpperCase() === 'SUSPENDED' && reports.has(userId(item.user)))
  if (items.length === 0) return []
  const list = items.slice(0, shownNames).map(({ user }) => `${nameOf(user)} manages ${counted(reports.get(userId(user)) ?? 0, 'user')}`)
  return [
    {
      key: 'managers',
      tone: 'warning',
      title: `${counted(items.length, 'user')} to be suspended ${plural(items.length, 'manages', 'manage')} others`,
      detail: `${list.join(', ')}${items.length > shownNames ? ` and ${items.length - shownNames} more` : ''}. Their reports keep them as manager.`,
      items,
    },
  ]
}

function suspendedManagers({ items }: Plan, users: readonly SystemUser[]): Advice[] {
  const suspended = new Map(users.filter(isSuspended).map((user) => [userId(user), user]))
  const found = items.flatMap((item) => {
    const change = item.kind === 'create' || item.kind === 'update' ? changeOf(item, 'manager') : undefined
    const manager = change === undefined || change.clears === true ? undefined : suspended.get(change.after)
    return manager === undefined ? [] : [{ item, manager }]
  })
  if (found.length === 0) return []
  return [
    {
      key: 'suspended-managers',
      tone: 'warning',
      title: `${counted(found.length, 'user')} will get a manager who is suspended`,
      detail: `${named([...new Set(found.map(({ manager }) => manager))])}. Enter another manager, or leave the change out.`,
      items: found.map(({ item }) => item),
      omit: { field: 'manager', rows: found.map(({ item }) => item.row) },
    },
  ]
}

function passwordResets(updates: readonly Update[]): Advice[] {
  const items = updates.filter((item) => changeOf(item, 'password') !== undefined)
  if (items.length === 0) return []
  return [
    {
      key: 'password-reset',
      tone: 'warning',
      title: `${counted(items.length, 'existing user')} will get a new password`,
      detail: `${named(items.map(({ user }) => user))}. Their present password stops working.`,
      items,
      omit: { field: 'password', rows: items.map(({ row }) => row) },
    },
  ]
}

/** The password itself is never part of it. */
function onePassword({ items }: Plan): Advice[] {
  const byPassword = new Map<string, PlanItem[]>()
  for (const item of items) {
    if (item.kind !== 'create' && item.kind !== 'update') continue
    const password = changeOf(item, 'password')?.after
    if (password === undefined || password === '') continue
    const same = byPassword.get(password)
    if (same === undefined) byPassword.set(password, [item])
    else same.push(item)
  }
  return [...byPassword.values()]
    .filter((same) => same.length > 1)
    .map((same): Advice => ({
      key: 'same-password',
      tone: 'warning',
      title: `${counted(same.length, 'user')} will get one and the same password`,
      detail: 'Whoever knows it can sign in as each of them until it is changed.',
      items: same,
    }))
}
