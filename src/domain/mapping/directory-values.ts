/** The directory's own values, as far as they have been read: they give a column away whose header says nothing. */
import type { FieldKey } from '../fields/field.ts'
import type { SystemUser } from '../wire.ts'

export interface DirectoryValues {
  /** Values of fields that many users share, folded. */
  readonly fields: readonly { readonly field: FieldKey; readonly values: ReadonlySet<string> }[]
  /** Names, usernames and emails of users, folded. */
  readonly users: ReadonlySet<string>
  readonly managers: ReadonlySet<string>
  readonly usernames: ReadonlySet<string>
  readonly employeeIdentifiers: ReadonlySet<string>
}

const sharedFields = ['department', 'costCenter', 'company', 'employeeType', 'location', 'jobTitle'] as const
const fold = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()

export interface ValueCollector {
  add(user: SystemUser): void
  /** What was collected so far, as it grows; null where that is nothing. */
  values(): DirectoryValues | null
}

/** Takes in users one by one, so that a large directory can be taken in between frames. */
export function collectValues(): ValueCollector {
  const fields = sharedFields.map((field) => ({ field, raw: new Set<string>(), values: new Set<string>() }))
  const users = new Set<string>()
  const usernames = new Set<string>()
  const employeeIdentifiers = new Set<string>()
  const byId = new Map<string, SystemUser>()
  const managerIds = new Set<string>()
  return {
    add(user) {
      byId.set(user.id ?? user._id ?? '', user)
      for (const { field, raw, values } of fields) {
        const text = user[field]
        // Thousands have the same one.
        if (!text || raw.has(text)) continue
        raw.add(text)
        values.add(fold(text))
      }
      for (const name of namesOf(user)) users.add(name)
      if (user.username !== undefined) usernames.add(fold(user.username))
      if (user.employeeIdentifier) employeeIdentifiers.add(fold(user.employeeIdentifier))
      if (user.manager != null) managerIds.add(user.manager)
    },
    values: () =>
      byId.size === 0
        ? null
        : {
            fields: fields.filter(({ values }) => values.size > 0).map(({ field, values }) => ({ field, values })),
            users,
            managers: new Set([...managerIds].flatMap((id) => namesOf(byId.get(id) ?? {}))),
            usernames,
            employeeIdentifiers,
          },
  }
}

function namesOf({ username, email, firstname, lastname, displayname, employeeIdentifier }: SystemUser): string[] {
  return [username, email, displayname, employeeIdentifier, `${firstname ?? ''} ${lastname ?? ''}`, `${lastname ?? ''}, ${firstname ?? ''}`].flatMap((name) =>
    name === undefined || /^[\s,]*$/.test(name) ? [] : [fold(name)],
  )
}

/** Null where nothing has been read. */
export function directoryValues(users: readonly SystemUser[]): DirectoryValues | null {
  const collector = collectValues()
  for (const user of users) collector.add(user)
  return collector.values()
}

export interface ValueGuess {
  readonly field: FieldKey
  readonly why: string
  readonly isSure: boolean
}

/** The field whose values in the directory the column has, or null. */
export function fieldFromDirectory(values: readonly string[], known: DirectoryValues): ValueGuess | null {
  const distinct = [...new Set(values.filter((value) => value.trim() !== '').map(fold))]
  if (distinct.length === 0) return null
  const shareOf = (among: ReadonlySet<string>) => distinct.filter((value) => among.has(value)).length / distinct.length
  const found = known.fields
    .map(({ field, values: among }) => ({ field, share: shareOf(among) }))
    .filter(({ share }) => share >= 0.6)
    .sort((a, b) => b.share - a.share)
  const [best, second] = found
  // A value that two fields have ("Berlin" is a location and a company) tells nothing.
  if (best !== undefined && (second === undefined || best.share - second.share > 0.2))
    return { field: best.field, why: `${Math.round(best.share * 100)} % of its values are in the directory as this field`, isSure: distinct.length > 1 }
  const filled = values.filter((value) => value.trim() !== '').length
  const isShared = distinct.length < filled || shareOf(known.managers) >= 0.5
  if (isShared && distinct.length > 0 && shareOf(known.users) >= 0.6)
    return { field: 'manager', why: `${Math.round(shareOf(known.users) * 100)} % of its values name users of the directory`, isSure: false }
  return null
}

/** `a` itself where it has all of `b`: copying hundreds of thousands of names takes longer than a frame. */
const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  a.size === 0 ? b : [...b].every((value) => a.has(value)) ? a : new Set([...a, ...b])

/** What is known from two readings together. */
export function mergedValues(a: DirectoryValues | null, b: DirectoryValues | null): DirectoryValues | null {
  if (a === null || b === null) return a ?? b
  const none: ReadonlySet<string> = new Set()
  const valuesIn = (known: DirectoryValues, field: FieldKey) => known.fields.find((each) => each.field === field)?.values ?? none
  return {
    fields: sharedFields.map((field) => ({ field, values: union(valuesIn(a, field), valuesIn(b, field)) })).filter(({ values }) => values.size > 0),
    users: union(a.users, b.users),
    managers: union(a.managers, b.managers),
    usernames: union(a.usernames, b.usernames),
    employeeIdentifiers: union(a.employeeIdentifiers, b.employeeIdentifiers),
  }
}

const mostKept = 500
function first(values: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>()
  for (const value of values) {
    if (kept.size === mostKept) break
    kept.add(value)
  }
  return kept
}

/** What a browser keeps for the next visit: departments and the like, and who manages others; nobody else. */
export const keptValues = ({ fields, managers }: DirectoryValues): DirectoryValues => ({
  fields: fields.map(({ field, values }) => ({ field, values: first(values) })),
  users: first(managers),
  managers: first(managers),
  usernames: new Set(),
  employeeIdentifiers: new Set(),
})
