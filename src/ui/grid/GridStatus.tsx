/** The line below the grid: what the active cell is, and what is wrong with it. */
import { StateMark } from '../StateMark.tsx'
import type { GridCell, GridColumn } from './grid-model.ts'
import styles from './Grid.module.css'

interface Props {
  readonly id: string
  readonly cell: GridCell | null
  readonly column: GridColumn | undefined
}

export function GridStatus({ id, cell, column }: Props) {
  const issue = cell?.issues?.[0]
  return (
    <div id={id} className={styles.status} aria-live="polite">
      {column !== undefined && <strong>{column.label}</strong>}
      {issue !== undefined && <StateMark tone={issue.severity === 'error' ? 'danger' : 'warning'}>{issue.message}</StateMark>}
    </div>
  )
}
