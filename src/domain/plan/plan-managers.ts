/** Managers in a plan: cells become ids, who is created by the same job is waited for, circles and users who never come are blocked. */
import { circlesIn, managerFinder } from '../directory/managers.ts'
import { userId } from '../directory/match.ts'
import { filledText } from '../fields/clear.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import type { Change, PlanInput, PlanItem } from './plan-model.ts'

/** What the manager cell of a row comes to. */
interface RowManager {
  /** The row as it is compared with the directory: the cell holds the manager's id, or nothing where that is not known yet. */
  readonly row: Row
  readonly reason?: string
  /** The change with the names that the administrator reads; null where there is none, or where the comparison finds it. */
  readonly change: (user: SystemUser | null) => Change | null
}

export type ManagerOf = (row: Row) => RowManager | null

const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)

export function readManagers({ set, users, matches, excluded }: Pick<PlanInput, 'set' | 'users' | 'matches' | 'excluded'>): ManagerOf {
  const at = set.columns.indexOf('manager')
  if (at < 0) return () => null
  const find = managerFinder(set, users, matches, excluded)
  const names = new Map(users.map((user) => [userId(user), nameOf(user)]))
  const before = (user: SystemUser | null): string => user?.manager ?? ''
  const named = (id: string): string => names.get(id) ?? id
  const withCell = (row: Row, text: string): Row => ({ ...row, cells: row.cells.map((cell, index) => (index === at ? text : cell)) })
  return (row) => {
    const cell = row.cells[at] ?? ''
    const text = filledText(cell)
    if (text === '') {
      // A clear is found by the comparison; only its name is added here.
      return { row, change: (user) => (cell.trim() === '' || before(user) === '' ? null : clearOf(before(user), named(before(user)))) }
    }
    const ref = find(text)
    if (ref.kind === 'nobody' || ref.kind === 'asked') return { row: withCell(row, ''), reason: ref.message, change: () => null }
    if (ref.kind === 'user') {
      const id = userId(ref.user)
      const change = (user: SystemUser | null): Change | null =>
        before(user) === id ? null : { field: 'manager', before: before(user), after: id, shown: { before: named(before(user)), after: nameOf(ref.user) } }
      return { row: withCell(row, id), change }
    }
    const change = (user: SystemUser | null): Change => ({
      field: 'manager',
      before: before(user),
      after: text,
      awaits: ref.row.key,
      shown: { before: named(before(user)), after: text },
    })
    return { row: withCell(row, ''), change }
  }
}

const clearOf = (before: string, name: string): Change => ({ field: 'manager', before, after: '', clears: true, shown: { before: name, after: '' } })

/** Blocks who would stand in a circle, and who waits for a manager that will not be created. */
export function planManagers(set: RowSet, items: readonly PlanItem[], users: readonly SystemUser[]): readonly PlanItem[] {
  if (!set.columns.includes('manager')) return items
  return withoutAbsent(set, withoutCircles(set, items, users))
}

const nodeOf = (item: PlanItem): string | null => (item.kind === 'create' ? `row ${item.row}` : item.kind === 'update' ? userId(item.user) : null)
const managerIn = (item: PlanItem): Change | undefined =>
  item.kind === 'create' || item.kind === 'update' ? item.changes.find(({ field }) => field === 'manager') : undefined

function withoutCircles(set: RowSet, items: readonly PlanItem[], users: readonly SystemUser[]): readonly PlanItem[] {
  const edges = new Map<string, string>()
  for (const user of users) if (user.manager !== undefined && user.manager !== null && user.manager !== '') edges.set(userId(user), user.manager)
  for (const item of items) {
    const node = nodeOf(item)
    const change = managerIn(item)
    if (node === null || change === undefined) continue
    if (change.clears === true) edges.delete(node)
    else edges.set(node, change.awaits === undefined ? change.after : `row ${change.awaits}`)
  }
  const circles = circlesIn(edges)
  if (circles.size === 0) return items
  const names = new Map(users.map((user) => [userId(user), nameOf(user)]))
  const usernameAt = set.columns.indexOf('username')
  for (const { key, cells, line } of set.rows) names.set(`row ${key}`, filledText(cells[usernameAt]) || `line ${line ?? 'new'}`)
  return items.map((item): PlanItem => {
    const circle = managerIn(item) === undefined ? undefined : circles.get(nodeOf(item) ?? '')
    if (circle === undefined) return item
    const shown = [...circle, circle[0] ?? ''].map((node) => names.get(node) ?? node)
    const reason =
      circle.length === 1
        ? `${shown[0]} would be their own manager. Enter another user, or leave the cell blank.`
        : `The managers form a circle: ${shown.join(' → ')}. Change one of them.`
    return { kind: 'blocked', row: item.row, reasons: [reason], cells: ['manager'], field: 'manager' }
  })
}

/** Blocked is also who waits for somebody blocked, however long the chain. */
function withoutAbsent(set: RowSet, items: readonly PlanItem[]): readonly PlanItem[] {
  const lines = new Map(set.rows.map(({ key, line }) => [key, line]))
  let planned = items
  for (;;) {
    const created = new Set<RowKey>(planned.filter(({ kind }) => kind === 'create').map(({ row }) => row))
    const next = planned.map((item): PlanItem => {
      const change = managerIn(item)
      if (change?.awaits === undefined || created.has(change.awaits)) return item
      const line = lines.get(change.awaits)
      return {
        kind: 'blocked',
        row: item.row,
        field: 'manager',
        cells: ['manager'],
        reasons: [
          `The manager “${change.after}” will not be created: ${line == null ? 'that row' : `line ${line}`} is blocked or excluded. Correct it, or enter another manager.`,
        ],
      }
    })
    if (next.every((item, index) => item === planned[index])) return planned
    planned = next
  }
}
