/** How many users a draft has, and how many of them are in the way; of a draft without any, what to do first. */
import { counted } from '#domain/count.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { formatNumber } from '#ui/locale.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import styles from './DraftCounts.module.css'

interface Props {
  readonly rows: number
  /** Rows that were added and hold nothing yet. */
  readonly untouched: number
  readonly issues: Issues | null
  readonly isChecking: boolean
  readonly excluded: number
}

export function DraftCounts({ rows, untouched, issues, isChecking, excluded }: Props) {
  if (rows === untouched)
    return (
      <span className={styles.counts} aria-live="polite">
        <span>No users yet</span>
        <span>Type into the first row, or paste rows from a spreadsheet.</span>
      </span>
    )
  return (
    <span className={styles.counts} aria-live="polite">
      <span>{counted(rows - untouched, 'user')}</span>
      {issues === null || isChecking ? (
        <StateMark tone="neutral">Checking every row</StateMark>
      ) : (
        <>
          {issues.errors > 0 ? <StateMark tone="danger">{formatNumber(issues.errors)} with errors</StateMark> : <StateMark tone="success">No errors</StateMark>}
          {issues.warnings > 0 && <StateMark tone="warning">{formatNumber(issues.warnings)} with warnings</StateMark>}
        </>
      )}
      {untouched > 0 && <StateMark tone="neutral">{counted(untouched, 'empty row')}</StateMark>}
      {excluded > 0 && <StateMark tone="neutral">{formatNumber(excluded)} excluded</StateMark>}
    </span>
  )
}
