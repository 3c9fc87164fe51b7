/** How many rows a draft has, and how many of them are in the way. */
import { counted } from '#domain/count.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { formatNumber } from '#ui/locale.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import styles from './DraftCounts.module.css'

interface Props {
  readonly rows: number
  readonly issues: Issues | null
  readonly isChecking: boolean
  readonly excluded: number
}

export function DraftCounts({ rows, issues, isChecking, excluded }: Props) {
  return (
    <span className={styles.counts} aria-live="polite">
      <span>{counted(rows, 'user')}</span>
      {issues === null || isChecking ? (
        <StateMark tone="neutral">Checking every row</StateMark>
      ) : (
        <>
          {issues.errors > 0 ? <StateMark tone="danger">{formatNumber(issues.errors)} with errors</StateMark> : <StateMark tone="success">No errors</StateMark>}
          {issues.warnings > 0 && <StateMark tone="warning">{formatNumber(issues.warnings)} with warnings</StateMark>}
        </>
      )}
      {excluded > 0 && <StateMark tone="neutral">{formatNumber(excluded)} excluded</StateMark>}
    </span>
  )
}
