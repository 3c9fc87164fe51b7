/** One row of the grid; drawn again only when something in it changes. */
import type { VirtualItem } from '@tanstack/react-virtual'
import { SquarePen } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { joinNames } from '../join-names.ts'
import { isSelected, type GridCell, type GridColumn, type GridRowName, type Selection } from './grid-model.ts'
import { rowHeaderWidth, rowHeight } from './grid-sizes.ts'
import styles from './Grid.module.css'

interface Props {
  readonly row: number
  readonly top: number
  readonly columns: readonly GridColumn[]
  readonly shown: readonly VirtualItem[]
  readonly cell: (row: number, column: number) => GridCell
  readonly cellId: (row: number, column: number) => string
  readonly header: GridRowName
  /** Null where the row has no part in the selection. */
  readonly selection: Selection | null
  /** -1 where another row is active. */
  readonly activeColumn: number
  readonly editor: ReactNode
  readonly onSelect: (column: number, extend: boolean) => void
  readonly onEditStart: () => void
  readonly onOpen: (() => void) | undefined
}

export const GridRow = memo(Row, (before, after) => {
  if (before.editor !== null || after.editor !== null) return false
  return (
    before.row === after.row &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.cell === after.cell &&
    before.header.title === after.header.title &&
    before.header.isOut === after.header.isOut &&
    before.selection === after.selection &&
    before.activeColumn === after.activeColumn &&
    sameShown(before.shown, after.shown)
  )
})

const sameShown = (a: readonly VirtualItem[], b: readonly VirtualItem[]) =>
  a.length === b.length && a[0]?.index === b[0]?.index && a.at(-1)?.end === b.at(-1)?.end

function Row({ row, top, columns, shown, cell, cellId, header, selection, activeColumn, editor, onSelect, onEditStart, onOpen }: Props) {
  return (
    <div role="row" aria-rowindex={row + 2} className={styles.row} style={{ height: rowHeight, top }}>
      <div role="rowheader" aria-colindex={1} className={styles.rowHeader} style={{ width: rowHeaderWidth }}>
        <span title={header.title} className={joinNames(header.isOut === true && styles.out)}>
          {header.text}
        </span>
        {onOpen !== undefined && (
          // Not a tab stop of its own: F4 does the same from the keyboard.
          <button
            type="button"
            tabIndex={-1}
            className={styles.open}
            title="Open the whole person (F4)"
            aria-label="Open the whole person"
            aria-keyshortcuts="F4"
            onClick={onOpen}
          >
            <SquarePen size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {shown.map(({ index, start, size }) => {
        const { text, issues, changed, masked, sign } = cell(row, index)
        const worst = issues?.some(({ severity }) => severity === 'error') === true ? 'error' : issues !== undefined && issues.length > 0 ? 'warning' : null
        return (
          <div
            key={index}
            id={cellId(row, index)}
            role="gridcell"
            aria-colindex={index + 2}
            aria-selected={selection !== null && isSelected(selection, row, index)}
            aria-invalid={worst === 'error' || undefined}
            title={issues?.map(({ message }) => message).join('\n')}
            data-column={columns[index]?.key}
            data-changed={changed || undefined}
            className={joinNames(
              styles.cell,
              worst !== null && styles[worst],
              changed === true && styles.changed,
              selection !== null && isSelected(selection, row, index) && styles.selected,
              index === activeColumn && styles.active,
            )}
            style={{ left: start, width: size }}
            onMouseDown={(event) => {
              if (event.button === 0) {
                event.preventDefault()
                onSelect(index, event.shiftKey)
              }
            }}
            onDoubleClick={onEditStart}
          >
            {sign !== undefined ? <span className={styles.sign}>{sign}</span> : masked === true && text !== '' ? '••••••••' : text}
          </div>
        )
      })}
      {editor}
    </div>
  )
}
