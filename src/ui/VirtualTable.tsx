/** A long table of records of different heights. It scrolls with the page around it, and only what is in view is in the page. */
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
  /** Where there is no room for all columns side by side: the tracks of `narrow` that its cell takes, as a grid column. */
  readonly narrowPlace: '1' | '2' | '1 / -1'
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
  /** The two tracks of a row whose cells stand below each other. */
  readonly narrow: string
  readonly empty: string
}

const spareRows = 2
const usualHeight = 800
/** Pixels: narrower than this, the cells of a row stand below each other, and their text decides how high it is. */
const narrowBelow = 760
const no = () => false
const yes = () => true

interface Window {
  readonly table: RefObject<HTMLDivElement | null>
  readonly isNarrow: boolean
  readonly isMeasured: (index: number) => boolean
  readonly tops: Float64Array
  readonly shown: { readonly first: number; readonly end: number }
  readonly onHeight: (name: string, element: HTMLElement) => () => void
}

function scrollerOf(element: Element): Element {
  const around = element.parentElement
  if (around === null) return document.documentElement
  return /auto|scroll/.test(getComputedStyle(around).overflowY) ? around : scrollerOf(around)
}

/** How far the rows have gone out of view at the top. */
const scrolledIn = (table: Element, scroller: Element): number =>
  Math.max(0, scroller.getBoundingClientRect().top - (table.lastElementChild ?? table).getBoundingClientRect().top)

/** Where every row stands, which of them are in view, and what a row turned out to be when it was drawn. */
function useRowWindow<T>({ rows, rowKey, heightOf, isMeasured = no }: Pick<Props<T>, 'rows' | 'rowKey' | 'heightOf' | 'isMeasured'>): Window {
  const table = useRef<HTMLDivElement>(null)
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map())
  const [view, setView] = useState({ scrolled: 0, height: usualHeight, isNarrow: false })
  const isOfText = view.isNarrow ? yes : isMeasured
  const tops = useMemo(
    () => placesOf(rows, (row) => (isOfText(row) ? measured.get(rowKey(row)) : undefined) ?? heightOf(row)),
    [heightOf, isOfText, measured, rowKey, rows],
  )
  const shown = windowOf(tops, view.scrolled, view.height, spareRows)
  const placed = useRef({ rows, tops, shown })

  const isEmpty = rows.length === 0
  useLayoutEffect(() => {
    const element = table.current
    if (element === null) return
    const scroller = scrollerOf(element)
    const viewNow = () => ({ scrolled: scrolledIn(element, scroller), height: scroller.clientHeight, isNarrow: element.clientWidth < narrowBelow })
    /** Draws again only where another row comes into view. */
    const onScroll = () => {
      const next = viewNow()
      const { tops: places, shown: before } = placed.current
      const { first, end } = windowOf(places, next.scrolled, next.height, spareRows)
      // At once: a frame later, an empty strip would have been seen.
      if (first !== before.first || end !== before.end) flushSync(() => setView(next))
    }
    const observer = new ResizeObserver(() => setView(viewNow()))
    // What stands above the table moves it without a scroll.
    for (const each of [element, scroller, ...scroller.children]) observer.observe(each)
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', onScroll)
    }
  }, [isEmpty])
  const onHeight = useHeights(setMeasured)
  // A row above that turns out higher or lower than it was taken for does not move what is being read.
  useLayoutEffect(() => {
    const element = table.current
    const before = placed.current
    placed.current = { rows, tops, shown }
    if (element === null || before.tops === tops) return
    const scroller = scrollerOf(element)
    const scrolled = scrolledIn(element, scroller)
    if (before.rows === rows && scrolled > 0) {
      const first = rowAt(before.tops, scrolled)
      const moved = (tops[first] ?? 0) - (before.tops[first] ?? 0)
      if (moved !== 0) scroller.scrollTop += moved
    }
    setView(({ isNarrow }) => ({ scrolled: scrolledIn(element, scroller), height: scroller.clientHeight, isNarrow }))
  }, [rows, tops, shown])
  const isMeasuredAt = (index: number) => {
    const row = rows[index]
    return row !== undefined && isOfText(row)
  }
  return { table, isNarrow: view.isNarrow, isMeasured: isMeasuredAt, tops, shown, onHeight }
}

export function VirtualTable<T>({ caption, columns, rows, rowKey, heightOf, isMeasured, narrow, empty }: Props<T>) {
  const { table, isNarrow, isMeasured: isMeasuredAt, tops, shown, onHeight } = useRowWindow({ rows, rowKey, heightOf, isMeasured })
  if (rows.length === 0) return <p className={styles.empty}>{empty}</p>
  const tracks = { '--tracks': isNarrow ? narrow : columns.map(({ width }) => width).join(' ') } as CSSProperties
  return (
    <div
      ref={table}
      role="table"
      aria-label={caption}
      aria-rowcount={rows.length + 1}
      className={joinNames(styles.table, isNarrow && styles.narrow)}
      style={tracks}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          {columns.map(({ key, header, align }) => (
            <div key={key} role="columnheader" className={joinNames(styles.cell, align === 'end' && styles.end)}>
              {header === '' ? <Hidden>Actions</Hidden> : header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: tops[rows.length] ?? 0 }}>
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
              isNarrow={isNarrow}
              height={isMeasuredAt(index) ? null : (tops[index + 1] ?? 0) - (tops[index] ?? 0)}
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
  readonly isNarrow: boolean
  /** Null where the text decides. */
  readonly height: number | null
  readonly columns: readonly VirtualColumn<unknown>[]
  readonly onHeight: (name: string, element: HTMLElement) => () => void
}

/** Scrolling draws nothing again in a row that stays in view. */
const Row = memo(function Row({ row, name, index, top, isNarrow, height, columns, onHeight }: RowProps) {
  const watch = useCallback((element: HTMLDivElement | null) => (element === null ? undefined : onHeight(name, element)), [name, onHeight])
  return (
    <div
      ref={height === null ? watch : undefined}
      role="row"
      aria-rowindex={index + 2}
      className={joinNames(styles.row, styles.body, height !== null && styles.fixed)}
      style={height === null ? { top } : { top, height }}
    >
      {columns.map(({ key, render, narrowPlace, align }) => (
        <div key={key} role="cell" className={joinNames(styles.cell, align === 'end' && styles.end)} style={isNarrow ? { gridColumn: narrowPlace } : undefined}>
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
