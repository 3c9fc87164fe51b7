/** Who a manager cell means: a directory user, or a user whom the same file creates; and which managers go round in a circle. */
import { filledText } from '../fields/clear.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { inAscii } from '../mapping/transforms/usernames.ts'
import { saysNothing } from '../mapping/transforms/words.ts'
import { userId, wantedBy, type RowMatch, type Wanted } from './match.ts'

/** Whom a manager cell names. */
export type ManagerRef =
  | { readonly kind: 'user'; readonly user: SystemUser }
  | { readonly kind: 'row'; readonly row: Row }
  /** A full name: whoever has it is offered, and never taken unasked. */
  | { readonly kind: 'asked'; readonly users: readonly SystemUser[]; readonly rows: readonly Row[]; readonly message: string }
  | { readonly kind: 'nobody'; readonly message: string }

const managerField = fieldByKey('manager')
const fold = (text: string): string => text.trim().toLowerCase()
const isId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text)

/** Whom a manager cell may name: an id, an email, a username, an employee number, or a full name. */
export function wantedManager(text: string): Wanted[] {
  if (isId(text)) return [{ id: text }]
  if (text.includes('@')) return [{ email: text }]
  if (!isFullName(text)) return [{ username: text, employeeIdentifier: text }]
  const { first, last } = partsOf(withoutBrackets(text))
  // "Jan van Dijk" is a Dijk or a van Dijk.
  const lastNames = first === null ? endingsOf(last) : [last]
  return lastNames.map((lastname, at) => ({ ...(at === 0 ? { username: text, displayname: text } : {}), ...(lastname === '' ? {} : { lastname }) }))
}

/** A username and an employee number have no blank and no comma in them. */
const isFullName = (text: string): boolean => /[\s,]/.test(text.trim())
/** What is in brackets is an addition, unless all of the text is. */
const withoutBrackets = (text: string): string => {
  const outside = text.replaceAll(/\s*(?:\([^)]*\)|\[[^\]]*\])\s*/g, ' ').trim()
  return outside === '' ? text.replaceAll(/[()[\]]/g, ' ').trim() : outside
}
const squeezed = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').normalize('NFC').toLowerCase()

function partsOf(text: string): { readonly first: string | null; readonly last: string } {
  const [last = '', ...rest] = text.split(',').map((part) => part.trim())
  return rest.length === 0 ? { first: null, last: text.trim() } : { first: rest.join(' '), last }
}

const mostEndings = 3
/** The last words of a name, and the first one, since some write the last name first. */
function endingsOf(name: string): string[] {
  const words = name.split(/\s+/)
  const endings = words.slice(1).map((_, at) => words.slice(at + 1).join(' '))
  return [...new Set([...endings.slice(-mostEndings), words[0] ?? name])]
}

/** "Smith, John", "John Smith" and "Ms. SMITH John (00412)" are one name: whoever has it is asked about, and never taken. */
const nameKey = (text: string): string => {
  const bare = withoutBrackets(text)
  const words = (/^[ -~]*$/.test(bare) ? bare.toLowerCase() : inAscii(bare)).split(/[\s,]+/)
  const names = words.filter((word) => word !== '' && !titles.has(word.replace(/\.$/, '')))
  // A name in other letters has none in ASCII.
  return names.length === 0 ? squeezed(text) : names.sort().join(' ')
}
const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'herr', 'frau', 'mme', 'mlle', 'sig', 'sra', 'dhr', 'mevr', 'ing'])

/** Everybody whom a review has to ask for: the users of the rows, and those of their managers who are not among them. */
export function wantedForReview(set: RowSet): Wanted[] {
  const own = wantedBy(set)
  const at = set.columns.indexOf('manager')
  if (at < 0) return own
  const asked = new Set(own.flatMap((wanted) => Object.entries(wanted).map(([name, text]) => `${name} ${fold(text)}`)))
  const seen = new Map<string, string>()
  for (const { cells } of set.rows) {
    const text = filledText(cells[at])
    if (text !== '') seen.set(fold(text), text)
  }
  const managers = [...seen.values()].flatMap(wantedManager)
  return [...own, ...managers.filter((wanted) => Object.entries(wanted).every(([name, text]) => !asked.has(`${name} ${fold(text)}`)))]
}

