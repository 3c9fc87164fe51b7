/** Issues that something else than the checks found, JumpCloud or Review, together with those of the checks. */
import type { Issue } from '#domain/packed/issue.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { Issues } from './draft-session.ts'

const hasErrors = (some: readonly Issue[]): boolean => some.some(({ severity }) => severity === 'error')

type Group = Issues['groups'][number]

const nameOf = ({ cause, severity, field }: Issue | Omit<Group, 'count'>) => `${cause ?? ''} ${severity} ${field ?? ''}`

/** The pinned issues, of causes that no check finds, in groups of their own: one a cause, severity and field. */
export function withPinned(issues: Issues, pinned: ReadonlyMap<RowKey, readonly Issue[]>): Issues {
  if (pinned.size === 0) return issues
  const groups = new Map<string, { readonly issue: Issue; readonly rows: RowKey[] }>()
  const all = new Map<RowKey, readonly Issue[]>()
  let [errors, warnings] = [0, 0]
  for (const [key, own] of pinned) {
    for (const issue of own) {
      const group = groups.get(nameOf(issue)) ?? { issue, rows: [] }
      if (group.rows.at(-1) !== key) group.rows.push(key)
      groups.set(nameOf(issue), group)
    }
    const known = (issues.has(key) ? issues.get(key) : undefined) ?? []
    all.set(key, [...own, ...known])
    // A row counts once: as one with errors, or as one with warnings only.
    if (hasErrors(known)) continue
    if (hasErrors(own)) errors += 1
    if (hasErrors(own) && known.length > 0) warnings -= 1
    if (!hasErrors(own) && known.length === 0) warnings += 1
  }
  const added = [...groups.values()].map(({ issue: { severity, field, cause }, rows }): Group => ({
    kind: 'own',
    severity,
    field,
    cause: cause ?? null,
    count: rows.length,
  }))
  return {
    // The same list each time, or the row would be drawn again each time.
    get: (key) => all.get(key) ?? issues.get(key),
    has: (key) => pinned.has(key) || issues.has(key),
    errors: issues.errors + errors,
    warnings: issues.warnings + warnings,
    groups: [...added, ...issues.groups],
    rowsOf: (group, most) => groups.get(nameOf(group))?.rows.slice(0, most) ?? issues.rowsOf(group, most),
    numbersOf: (group) => groups.get(nameOf(group))?.rows.map(rowNumber) ?? issues.numbersOf(group),
  }
}
