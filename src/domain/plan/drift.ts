/** What others have changed in the directory since a draft was first compared with it: only in what the draft is about. */
import { userId, type RowMatch } from '../directory/match.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { readAll } from './diff.ts'
import type { Purpose, Row, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { changesOf, type Change, type Plan, type PlanItem } from './plan-model.ts'

/** How a user stood when the draft was first compared: the texts of the compared fields. Secrets are never among them. */
export type SeenUser = Readonly<Record<FieldKey, string>>
/** By user id. */
export type Seen = ReadonlyMap<string, SeenUser>

interface Input {
  readonly set: RowSet
  readonly purpose: Purpose
  readonly matches: ReadonlyMap<RowKey, RowMatch>
  readonly plan: Plan
  readonly users: readonly SystemUser[]
  readonly seen: Seen
}

export function lookAgain({ set, purpose, matches, plan, users, seen }: Input): {
  readonly drift: ReadonlyMap<string, readonly Change[]>
  /** Users and fields that were not seen before. */
  readonly added: ReadonlyMap<string, SeenUser>
} {
  const fields = (purpose === 'leavers' ? ['state'] : set.columns)
    .flatMap((key) => fieldByKey(key) ?? [])
    .filter(({ secret, target }) => !secret && target.kind !== 'id')
  const place = new Map(set.columns.map((key, at) => [key, at]))
  /** Of somebody who leaves, the file says that they are suspended, whatever stands in its cells. */
  const says = (row: Row, field: FieldKey) => purpose === 'leavers' || (row.cells[place.get(field) ?? -1] ?? '') !== ''
  const drift = new Map<string, readonly Change[]>()
  const added = new Map<string, SeenUser>()
  plan.items.forEach((item, index) => {
    const row = set.rows.at(index)
    const match = row === undefined ? undefined : matches.get(row.key)
    if (row === undefined || match?.kind !== 'one') return
    const id = userId(match.user)
    const before = seen.get(id)
    const isNew: Record<FieldKey, string> = {}
    const changes: Change[] = []
    for (const field of fields) {
      const [was, is] = [before?.[field.key], readAll(match.user, field)]
      if (was === undefined) isNew[field.key] = is
      else if (was !== is && isNews(item, field.key, says(row, field.key)))
        changes.push({ field: field.key, before: was, after: is, ...(field.key === 'manager' ? { shown: named(users, was, is) } : {}) })
    }
    if (Object.keys(isNew).length > 0) added.set(id, { ...before, ...isNew })
    if (changes.length > 0) drift.set(id, changes)
  })
  return { drift, added }
}

/** That the directory has come to say what the row says is no news: as a rule it was this draft that did it. */
function isNews(item: PlanItem, field: FieldKey, isSaid: boolean): boolean {
  if (item.kind === 'blocked' || !isSaid) return true
  const omitted = item.kind === 'update' || item.kind === 'excluded' ? (item.omitted ?? []) : []
  return [...changesOf(item), ...omitted].some((change) => change.field === field)
}

function named(users: readonly SystemUser[], before: string, after: string): { before: string; after: string } {
  const nameOf = (id: string) => {
    const user = id === '' ? undefined : users.find((each) => userId(each) === id)
    return user?.username ?? user?.email ?? id
  }
  return { before: nameOf(before), after: nameOf(after) }
}