interface IdentifiersOfAll {
  readonly known: ReadonlyMap<string, readonly SystemUser[]>
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

/** Users and rows by the name of an identifier and its text. */
function identifiersOfAll(set: RowSet, directory: readonly SystemUser[], matches: ReadonlyMap<RowKey, RowMatch>): IdentifiersOfAll {
  const known = new Map<string, SystemUser[]>()
  const learn = (name: string, text: string | undefined, user: SystemUser) => {
    if (text === undefined || text === '') return
    const key = `${name} ${fold(text)}`
    const same = known.get(key)
    if (same === undefined) known.set(key, [user])
    else if (!same.some((each) => userId(each) === userId(user))) same.push(user)
  }
  for (const user of directory) {
    learn('id', userId(user), user)
    learn('username', user.username, user)
    learn('email', user.email, user)
    learn('employeeIdentifier', user.employeeIdentifier, user)
  }
  const rows = new Map<string, Row[]>()
  const cellOf = (row: Row, name: string) => filledText(row.cells[set.columns.indexOf(name)])
  for (const row of set.rows) {
    const match = matches.get(row.key)
    for (const name of ['username', 'email', 'employeeIdentifier'] as const) {
      const text = fold(cellOf(row, name))
      if (text === '') continue
      const key = `${name} ${text}`
      note(rows, key, row)
      // Who gets this name in the same job can be meant by it too.
      if (match?.kind === 'one' && !known.has(key)) known.set(key, [match.user])
    }
  }
  return { known, rows }
}

/** Finds managers: in the directory first, then among the rows that nobody in the directory matches. */
export function managerFinder(
  set: RowSet,
  directory: readonly SystemUser[],
  matches: ReadonlyMap<RowKey, RowMatch>,
  excluded: ReadonlySet<RowKey>,
): (text: string) => ManagerRef {
  const { known, rows } = identifiersOfAll(set, directory, matches)
  let names: NamesOfAll | null = null
  /** Rows that the directory does not have: those it has are meant by the user. An excluded one is meant where no other is. */
  const areNew = (found: readonly Row[] = []) => {
    const all = found.filter((each) => matches.get(each.key)?.kind === 'none')
    const going = all.filter(({ key }) => !excluded.has(key))
    return going.length > 0 ? going : all
  }
  /** A username of one user may be the employee number of another: whoever either means is asked about. */
  const exact = (text: string): ManagerRef | null => {
    const keys = Object.entries(wantedManager(text)[0] ?? {}).flatMap(([name, value]) =>
      name === 'displayname' || name === 'lastname' ? [] : [`${name} ${fold(value)}`],
    )
    const [user, another] = new Map(keys.flatMap((key) => (known.get(key) ?? []).map((each) => [userId(each), each] as const))).values()
    if (user !== undefined && another !== undefined)
      return { kind: 'nobody', message: `The manager “${text}” could be ${nameOf(user)} or ${nameOf(another)}. Enter the ID of the right one.` }
    const [row, second] = new Map(keys.flatMap((key) => areNew(rows.get(key)).map((each) => [each.key, each] as const))).values()
    if (row !== undefined && (second !== undefined || user !== undefined))
      return {
        kind: 'nobody',
        message:
          user === undefined
            ? `The manager “${text}” is in two rows of this file. Exclude one of them, or enter another manager.`
            : `The manager “${text}” could be ${nameOf(user)} or a new user of this file. Enter another identifier of the right one.`,
      }
    return user !== undefined ? { kind: 'user', user } : row !== undefined ? { kind: 'row', row } : null
  }
  const refTo = (text: string): ManagerRef => {
    if (managerField !== undefined && saysNothing(managerField, text))
      return { kind: 'nobody', message: `The manager is “${text}”, a word for no value. Blank the cell, or enter a manager.` }
    const found = exact(text)
    if (found !== null) return found
    // Most files name managers by what identifies them.
    names ??= namesOfAll(set, directory)
    const key = nameKey(text)
    const users = names.users.get(key) ?? []
    const named = areNew(names.rows.get(key))
    const count = users.length + named.length
    if (count > 0)
      return {
        kind: 'asked',
        users,
        rows: named,
        message:
          count === 1
            ? `The manager “${text}” is a name. One user has it: confirm that user under Managers by name.`
            : `The manager “${text}” is a name, and ${count} users have it. Choose one under Managers by name.`,
      }
    return {
      kind: 'nobody',
      message: `The manager “${text}” is neither in the directory nor in this file: no user has this ${isFullName(text) ? 'name' : text.includes('@') ? 'email' : isId(text) ? 'ID' : 'username or employee ID'}. Enter another, or leave the cell blank.`,
    }
  }
  // Many rows have one manager.
  const told = new Map<string, ManagerRef>()
  return (text) => {
    const ref = told.get(text) ?? refTo(text)
    told.set(text, ref)
    return ref
  }
}

function note<T>(by: Map<string, T[]>, key: string, found: T) {
  const same = by.get(key)
  if (same === undefined) by.set(key, [found])
  else same.push(found)
}

interface NamesOfAll {
  readonly users: ReadonlyMap<string, readonly SystemUser[]>
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

/** Users and rows by the names that they have. */
function namesOfAll(set: RowSet, directory: readonly SystemUser[]): NamesOfAll {
  const users = new Map<string, SystemUser[]>()
  const rows = new Map<string, Row[]>()
  for (const user of new Map(directory.map((each) => [userId(each), each])).values()) for (const name of namesOf(user)) note(users, name, user)
  const [display, first, last] = ['displayname', 'firstname', 'lastname'].map((field) => set.columns.indexOf(field)) as [number, number, number]
  for (const row of set.rows) {
    const textOf = (at: number) => filledText(row.cells[at])
    for (const name of new Set([textOf(display), `${textOf(first)} ${textOf(last)}`].map(nameKey))) if (name !== '') note(rows, name, row)
  }
  return { users, rows }
}

/** First and last name make one name in either order. */
const namesOf = ({ displayname, firstname, lastname }: SystemUser): string[] => [
  ...new Set([displayname ?? '', `${firstname ?? ''} ${lastname ?? ''}`].map(nameKey).filter((name) => name !== '')),
]

/** A name in the manager column, with everybody who has it: asked once, whatever the number of rows. */
export interface ManagerQuestion {
  readonly text: string
  readonly rows: readonly RowKey[]
  readonly choices: readonly { readonly value: string; readonly name: string; readonly detail: string }[]
}

/** Rows that are excluded ask nothing. */
export function managerQuestions(set: RowSet, find: (text: string) => ManagerRef, excluded: ReadonlySet<RowKey>): ManagerQuestion[] {
  const at = set.columns.indexOf('manager')
  if (at < 0) return []
  const asked = new Map<string, { readonly text: string; readonly rows: RowKey[] }>()
  for (const { key, cells } of set.rows) {
    const text = filledText(cells[at])
    if (text === '' || excluded.has(key)) continue
    const same = asked.get(text)
    if (same === undefined) asked.set(text, { text, rows: [key] })
    else same.rows.push(key)
  }
  const cellOf = (row: Row, name: string) => filledText(row.cells[set.columns.indexOf(name)])
  return [...asked.values()].flatMap(({ text, rows }): ManagerQuestion[] => {
    const ref = find(text)
    if (ref.kind !== 'asked') return []
    const users = ref.users.map((user) => ({
      value: user.username ?? userId(user),
      name: nameOf(user),
      detail: [user.email, user.jobTitle, user.department, user.employeeIdentifier, user.state === 'SUSPENDED' ? 'suspended' : '']
        .filter((part) => part !== undefined && part !== '')
        .join(' · '),
    }))
    const named = ref.rows.map((row) => ({
      value: cellOf(row, 'username') || cellOf(row, 'email') || cellOf(row, 'employeeIdentifier'),
      name: cellOf(row, 'username') || cellOf(row, 'email') || `line ${row.line ?? 'new'}`,
      detail: ['new in this file', cellOf(row, 'email'), cellOf(row, 'jobTitle'), cellOf(row, 'department'), cellOf(row, 'employeeIdentifier')]
        .filter((part) => part !== '')
        .join(' · '),
    }))
    return [{ text, rows, choices: [...users, ...named] }]
  })
}

const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)

/** The members of every circle, by node, in the order of the circle. Each node points at one other at most. */
export function circlesIn(edges: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>()
  const done = new Set<string>()
  for (const start of edges.keys()) {
    const path: string[] = []
    const place = new Map<string, number>()
    let node: string | undefined = start
    while (node !== undefined && !done.has(node) && !place.has(node)) {
      place.set(node, path.length)
      path.push(node)
      node = edges.get(node)
    }
    const from = node === undefined ? undefined : place.get(node)
    if (from !== undefined) {
      const circle = path.slice(from)
      for (const member of circle) circles.set(member, circle)
    }
    for (const each of path) done.add(each)
  }
  return circles
}
