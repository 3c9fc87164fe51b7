/** Which rows are shown by their text and their state, each state with its count. */
import { formatNumber } from '#ui/locale.ts'
import type { GridFilter, RowState } from './use-row-view.ts'
import styles from './GridToolbar.module.css'

interface Props {
  readonly hasOwnSearch: boolean
  readonly filter: GridFilter
  readonly onFilter: (filter: GridFilter) => void
  readonly counts: Readonly<Record<RowState, number>>
}

const states: readonly (readonly [RowState, string])[] = [
  ['error', 'With errors'],
  ['warning', 'With warnings'],
  ['changed', 'Changed'],
  ['new', 'New'],
  ['excluded', 'Excluded'],
]

export function RowFilter({ hasOwnSearch, filter, onFilter, counts }: Props) {
  const issues = counts.error + counts.warning
  const offered = states.filter(([state]) => !hasOwnSearch || state === 'error' || state === 'warning')
  return (
    <>
      {!hasOwnSearch && (
        <input
          type="search"
          className={styles.search}
          placeholder="Filter rows"
          aria-label="Filter rows"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
      )}
      {(!hasOwnSearch || filter.state !== 'all' || issues > 0) && (
        <select
          aria-label="Show"
          className={styles.select}
          value={filter.state}
          onChange={(event) => onFilter({ ...filter, state: event.target.value as GridFilter['state'] })}
        >
          <option value="all">All rows</option>
          <option value="issues">With issues ({formatNumber(issues)})</option>
          {offered.map(([state, label]) => (
            <option key={state} value={state}>
              {label} ({formatNumber(counts[state])})
            </option>
          ))}
        </select>
      )}
    </>
  )
}
