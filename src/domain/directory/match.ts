/** Which directory user a row means: the strongest identifier decides, the weaker ones may only object. */
import { filledText } from '../fields/clear.ts'
import type { Identifier, MatchKey } from '../draft/edit.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'

/** Somebody to ask the directory for, by each identifier that is known of them. */
export type Wanted = Partial<Readonly<Record<Identifier | 'displayname' | 'lastname', string>>>

/** Why an identifier of a row speaks against its match. */
export interface Collision {
  readonly key: Identifier
  readonly message: string
}

/** `by` is the identifier that decided; null where the row has none. */
export type RowMatch = { readonly collisions: readonly Collision[] } & (
  | { readonly kind: 'none'; readonly by: Identifier | null }
  | { readonly kind: 'one'; readonly user: SystemUser; readonly by: Identifier }
  | { readonly kind: 'many'; readonly users: readonly SystemUser[]; readonly by: Identifier; readonly message: string }
)

/** Strongest first. */
const identifiers: readonly { readonly key: Identifier; readonly name: string; readonly of: (user: SystemUser) => string | undefined }[] = [
  { key: 'id', name: 'JumpCloud id', of: (user) => userId(user) },
  { key: 'username', name: 'username', of: (user) => user.username },
  { key: 'email', name: 'email', of: (user) => user.email },
  { key: 'employeeIdentifier', name: 'employee identifier', of: (user) => user.employeeIdentifier },
]

/** Answers carry `_id`, `id` or both (observed). */
export const userId = (user: SystemUser): string => user.id ?? user._id ?? ''

const fold = (text: string): string => text.trim().toLowerCase()

/** Whom the directory has to be asked for: one entry a row, with every identifier it has, so that collisions are found by the same request. */
export function wantedBy(set: RowSet): Wanted[] {
  const columns = identifiers.flatMap(({ key }) => (set.columns.includes(key) ? [{ key, at: set.columns.indexOf(key) }] : []))
  const seen = new Set<string>()
  return set.rows.flatMap(({ cells }) => {
    const wanted: Partial<Record<Identifier, string>> = {}
    for (const { key, at } of columns) {
      const text = filledText(cells[at])
      if (text === '' || seen.has(`${key} ${fold(text)}`)) continue
      seen.add(`${key} ${fold(text)}`)
      wanted[key] = text
    }
    return Object.keys(wanted).length === 0 ? [] : [wanted]
  })
}

/** One match a row. Comparison is without case: JumpCloud lower-cases emails (documented), and refuses doubles (observed). */
export function matchRows(set: RowSet, users: readonly SystemUser[], matchBy: MatchKey): Map<RowKey, RowMatch> {
  const indexes = new Map(identifiers.map(({ key, of }) => [key, indexBy(users, of)]))
  const find = (row: Row, key: Identifier): { text: string; users: readonly SystemUser[] } => {
    const text = filledText(row.cells[set.columns.indexOf(key)])
    return { text, users: text === '' ? [] : (indexes.get(key)?.get(fold(text)) ?? []) }
  }
  const withoutZeros = indexBy(users, ({ employeeIdentifier }) => numberOf(employeeIdentifier))
  const lostZeros = (row: Row): Collision[] => {
    const text = filledText(row.cells[set.columns.indexOf('employeeIdentifier')]).trim()
    const others = (withoutZeros.get(numberOf(text) ?? '') ?? []).filter(({ employeeIdentifier }) => employeeIdentifier !== text)
    return others.map((user) => ({
      key: 'employeeIdentifier',
      message: `No user has the employee ID “${text}”, but “${user.employeeIdentifier ?? ''}” belongs to ${nameOf(user)}. Restore the leading zeros, or correct the cell.`,
    }))
  }
  return new Map(
    set.rows.map((row) => {
      const match = matchRow(row, matchBy, find)
      return [row.key, match.kind === 'none' ? { ...match, collisions: [...match.collisions, ...lostZeros(row)] } : match]
    }),
  )
}

function matchRow(row: Row, matchBy: MatchKey, find: (row: Row, key: Identifier) => { text: string; users: readonly SystemUser[] }): RowMatch {
  const found = identifiers.map(({ key, name }) => ({ key, name, ...find(row, key) }))
  const decisive = matchBy === 'auto' ? found.find(({ text }) => text !== '') : found.find(({ key }) => key === matchBy)
  const [first, ...others] = decisive?.users ?? []
  if (decisive !== undefined && first !== undefined && others.length > 0) {
    const all = [first, ...others]
    return {
      kind: 'many',
      users: all,
      by: decisive.key,
      collisions: [],
      message: `The ${decisive.name} “${decisive.text}” belongs to ${all.length} users: ${all.map(nameOf).join(', ')}. Match by another identifier.`,
    }
  }
  const collisions = found.flatMap(({ key, name, text, users }) =>
    key === decisive?.key
      ? []
      : users
          .filter((user) => first === undefined || userId(user) !== userId(first))
          .map((user) => ({
            key,
            message:
              first === undefined
                ? `The ${name} “${text}” belongs to ${nameOf(user)}${isSuspended(user) ? ', who is suspended' : ''}, but ${decisive === undefined || decisive.text === '' ? 'the row has no other identifier' : `no user has the ${decisive.name} “${decisive.text}”`}. If this is the right user${isSuspended(user) ? ', for example a rehire' : ''}, match by ${name}; if not, correct the ${name}.`
                : `The ${name} “${text}” belongs to ${nameOf(user)}, not to ${nameOf(first)}. Correct it, or clear the cell.`,
          })),
  )
  return decisive === undefined || first === undefined
    ? { kind: 'none', by: decisive?.key ?? null, collisions }
    : { kind: 'one', user: first, by: decisive.key, collisions }
}

/** The number that digits write, whatever zeros stand before it; undefined for anything else. */
const numberOf = (text: string | undefined): string | undefined => (/^\d+$/.test(text ?? '') ? text?.replace(/^0+(?=\d)/, '') : undefined)

export const isSuspended = (user: SystemUser): boolean => user.state === 'SUSPENDED' || (user.state === undefined && user.suspended === true)

const nameOf = (user: SystemUser): string => `${user.username ?? user.email ?? 'a user'} (${userId(user)})`

function indexBy(users: readonly SystemUser[], of: (user: SystemUser) => string | undefined): Map<string, SystemUser[]> {
  const index = new Map<string, SystemUser[]>()
  for (const user of users) {
    const text = fold(of(user) ?? '')
    if (text === '') continue
    const same = index.get(text)
    if (same === undefined) index.set(text, [user])
    else if (!same.some((each) => userId(each) === userId(user))) same.push(user)
  }
  return index
}
