/** How many rows a draft has, and how many of them are in the way. */
import type { Issue } from '#domain/rows/issue.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { StateMark } from '#ui/StateMark.tsx'
import styles from './DraftCounts.module.css'

interface Props {
  readonly set: RowSet
  readonly issues: ReadonlyMap<string, readonly Issue[]>
  readonly excluded: ReadonlySet<string>
}

export function DraftCounts({ set, issues, excluded }: Props) {
  let errors = 0
  let warnings = 0
  for (const list of issues.values()) {
    if (list.some(({ severity }) => severity === 'error')) errors += 1
    else if (list.length > 0) warnings += 1
  }
  return (
    <span className={styles.counts} aria-live="polite">
      <span>{set.rows.length.toLocaleString()} people</span>
      {errors > 0 ? <StateMark tone="danger">{errors.toLocaleString()} with errors</StateMark> : <StateMark tone="success">No errors</StateMark>}
      {warnings > 0 && <StateMark tone="warning">{warnings.toLocaleString()} with warnings</StateMark>}
      {excluded.size > 0 && <StateMark tone="neutral">{excluded.size.toLocaleString()} left out</StateMark>}
    </span>
  )
}
