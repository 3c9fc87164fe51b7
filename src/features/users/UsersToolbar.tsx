/** Search and chips with their counts. */
import { Search } from 'lucide-react'
import { useId } from 'react'
import { formatNumber } from '#ui/locale.ts'
import { showLabels, type Show, type UserFilter } from './user-filter.ts'
import { userMarks } from './user-marks.tsx'
import styles from './UsersScreen.module.css'

interface Props {
  readonly filter: UserFilter
  readonly onFilter: (filter: UserFilter) => void
  /** Users of the directory by status; a status without any is not offered. */
  readonly all: Readonly<Record<Show, number>>
  /** Of those that are searched for; null while only JumpCloud knows. */
  readonly counts: Readonly<Record<Show, number>> | null
}

const shows = Object.keys(showLabels) as Show[]

export function UsersToolbar({ filter, onFilter, all, counts }: Props) {
  const id = useId()
  return (
    <div className={styles.toolbar}>
      <label className={styles.search} htmlFor={id}>
        <Search size={16} aria-hidden="true" />
        <input
          id={id}
          type="search"
          aria-label="Search users"
          placeholder="Search name, email, department, ID"
          autoComplete="off"
          spellCheck={false}
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        />
      </label>
      <div role="group" aria-label="Show" className={styles.chips}>
        {shows
          .filter((show) => show === 'all' || show === filter.show || all[show] > 0)
          .map((show) => (
            <button key={show} type="button" className={styles.chip} aria-pressed={filter.show === show} onClick={() => onFilter({ ...filter, show })}>
              {userMarks
                .filter(({ key }) => key === show)
                .map(({ key, Icon }) => (
                  <Icon key={key} size={13} aria-hidden="true" />
                ))}
              {showLabels[show]} {counts !== null && <span>{formatNumber(counts[show])}</span>}
            </button>
          ))}
      </div>
    </div>
  )
}
