/** One row of the grid; drawn again only when something in it changes. */
import type { VirtualItem } from '@tanstack/react-virtual'
import { SquarePen } from 'lucide-react'
import { memo, type AriaAttributes } from 'react'
import { joinNames } from '../join-names.ts'
import type { GridCell, GridColumn, GridIssue, GridRowName } from './grid-model.ts'
import { rowHeaderWidth, rowHeight } from './grid-sizes.ts'
import styles from './Grid.module.css'

export interface Span {
  readonly from: number
  readonly to: number
}
export const noSpan: Span = { from: 0, to: -1 }

interface Props {
  readonly row: number
  readonly top: number
  readonly columns: readonly GridColumn[]
  /** The same list as long as it says the same. */
  readonly shown: readonly VirtualItem[]
  readonly frozen: number
  readonly frozenWidth: number
  readonly cell: (row: number, column: number) => GridCell
  readonly id: string
  readonly header: GridRowName
  /** What the row is drawn from, compared part by part. */
  readonly state: readonly unknown[]
  /** Columns of the selection, and of a fill that is being dragged. */
  readonly selected: Span
  readonly filling: Span
  /** -1 where another row is active. */
  readonly activeColumn: number
  /** The column at whose corner the fill handle is, or -1. */
  readonly handleColumn: number
  readonly openLabel: string | null
  readonly onOpen: (row: number) => void
}

/** One for all rows, and never drawn again. */
const openIcon = <SquarePen size={14} aria-hidden="true" />

const sameSpan = (a: Span, b: Span) => a.from === b.from && a.to === b.to
const sameState = (a: readonly unknown[], b: readonly unknown[]) => a.length === b.length && a.every((each, at) => each === b[at])

export const GridRow = memo(
  Row,
  (before, after) =>
    before.row === after.row &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.activeColumn === after.activeColumn &&
    before.handleColumn === after.handleColumn &&
    before.frozenWidth === after.frozenWidth &&
    before.header.text === after.header.text &&
    before.header.title === after.header.title &&
    before.header.isOut === after.header.isOut &&
    sameSpan(before.selected, after.selected) &&
    sameSpan(before.filling, after.filling) &&
    sameState(before.state, after.state) &&
    before.shown === after.shown,
)

function Row({ row, top, shown, frozen, frozenWidth, header, openLabel, onOpen, ...rest }: Props) {
  const cellOf = ({ index, start, size }: VirtualItem) => <Cell key={index} row={row} index={index} left={start} width={size} {...rest} />
  const worst = worstOf(header.issues)
  const described: AriaAttributes = { 'aria-description': worst === null ? undefined : messagesOf(header.issues) }
  return (
    <div role="row" aria-rowindex={row + 2} className={joinNames(styles.row, header.isOut === true && styles.outRow)} style={{ height: rowHeight, top }}>
      <div role="presentation" className={styles.frozen} style={{ width: frozenWidth }}>
        <div
          role="rowheader"
          aria-colindex={1}
          {...described}
          className={joinNames(styles.rowHeader, rest.selected.to >= rest.selected.from && styles.rowHeaderSelected, worst !== null && styles[worst])}
          style={{ width: rowHeaderWidth }}
        >
          <span title={header.title} className={joinNames(header.isOut === true && styles.out)}>
            {header.text}
            {header.mark}
          </span>
          {openLabel !== null && (
            // Not a tab stop of its own: F4 does the same from the keyboard.
            <button
              type="button"
              tabIndex={-1}
              className={styles.open}
              title={`${openLabel} (F4)`}
              aria-label={openLabel}
              aria-keyshortcuts="F4"
              onClick={() => onOpen(row)}
            >
              {openIcon}
            </button>
          )}
        </div>
        {shown.filter(({ index }) => index < frozen).map(cellOf)}
      </div>
      {shown.filter(({ index }) => index >= frozen).map(cellOf)}
    </div>
  )
}

const worstOf = (issues: readonly GridIssue[] = []): GridIssue['severity'] | null =>
  issues.length === 0 ? null : issues.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
const messagesOf = (issues: readonly GridIssue[] = []): string => issues.map(({ message }) => message).join(' ')

type CellProps = Pick<Props, 'row' | 'columns' | 'cell' | 'id' | 'selected' | 'filling' | 'activeColumn' | 'handleColumn'> & {
  readonly index: number
  readonly left: number
  readonly width: number
}

function Cell({ row, index, left, width, columns, cell, id, selected, filling, activeColumn, handleColumn }: CellProps) {
  const { text, issues, changed, before, masked, sign, isReadOnly } = cell(row, index)
  const worst = worstOf(issues)
  const described: AriaAttributes = {
    'aria-readonly': isReadOnly || columns[index]?.isReadOnly || undefined,
    'aria-description': worst === null ? undefined : messagesOf(issues),
  }
  const shown = (of: string) => (masked === true && of !== '' ? '••••••••' : of)
  const was = before === undefined || before === '' ? null : shown(before)
  const now = sign === undefined ? shown(text) : ''
  const isSelected = index >= selected.from && index <= selected.to
  return (
    <div
      id={`${id}-${row}-${index}`}
      role="gridcell"
      aria-colindex={index + 2}
      aria-selected={isSelected}
      aria-invalid={worst === 'error' || undefined}
      {...described}
      data-row={row}
      data-column={columns[index]?.key}
      data-changed={changed || undefined}
      data-issue={worst ?? undefined}
      title={was === null || worst !== null ? undefined : `${was} → ${sign ?? now}`}
      className={joinNames(
        styles.cell,
        was !== null && styles.edited,
        worst !== null && styles[worst],
        changed === true && styles.changed,
        isSelected && styles.selected,
        index >= filling.from && index <= filling.to && styles.filling,
        index === activeColumn && styles.active,
      )}
      style={{ left, width }}
    >
      {sign !== undefined && <span className={styles.sign}>{sign}</span>}
      {was !== null && <s className={styles.before}>{was}</s>}
      {was === null || sign !== undefined ? now : <span className={styles.now}>{now}</span>}
      {index === handleColumn && <span data-handle="" className={styles.handle} aria-hidden="true" />}
    </div>
  )
}
