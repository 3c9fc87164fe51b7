/** Issues that something else than the checks found, JumpCloud or Review, together with those of the checks. */
import type { Cause, Issue } from '#domain/packed/issue.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { Issues } from './draft-session.ts'

const hasErrors = (some: readonly Issue[]): boolean => some.some(({ severity }) => severity === 'error')

/** The pinned issues of one cause, in groups of their own: one a field and severity. */
export function withPinned(issues: Issues, pinned: ReadonlyMap<RowKey, readonly Issue[]>, cause: Cause): Issues {
  if (pinned.size === 0) return issues
  const groups = new Map<string, { severity: Issue['severity']; field: string | null; rows: RowKey[] }>()
  const all = new Map<RowKey, readonly Issue[]>()
  let [errors, warnings] = [0, 0]
  for (const [key, own] of pinned) {
    for (const { severity, field } of own) {
      const name = `${severity} ${field ?? ''}`
      const group = groups.get(name) ?? { severity, field, rows: [] }
      if (group.rows.at(-1) !== key) group.rows.push(key)
      groups.set(name, group)
    }
    const known = (issues.has(key) ? issues.get(key) : undefined) ?? []
    all.set(key, [...own, ...known])
    // A row counts once: as one with errors, or as one with warnings only.
    if (hasErrors(known)) continue
    if (hasErrors(own)) errors += 1
    if (hasErrors(own) && known.length > 0) warnings -= 1
    if (!hasErrors(own) && known.length === 0) warnings += 1
  }
  const rowsOf = ({ severity, field }: Pick<Issues['groups'][number], 'severity' | 'field'>) => groups.get(`${severity} ${field ?? ''}`)?.rows ?? []
  const added = [...groups.values()].map(({ severity, field, rows }) => ({ kind: 'own' as const, severity, field, cause, count: rows.length }))
  return {
    // The same list each time, or the row would be drawn again each time.
    get: (key) => all.get(key) ?? issues.get(key),
    has: (key) => pinned.has(key) || issues.has(key),
    errors: issues.errors + errors,
    warnings: issues.warnings + warnings,
    groups: [...added, ...issues.groups],
    rowsOf: (group, most) => (group.cause === cause ? rowsOf(group).slice(0, most) : issues.rowsOf(group, most)),
    numbersOf: (group) => (group.cause === cause ? rowsOf(group).map(rowNumber) : issues.numbersOf(group)),
  }
}
