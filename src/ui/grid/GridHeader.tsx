/** The header row: names of the columns, how they are sorted, and their edges and places to be dragged. */
import type { VirtualItem } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { useState, type PointerEvent } from 'react'
import { joinNames } from '../join-names.ts'
import type { GridColumn, GridSort } from './grid-model.ts'
import type { Span } from './GridRow.tsx'
import { headerHeight, leastColumnWidth, mostColumnWidth, rowHeaderWidth } from './grid-sizes.ts'
import styles from './GridHeader.module.css'

export interface HeaderActions {
  readonly onWidth?: ((key: string, width: number) => void) | undefined
  /** A double click on the edge. */
  readonly onFit?: ((key: string) => void) | undefined
  readonly onMove?: ((key: string, to: number) => void) | undefined
  readonly onMenu?: ((key: string, at: DOMRect) => void) | undefined
  readonly onSelectAll: () => void
}

interface Props extends HeaderActions {
  readonly columns: readonly GridColumn[]
  readonly shown: readonly VirtualItem[]
  readonly frozen: number
  readonly frozenWidth: number
  readonly selected: Span
  readonly sort: GridSort | null
  readonly corner: string
}

/** Follows the pointer until it is let go. */
function follow(onMove: (event: globalThis.PointerEvent) => void, onEnd: (event: globalThis.PointerEvent) => void) {
  const end = (event: globalThis.PointerEvent) => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', end)
    onEnd(event)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', end)
}

/** Dragging a head to another place; `dropAt` is the column before which it would go. */
function useColumnDrag(count: number, onMove: HeaderActions['onMove']) {
  const [dropAt, setDropAt] = useState<number | null>(null)
  const start = (event: PointerEvent, key: string, index: number) => {
    if (onMove === undefined || event.button !== 0 || event.pointerType === 'touch' || event.target !== event.currentTarget) return
    const row = event.currentTarget.closest('[role="row"]')
    const from = event.clientX
    let to: number | null = null
    follow(
      ({ clientX }) => {
        if (row === null || (to === null && Math.abs(clientX - from) < 6)) return
        const heads = [...row.querySelectorAll<HTMLElement>('[data-index]')]
        const under = heads.find((head) => clientX < head.getBoundingClientRect().left + head.offsetWidth / 2)
        to = under === undefined ? count : Number(under.dataset['index'])
        setDropAt(to)
      },
      () => {
        setDropAt(null)
        if (to !== null && to !== index && to !== index + 1) onMove(key, to > index ? to - 1 : to)
      },
    )
  }
  return { dropAt, start }
}

function startResize(event: PointerEvent, { key, width }: GridColumn, onWidth: HeaderActions['onWidth']) {
  event.preventDefault()
  event.stopPropagation()
  const from = event.clientX
  const next = (clientX: number) => Math.round(Math.max(leastColumnWidth, Math.min(mostColumnWidth, width + clientX - from)))
  follow(
    ({ clientX }) => onWidth?.(key, next(clientX)),
    () => undefined,
  )
}

export function GridHeader(props: Props) {
  const { columns, shown, frozen, frozenWidth, selected, sort, corner } = props
  const { dropAt, start } = useColumnDrag(columns.length, props.onMove)
  const head = ({ index, start: left, size }: VirtualItem) => {
    const column = columns[index]
    if (column === undefined) return null
    return (
      <ColumnHead
        key={index}
        column={column}
        index={index}
        style={{ left, width: size }}
        className={joinNames(styles.head, index >= selected.from && index <= selected.to && styles.selected, dropAt === index && styles.drop)}
        sorted={sort?.key === column.key ? sort.direction : undefined}
        onDragStart={(event) => start(event, column.key, index)}
        actions={props}
      />
    )
  }
  return (
    <div role="row" aria-rowindex={1} className={styles.header} style={{ height: headerHeight }}>
      <div role="presentation" className={styles.frozen} style={{ width: frozenWidth }}>
        {/* The whole table is also selected by Ctrl+A. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
        <div role="columnheader" aria-colindex={1} className={styles.corner} style={{ width: rowHeaderWidth }} title="Select all" onClick={props.onSelectAll}>
          {corner}
        </div>
        {shown.filter(({ index }) => index < frozen).map(head)}
      </div>
      {shown.filter(({ index }) => index >= frozen).map(head)}
    </div>
  )
}

interface HeadProps {
  readonly column: GridColumn
  readonly index: number
  readonly style: { readonly left: number; readonly width: number }
  readonly className: string
  readonly sorted: GridSort['direction'] | undefined
  readonly onDragStart: (event: PointerEvent) => void
  readonly actions: HeaderActions
}

function ColumnHead({ column, index, style, className, sorted, onDragStart, actions: { onMenu, onWidth, onFit } }: HeadProps) {
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={sorted}
      data-index={index}
      className={className}
      style={style}
      title={column.hint === undefined ? column.label : `${column.label} · ${column.hint}`}
      onPointerDown={onDragStart}
    >
      {column.label}
      {sorted !== undefined && <Arrow size={13} aria-hidden="true" className={styles.sort} />}
      {onMenu !== undefined && (
        // Not a tab stop of its own: Shift+F10 in the grid has the same commands.
        <button
          type="button"
          tabIndex={-1}
          className={styles.menu}
          aria-label={`${column.label} column menu`}
          onClick={(event) => onMenu(column.key, event.currentTarget.getBoundingClientRect())}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      )}
      {onWidth !== undefined && (
        <span
          className={styles.edge}
          aria-hidden="true"
          onPointerDown={(event) => startResize(event, column, onWidth)}
          onDoubleClick={() => onFit?.(column.key)}
        />
      )}
    </div>
  )
}
