/** A long table of records of different heights: only what is in view is in the page. */
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { joinNames } from './join-names.ts'
import { placesOf, rowAt, windowOf } from './row-places.ts'
import { Hidden } from './Hidden.tsx'
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
  /** Pixels; a guess where `isMeasured`. The same function each time, as are the two others. */
  readonly heightOf: (row: T) => number
  /** Rows whose height only the text itself decides. */
  readonly isMeasured?: ((row: T) => boolean) | undefined
  readonly empty: string
}

/** With its line. */
const headerHeight = 32
const spareRows = 2
const usualHeight = 800
const no = () => false

interface Window {
  readonly scroll: RefObject<HTMLDivElement | null>
  readonly tops: Float64Array
  readonly shown: { readonly first: number; readonly end: number }
  readonly onScroll: () => void
  readonly onHeight: (name: string, element: HTMLElement) => () => void
}

/** Where every row stands, which of them are in view, and what a row turned out to be when it was drawn. */
function useRowWindow<T>({ rows, rowKey, heightOf, isMeasured = no }: Pick<Props<T>, 'rows' | 'rowKey' | 'heightOf' | 'isMeasured'>): Window {
  const scroll = useRef<HTMLDivElement>(null)
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map())
  const tops = useMemo(
    () => placesOf(rows, (row) => (isMeasured(row) ? measured.get(rowKey(row)) : undefined) ?? heightOf(row)),
    [heightOf, isMeasured, measured, rowKey, rows],
  )
  const [view, setView] = useState({ scrolled: 0, height: usualHeight })
  const shown = windowOf(tops, view.scrolled, view.height, spareRows)

  /** Draws again only where another row comes into view. */
  const onScroll = () => {
    const scrolled = scroll.current?.scrollTop ?? 0
    const next = windowOf(tops, scrolled, view.height, spareRows)
    // At once: a frame later, an empty strip would have been seen.
    if (next.first !== shown.first || next.end !== shown.end) flushSync(() => setView({ scrolled, height: view.height }))
  }
  const isEmpty = rows.length === 0
  useLayoutEffect(() => {
    const element = scroll.current
    if (element === null) return
    const observer = new ResizeObserver(() => setView({ scrolled: element.scrollTop, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [isEmpty])
  const onHeight = useHeights(setMeasured)
  // A row above that turns out higher or lower than it was taken for does not move what is being read.
  const placed = useRef({ rows, tops })
  useLayoutEffect(() => {
    const element = scroll.current
    const before = placed.current
    placed.current = { rows, tops }
    if (element === null || before.tops === tops) return
    if (before.rows === rows) {
      const first = rowAt(before.tops, element.scrollTop)
      const moved = (tops[first] ?? 0) - (before.tops[first] ?? 0)
      if (moved !== 0) element.scrollTop += moved
    }
    setView({ scrolled: element.scrollTop, height: element.clientHeight })
  }, [rows, tops])
  return { scroll, tops, shown, onScroll, onHeight }
}

export function VirtualTable<T>({ caption, columns, rows, rowKey, heightOf, isMeasured = no, empty }: Props<T>) {
  const { scroll, tops, shown, onScroll, onHeight } = useRowWindow({ rows, rowKey, heightOf, isMeasured })
  if (rows.length === 0) return <p className={styles.empty}>{empty}</p>
  const total = tops[rows.length] ?? 0
  const tracks = { '--tracks': columns.map(({ width }) => width).join(' ') } as CSSProperties
  return (
    <div
      ref={scroll}
      role="table"
      aria-label={caption}
      aria-rowcount={rows.length + 1}
      className={styles.scroll}
      // Scrolls by keyboard too.
      tabIndex={0}
      style={{ height: total + headerHeight + 2, ...tracks }}
      onScroll={onScroll}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ height: headerHeight - 1 }}>
          {columns.map(({ key, header, align }) => (
            <div key={key} role="columnheader" className={joinNames(styles.cell, align === 'end' && styles.end)}>
              {header === '' ? <Hidden>Actions</Hidden> : header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: total }}>
        {rows.slice(shown.first, shown.end).map((row, at) => {
          const index = shown.first + at
          const key = rowKey(row)
          return (
            <Row
              key={key}
              row={row}
              name={key}
              index={index}
              top={tops[index] ?? 0}
              height={isMeasured(row) ? null : (tops[index + 1] ?? 0) - (tops[index] ?? 0)}
              columns={columns as readonly VirtualColumn<unknown>[]}
              onHeight={onHeight}
            />
          )
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: unknown
  readonly name: string
  readonly index: number
  readonly top: number
  /** Null where the text decides. */
  readonly height: number | null
  readonly columns: readonly VirtualColumn<unknown>[]
  readonly onHeight: (name: string, element: HTMLElement) => () => void
}

/** Scrolling draws nothing again in a row that stays in view. */
const Row = memo(function Row({ row, name, index, top, height, columns, onHeight }: RowProps) {
  const watch = useCallback((element: HTMLDivElement | null) => (element === null ? undefined : onHeight(name, element)), [name, onHeight])
  return (
    <div
      ref={height === null ? watch : undefined}
      role="row"
      aria-rowindex={index + 2}
      className={joinNames(styles.row, styles.body, height !== null && styles.fixed)}
      style={height === null ? { top } : { top, height }}
    >
      {columns.map(({ key, render, align }) => (
        <div key={key} role="cell" className={joinNames(styles.cell, align === 'end' && styles.end)}>
          {render(row)}
        </div>
      ))}
    </div>
  )
})

/** One observer for every row whose height its text decides; what it finds is kept by the row's name. */
function useHeights(found: (change: (before: ReadonlyMap<string, number>) => ReadonlyMap<string, number>) => void) {
  const names = useRef(new Map<Element, string>())
  const observer = useRef<ResizeObserver | null>(null)
  return useCallback(
    (name: string, element: HTMLElement) => {
      observer.current ??= new ResizeObserver((entries) =>
        found((before) => {
          const next = new Map(before)
          for (const { target, borderBoxSize } of entries) {
            const known = names.current.get(target)
            if (known !== undefined) next.set(known, Math.round(borderBoxSize[0]?.blockSize ?? 0))
          }
          return [...next].some(([known, height]) => before.get(known) !== height) ? next : before
        }),
      )
      const watching = observer.current
      names.current.set(element, name)
      watching.observe(element)
      return () => {
        watching.unobserve(element)
        names.current.delete(element)
      }
    },
    [found],
  )
}
