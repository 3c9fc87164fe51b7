/** Page and size of a long list; says how many there are, where that is known. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './Button.tsx'
import { formatNumber } from './locale.ts'
import { joinNames } from './join-names.ts'
import styles from './Pagination.module.css'

interface Props {
  /** From 1. */
  readonly page: number
  readonly size: number
  readonly sizes: readonly number[]
  /** Null where nobody says how many there are. */
  readonly total: number | null
  readonly hasNext: boolean
  readonly onPage: (page: number) => void
  readonly onSize: (size: number) => void
}

export function Pagination({ page, size, sizes, total, hasNext, onPage, onSize }: Props) {
  const first = (page - 1) * size + 1
  const last = total === null ? null : Math.min(total, page * size)
  const pages = total === null ? null : Math.max(1, Math.ceil(total / size))
  return (
    <nav className={styles.bar} aria-label="Pages">
      <label className={styles.size}>
        <span>Rows per page</span>
        <select value={size} onChange={(event) => onSize(Number(event.target.value))}>
          {sizes.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <span className={styles.where} role="status">
        {total === 0 ? 'None' : last === null ? `Page ${formatNumber(page)}` : `${formatNumber(first)}–${formatNumber(last)} of ${formatNumber(total ?? 0)}`}
      </span>
      <Button
        size="s"
        icon={<ChevronLeft size={16} aria-hidden="true" />}
        disabledReason={page <= 1 ? 'This is the first page.' : undefined}
        onClick={() => onPage(page - 1)}
      >
        Previous
      </Button>
      {pages !== null && (
        <span className={joinNames(styles.where, styles.pages)}>
          Page {formatNumber(page)} of {formatNumber(pages)}
        </span>
      )}
      <Button size="s" disabledReason={hasNext ? undefined : 'This is the last page.'} onClick={() => onPage(page + 1)}>
        Next <ChevronRight size={16} aria-hidden="true" />
      </Button>
    </nav>
  )
}
