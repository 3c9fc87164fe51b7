/** A long table of records of different heights: only what is in view is in the page. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef, type ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import styles from './VirtualTable.module.css'

export interface VirtualColumn<T> {
  readonly key: string
  readonly header: string
  readonly render: (row: T) => ReactNode
  /** A track of a CSS grid: `220px`, `minmax(0, 1fr)`. */
  readonly width: string
  readonly align?: 'start' | 'end' | undefined
}

interface Props<T> {
  /** Names the table to those who do not see it. */
  readonly caption: string
  /** The same array as long as nothing in it changes: rows are drawn again only then. */
  readonly columns: readonly VirtualColumn<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  /** Pixels; a guess where `isMeasured`. */
  readonly heightOf: (row: T) => number
  /** Rows whose height only the text itself decides. */
  readonly isMeasured?: ((row: T) => boolean) | undefined
  readonly empty: string
}

const headerHeight = 32
const spareRows = 2

export function VirtualTable<T>({ caption, columns, rows, rowKey, heightOf, isMeasured, empty }: Props<T>) {
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => {
      const row = rows[index]
      return row === undefined ? 0 : heightOf(row)
    },
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : `${rowKey(row)} ${heightOf(row)}`
    },
    overscan: spareRows,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  if (rows.length === 0) return <p className={styles.empty}>{empty}</p>
  const template = columns.map(({ width }) => width).join(' ')
  return (
    <div
      ref={scroll}
      role="table"
      aria-label={caption}
      aria-rowcount={rows.length + 1}
      className={styles.scroll}
      // Scrolls by keyboard too.
      tabIndex={0}
      style={{ height: virtual.getTotalSize() + 2 }}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template, height: headerHeight }}>
          {columns.map(({ key, header, align }) => (
            <div key={key} role="columnheader" className={joinNames(styles.cell, align === 'end' && styles.end)}>
              {header === '' ? <span className={styles.hidden}>Actions</span> : header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize() - headerHeight }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return null
          const measured = isMeasured?.(row) === true
          return (
            <div
              key={key}
              ref={measured ? virtual.measureElement : undefined}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              className={joinNames(styles.row, styles.body)}
              style={{ gridTemplateColumns: template, top: start, ...(measured ? {} : { height: heightOf(row) }) }}
            >
              <Cells row={row} columns={columns as readonly VirtualColumn<unknown>[]} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Scrolling moves a row, and draws nothing in it again. */
const Cells = memo(function Cells({ row, columns }: { readonly row: unknown; readonly columns: readonly VirtualColumn<unknown>[] }) {
  return columns.map(({ key, render, align }) => (
    <div key={key} role="cell" className={joinNames(styles.cell, align === 'end' && styles.end)}>
      {render(row)}
    </div>
  ))
})
