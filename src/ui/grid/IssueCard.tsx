/** What is wrong with a cell, beside it while the mouse is over it; the line below the grid says the same of the active cell. */
import { StateMark } from '../StateMark.tsx'
import type { GridIssue } from './grid-model.ts'
import styles from './IssueCard.module.css'

export interface HoveredCell {
  readonly row: number
  readonly column: number
  readonly rect: DOMRect
}

export function IssueCard({ issues, rect }: { readonly issues: readonly GridIssue[]; readonly rect: DOMRect }) {
  const isBelow = rect.bottom + 120 < window.innerHeight
  const place = isBelow ? { top: rect.bottom + 4 } : { bottom: window.innerHeight - rect.top + 4 }
  return (
    <div role="tooltip" className={styles.card} style={{ ...place, left: Math.max(8, Math.min(rect.left, window.innerWidth - 376)) }}>
      {issues.map(({ severity, message }) => (
        <StateMark key={message} tone={severity === 'error' ? 'danger' : 'warning'}>
          {message}
        </StateMark>
      ))}
    </div>
  )
}
