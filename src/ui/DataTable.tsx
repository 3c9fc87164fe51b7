/** A table of records. */
import type { ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import styles from './DataTable.module.css'

interface Column<T> {
  readonly key: string
  readonly header: string
  readonly render: (row: T) => ReactNode
  readonly align?: 'start' | 'end' | undefined
  readonly width?: string | undefined
}

interface Props<T> {
  /** Names the table to those who do not see it. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  readonly empty?: string | undefined
  readonly loading?: boolean | undefined
}

const shownWhileLoading = 5

export function DataTable<T>({ caption, columns, rows, rowKey, empty, loading = false }: Props<T>) {
  if (!loading && rows.length === 0 && empty !== undefined) return <p className={styles.empty}>{empty}</p>
  return (
    // Scrolls by keyboard too, where it is wider than the page.
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table} aria-busy={loading}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, align, width }) => (
              <th key={key} scope="col" className={align === 'end' ? styles.end : undefined} style={width === undefined ? undefined : { width }}>
                {header === '' ? <span className={styles.hidden}>Actions</span> : header}
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
                  {columns.map(({ key, render, align }) => (
                    <td key={key} className={joinNames(align === 'end' && styles.end)}>
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
