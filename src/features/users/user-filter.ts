/** Which users are shown: by search, status and values, in memory or as a filter for JumpCloud. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { userId } from '#domain/directory/match.ts'
import { isAdministrator, isManaged } from '#domain/plan/blast-radius.ts'
import { readCell } from '#domain/plan/diff.ts'
import type { SystemUser } from '#domain/wire.ts'

export type Show = 'all' | 'ACTIVATED' | 'SUSPENDED' | 'STAGED' | 'admin' | 'managed' | 'changed'

export const showLabels: Readonly<Record<Show, string>> = {
  all: 'All',
  ACTIVATED: 'Activated',
  SUSPENDED: 'Suspended',
  STAGED: 'Staged',
  admin: 'Admins',
  managed: 'Managed elsewhere',
  changed: 'Edited',
}

export interface UserFilter {
  readonly search: string
  readonly show: Show
  /** All of them have to fit. */
  readonly values: readonly { readonly field: FieldKey; readonly value: string }[]
}

export const noFilter: UserFilter = { search: '', show: 'all', values: [] }
export const isFiltered = ({ search, show, values }: UserFilter): boolean => search.trim() !== '' || show !== 'all' || values.length > 0

export const stateOf = ({ state, suspended }: SystemUser): string => state ?? (suspended === true ? 'SUSPENDED' : '')

const searched: readonly FieldKey[] = ['username', 'email', 'firstname', 'lastname', 'displayname', 'employeeIdentifier', 'jobTitle', 'department', 'location']
const texts = new WeakMap<SystemUser, string>()

/** All that a search looks at, folded once. */
export function searchText(user: SystemUser): string {
  const found = texts.get(user)
  if (found !== undefined) return found
  const own = user as Readonly<Record<string, unknown>>
  const made = [userId(user), `${user.firstname ?? ''} ${user.lastname ?? ''}`, ...searched.map((key) => (typeof own[key] === 'string' ? own[key] : ''))]
    .join('\n')
    .toLowerCase()
  texts.set(user, made)
  return made
}

const isShown = (user: SystemUser, show: Show, edited: ReadonlySet<string>): boolean => {
  switch (show) {
    case 'all':
      return true
    case 'admin':
      return isAdministrator(user)
    case 'managed':
      return isManaged(user)
    case 'changed':
      return edited.has(userId(user))
    case 'ACTIVATED':
    case 'SUSPENDED':
    case 'STAGED':
      return stateOf(user) === show
  }
}

/** Every word of the search has to be found. */
export function filterUsers(users: readonly SystemUser[], { search, show, values }: UserFilter, edited: ReadonlySet<string>): readonly SystemUser[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const fields = values.flatMap(({ field, value }) => {
    const found = fieldByKey(field)
    return found === undefined ? [] : [{ field: found, value }]
  })
  if (words.length === 0 && show === 'all' && fields.length === 0) return users
  return users.filter(
    (user) =>
      isShown(user, show, edited) &&
      fields.every(({ field, value }) => readCell(user, field) === value) &&
      words.every((word) => searchText(user).includes(word)),
  )
}

/** How many of these users each status has. */
export function countUsers(users: readonly SystemUser[], edited: ReadonlySet<string>): Readonly<Record<Show, number>> {
  const counts: Record<Show, number> = { all: users.length, ACTIVATED: 0, SUSPENDED: 0, STAGED: 0, admin: 0, managed: 0, changed: 0 }
  for (const user of users) {
    const state = stateOf(user)
    if (state === 'ACTIVATED' || state === 'SUSPENDED' || state === 'STAGED') counts[state] += 1
    if (isAdministrator(user)) counts.admin += 1
    if (isManaged(user)) counts.managed += 1
    if (edited.size > 0 && edited.has(userId(user))) counts.changed += 1
  }
  return counts
}

/** The same question for JumpCloud's search, or null where it cannot be asked there. */
export function upstreamFilter({ search, show, values }: UserFilter): Readonly<Record<string, unknown>> | null {
  const and: Record<string, unknown>[] = []
  if (show === 'ACTIVATED' || show === 'SUSPENDED' || show === 'STAGED') and.push({ state: show })
  else if (show !== 'all') return null
  for (const { field, value } of values) {
    const target = fieldByKey(field)?.target
    if (target?.kind !== 'scalar' || fieldByKey(field)?.kind !== 'text') return null
    and.push({ [target.name]: value })
  }
  for (const word of search.split(/\s+/).filter(Boolean))
    and.push({ or: searched.map((name) => ({ [name]: { $regex: `(?i)${word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}` } })) })
  return and.length === 0 ? null : { and }
}
