/** The line below the grid: what the active cell is, everything that is wrong with it and with its row, and what the screen adds. */
import type { ReactNode } from 'react'
import { StateMark } from '../StateMark.tsx'
import type { GridCell, GridColumn, GridIssue } from './grid-model.ts'
import styles from './GridStatus.module.css'

interface Props {
  readonly id: string
  readonly cell: GridCell | null
  /** Issues of the row as a whole. */
  readonly rowIssues: readonly GridIssue[]
  readonly column: GridColumn | undefined
  readonly selected: string | null
  readonly children: ReactNode
}

const quoted = (text: string, { masked }: GridCell): string => (text === '' ? 'blank' : masked === true ? 'hidden' : `“${text}”`)

export function GridStatus({ id, cell, rowIssues, column, selected, children }: Props) {
  return (
    <div className={styles.status}>
      <div id={id} className={styles.cell} aria-live="polite">
        {column !== undefined && <strong>{column.label}</strong>}
        {cell?.before !== undefined && (
          <span>
            was {quoted(cell.before, cell)}, now {cell.sign ?? quoted(cell.text, cell)}
          </span>
        )}
        {[...(cell?.issues ?? []), ...rowIssues].map(({ severity, message }) => (
          <StateMark key={message} tone={severity === 'error' ? 'danger' : 'warning'}>
            {message}
          </StateMark>
        ))}
      </div>
      <div className={styles.counts}>
        <span aria-live="polite">{selected}</span>
        {children}
      </div>
    </div>
  )
}
