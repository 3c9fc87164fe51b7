/** How many rows are shown, and of how many where a filter hides some, with the way to all of them: below the grid, where nothing moves for it. */
import { counted } from '#domain/count.ts'
import { formatNumber } from '#ui/locale.ts'
import styles from './ShownRows.module.css'

interface Props {
  readonly shown: number
  readonly all: number
  /** Shows all rows again; null where all are shown. */
  readonly onClear: (() => void) | null
}

export function ShownRows({ shown, all, onClear }: Props) {
  if (onClear === null) return <span>{counted(all, 'row')}</span>
  return (
    <span>
      Filtered: {formatNumber(shown)} of {counted(all, 'row')}
      <button type="button" className={styles.clear} onClick={onClear}>
        Clear filters
      </button>
    </span>
  )
}
