/** Who a manager cell means: a directory user, or a person whom the same file creates; and which managers go round in a circle. */
import { filledText } from '../fields/clear.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { userId, wantedBy, type RowMatch, type Wanted } from './match.ts'

/** Whom a manager cell names. */
export type ManagerRef =
  | { readonly kind: 'user'; readonly user: SystemUser }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'nobody'; readonly message: string }

const fold = (text: string): string => text.trim().toLowerCase()
const isId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text)

/** An id, else an email address, else a username. */
export function wantedManager(text: string): Wanted {
  if (isId(text)) return { id: text }
  return text.includes('@') ? { email: text } : { username: text }
}

/** Everybody whom a review has to ask for: the people of the rows, and those of their managers who are not among them. */
export function wantedForReview(set: RowSet): Wanted[] {
  const people = wantedBy(set)
  const at = set.columns.indexOf('manager')
  if (at < 0) return people
  const asked = new Set(people.flatMap((wanted) => Object.entries(wanted).map(([name, text]) => `${name} ${fold(text)}`)))
  const seen = new Map<string, string>()
  for (const { cells } of set.rows) {
    const text = filledText(cells[at])
    if (text !== '') seen.set(fold(text), text)
  }
  const managers = [...seen.values()].map(wantedManager)
  return [...people, ...managers.filter((wanted) => Object.entries(wanted).every(([name, text]) => !asked.has(`${name} ${fold(text)}`)))]
}

/** Finds managers: in the directory first, then among the rows that nobody in the directory matches. */
export function managerFinder(set: RowSet, users: readonly SystemUser[], matches: ReadonlyMap<RowKey, RowMatch>): (text: string) => ManagerRef {
  const known = new Map<string, SystemUser[]>()
  const learn = (name: string, text: string | undefined, user: SystemUser) => {
    if (text === undefined || text === '') return
    const key = `${name} ${fold(text)}`
    const same = known.get(key)
    if (same === undefined) known.set(key, [user])
    else if (!same.some((each) => userId(each) === userId(user))) same.push(user)
  }
  for (const user of users) {
    learn('id', userId(user), user)
    learn('username', user.username, user)
    learn('email', user.email, user)
  }
  const rows = new Map<string, Row[]>()
  for (const row of set.rows) {
    const match = matches.get(row.key)
    for (const name of ['username', 'email'] as const) {
      const text = fold(filledText(row.cells[set.columns.indexOf(name)]))
      if (text === '') continue
      const key = `${name} ${text}`
      const same = rows.get(key)
      if (same === undefined) rows.set(key, [row])
      else same.push(row)
      // Who gets this name in the same job can be meant by it too.
      if (match?.kind === 'one' && !known.has(key)) known.set(key, [match.user])
    }
  }
  return (text) => {
    const [[name, value]] = Object.entries(wantedManager(text)) as [[string, string]]
    const key = `${name} ${fold(value)}`
    const [user, another] = known.get(key) ?? []
    if (user !== undefined && another !== undefined)
      return { kind: 'nobody', message: `The manager “${text}” could be ${nameOf(user)} or ${nameOf(another)}. Enter the ID of the right one.` }
    if (user !== undefined) return { kind: 'user', user }
    const [row, second] = (rows.get(key) ?? []).filter((each) => matches.get(each.key)?.kind === 'none')
    if (row !== undefined && second !== undefined)
      return { kind: 'nobody', message: `The manager “${text}” is in two rows of this file. Exclude one of them, or enter another manager.` }
    if (row !== undefined) return { kind: 'row', row }
    return {
      kind: 'nobody',
      message: `The manager “${text}” is neither in the directory nor in this file. Enter the username, email or ID of an existing user, or leave the cell blank.`,
    }
  }
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
