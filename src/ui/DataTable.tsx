/** A table of records. */
import type { CSSProperties, ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import { Hidden } from './Hidden.tsx'
import styles from './DataTable.module.css'

export interface Column<T> {
  readonly key: string
  readonly header: string
  readonly render: (row: T) => ReactNode
  readonly align?: 'start' | 'end' | undefined
  readonly width?: string | undefined
  /** Whether its header sorts the table. */
  readonly isSortable?: boolean | undefined
  /** On a phone: the tracks of `narrow` that its cell takes, as a grid column. */
  readonly narrowPlace?: string | undefined
  /** On a phone, where the header is gone: the value does not say by itself what it is. */
  readonly isNarrowLabeled?: boolean | undefined
}

export interface Sort {
  readonly key: string
  readonly isDescending: boolean
}

interface Props<T> {
  /** Names the table to those who do not see it. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  readonly empty?: string | undefined
  readonly loading?: boolean | undefined
  /** Takes the height that is left and scrolls in itself, under a header that stays. */
  readonly isFilling?: boolean | undefined
  /** On a phone: the tracks of a row whose cells stand below each other, so that nothing scrolls across. */
  readonly narrow?: string | undefined
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort) => void) | undefined
}

const shownWhileLoading = 5

export function DataTable<T>({ caption, columns, rows, rowKey, empty, loading = false, isFilling = false, narrow, sort, onSort }: Props<T>) {
  if (!loading && rows.length === 0 && empty !== undefined) return <p className={styles.empty}>{empty}</p>
  return (
    // Scrolls by keyboard too, where it is wider than the page.
    <div
      className={joinNames(styles.scroll, isFilling && styles.filling, narrow !== undefined && styles.narrow)}
      style={narrow === undefined ? undefined : ({ '--narrow': narrow } as CSSProperties)}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table className={styles.table} aria-busy={loading}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, align, width, isSortable = false }) => (
              <th
                key={key}
                scope="col"
                className={align === 'end' ? styles.end : undefined}
                style={width === undefined ? undefined : { width }}
                aria-sort={sort?.key === key ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
              >
                {header === '' ? (
                  <Hidden>Actions</Hidden>
                ) : isSortable && onSort !== undefined ? (
                  <button type="button" onClick={() => onSort({ key, isDescending: sort?.key === key && !sort.isDescending })}>
                    {header}
                    <span aria-hidden="true">{sort?.key === key ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                ) : (
                  header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {loading
            ? Array.from({ length: shownWhileLoading }, (_, index) => (
                <tr key={index}>
                  {columns.map(({ key }) => (
                    <td key={key}>
                      <span className={styles.bone} />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map(({ key, header, render, align, narrowPlace, isNarrowLabeled = false }) => (
                    <td
                      key={key}
                      className={joinNames(align === 'end' && styles.end)}
                      data-label={isNarrowLabeled ? header : undefined}
                      style={{ gridColumn: narrowPlace }}
                    >
                      {render(row)}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}
