/** The plan: what a draft would do to the directory, row by row, before anything is sent. */
import { userId, type RowMatch } from '../directory/match.ts'
import type { FieldKey } from '../fields/field.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import { diffRow } from '../rows/diff.ts'
import type { Issue } from '../rows/issue.ts'
import type { Purpose, Row, RowKey, RowSet } from '../rows/row.ts'
import type { SystemUser } from '../wire.ts'

/** Before → after of one field, as cell texts. `before` is '' where the directory has none. */
export interface Change {
  readonly field: FieldKey
  readonly before: string
  readonly after: string
}

/** What would happen to one row. Exactly one of these for every row of the draft. */
export type PlanItem =
  | { readonly kind: 'create'; readonly row: RowKey; readonly changes: readonly Change[] }
  | { readonly kind: 'update'; readonly row: RowKey; readonly user: SystemUser; readonly changes: readonly Change[] }
  | { readonly kind: 'unchanged'; readonly row: RowKey; readonly user: SystemUser }
  | { readonly kind: 'excluded'; readonly row: RowKey; readonly reason: string }
  | { readonly kind: 'blocked'; readonly row: RowKey; readonly reasons: readonly string[] }

export interface PlanCounts {
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly unchanged: number
  readonly excluded: number
  readonly blocked: number
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly counts: PlanCounts
}

interface PlanInput {
  readonly set: RowSet
  readonly purpose: Purpose
  readonly matches: ReadonlyMap<RowKey, RowMatch>
  readonly issues: ReadonlyMap<RowKey, readonly Issue[]>
  readonly excluded: ReadonlySet<RowKey>
}

/** Every row in exactly one item, in row order; the counts add up to the rows. */
export function planDraft({ set, purpose, matches, issues, excluded }: PlanInput): Plan {
  const claimed = claims(set, matches, excluded)
  const items = set.rows.map((row) => planRow(row))
  return { items, counts: countItems(items) }

  function planRow(row: Row): PlanItem {
    if (excluded.has(row.key)) return { kind: 'excluded', row: row.key, reason: 'You left it out.' }
    const reasons = (issues.get(row.key) ?? []).filter(({ severity }) => severity === 'error').map(({ message }) => message)
    const match = matches.get(row.key)
    if (match === undefined) return { kind: 'blocked', row: row.key, reasons: [...reasons, 'The row has not been compared with the directory.'] }
    reasons.push(...match.collisions)
    if (match.kind === 'many') reasons.push(match.message)
    if (match.kind === 'one') {
      const { user } = match
      if (purpose === 'create') reasons.push(`${nameOf(user)} is already in the directory, and this file creates people.`)
      const rivals = (claimed.get(userId(user)) ?? []).filter((each) => each.key !== row.key)
      const rival = rivals[0]
      if (rival !== undefined)
        reasons.push(
          `${rival.line === null ? 'Another row' : `Line ${rival.line}`} means the same user, ${nameOf(user)}. A user can be updated once in a job: keep one row.`,
        )
      if (reasons.length > 0) return { kind: 'blocked', row: row.key, reasons }
      const changes = diffRow(row, set.columns, user)
      const staged = changes.find(({ field, after }) => field === 'state' && after.trim().toUpperCase() === 'STAGED')
      if (staged !== undefined)
        return { kind: 'blocked', row: row.key, reasons: ['State STAGED can only be given to a new person, and this one is in the directory.'] }
      return changes.length === 0 ? { kind: 'unchanged', row: row.key, user } : { kind: 'update', row: row.key, user, changes }
    }
    if (match.kind === 'none' && match.collisions.length === 0) {
      if (purpose === 'update') reasons.push('Nobody in the directory matches this row, and this file updates people.')
      else if (cellOf(row, set, 'id') !== '')
        reasons.push('Nobody in the directory has this JumpCloud id, and a new person cannot be given one. Blank the id, or correct it.')
      else reasons.push(...missingToCreate(row, set, reasons))
    }
    if (reasons.length > 0) return { kind: 'blocked', row: row.key, reasons }
    return { kind: 'create', row: row.key, changes: diffRow(row, set.columns, null) }
  }
}

const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)
const cellOf = (row: Row, set: RowSet, field: FieldKey): string => (row.cells[set.columns.indexOf(field)] ?? '').trim()

/** What a create needs and the row does not have; the validator has said so already where the file only creates. */
function missingToCreate(row: Row, set: RowSet, said: readonly string[]): string[] {
  return ['username', 'email'].flatMap((key) => {
    const message = `${fieldByKey(key)?.label ?? key} is missing. JumpCloud creates nobody without one.`
    return cellOf(row, set, key) === '' && !said.includes(message) ? [message] : []
  })
}

/** Which rows mean which user, by user id. */
function claims(set: RowSet, matches: ReadonlyMap<RowKey, RowMatch>, excluded: ReadonlySet<RowKey>): Map<string, Row[]> {
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

function countItems(items: readonly PlanItem[]): PlanCounts {
  const counts = { rows: items.length, create: 0, update: 0, unchanged: 0, excluded: 0, blocked: 0 }
  for (const { kind } of items) counts[kind] += 1
  return counts
}
