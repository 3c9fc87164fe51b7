/** The spreadsheet grid: rows and columns drawn only where they are seen, one tab stop, and the hand of a spreadsheet. */
import { useId, useRef, useState } from 'react'
import { formatNumber } from '../locale.ts'
import { GridEditor } from './GridEditor.tsx'
import { GridHeader } from './GridHeader.tsx'
import { GridMenuPopup } from './GridMenuPopup.tsx'
import { cellsIn, type CellRange } from './grid-model.ts'
import type { GridProps } from './grid-props.ts'
import { GridRow, noSpan } from './GridRow.tsx'
import { GridStatus } from './GridStatus.tsx'
import { IssueCard, type HoveredCell } from './IssueCard.tsx'
import { useGridCommands } from './use-grid-commands.ts'
import { headerHeight, rowHeight } from './grid-sizes.ts'
import { useGridColumns } from './use-grid-columns.ts'
import { useGridRows } from './use-grid-rows.ts'
import { useGridSelection } from './use-grid-selection.ts'
import styles from './Grid.module.css'

const noState: readonly unknown[] = []
/** A row without a state of its own is drawn again each time. */
const always = () => [{}]

export function Grid(props: GridProps) {
  const { label, rowCount, columns, frozen = 0, corner = 'Line', cell, rowHeader, rowState = always, sort = null, status } = props
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  const size = { rows: rowCount, columns: columns.length }
  const held = useGridSelection({ size, rowKey: props.rowKey, rowOf: props.rowOf })
  const { active, range } = held
  const rows = useGridRows(root, rowCount, active.row)
  const across = useGridColumns(root, columns, frozen, active.column)
  const [hovered, setHovered] = useState<HoveredCell | null>(null)
  const { editing, endEdit, fill, menuOn, menuOf, closeMenu, handlers, headerActions } = useGridCommands({ ...props, root, held, rows, across, id })

  const { layout, shown } = across
  const handleRow = props.onChange === undefined || range === null || editing !== null ? -1 : range.bottom
  const spanIn = (area: CellRange | null, row: number) =>
    area !== null && row >= area.top && row <= area.bottom ? { from: area.left, to: area.right } : noSpan
  const hoveredIssues = hovered === null || hovered.row >= rowCount ? [] : (cell(hovered.row, hovered.column).issues ?? [])
  const isActiveShown = rowCount > 0 && columns.length > 0
  return (
    <div className={styles.grid}>
      <div
        ref={root}
        role="grid"
        tabIndex={0}
        className={styles.scroll}
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-readonly={props.onChange === undefined || undefined}
        aria-activedescendant={isActiveShown && editing === null ? `${id}-${active.row}-${active.column}` : undefined}
        aria-describedby={`${id}-status`}
        {...handlers}
        onPointerOver={({ target }) => {
          const at = target instanceof Element ? target.closest<HTMLElement>('[data-issue]') : null
          if (at === null) setHovered(null)
          else setHovered({ row: Number(at.dataset['row']), column: Number(at.getAttribute('aria-colindex')) - 2, rect: at.getBoundingClientRect() })
        }}
        onPointerLeave={() => setHovered(null)}
        onScroll={() => hovered !== null && setHovered(null)}
      >
        <div role="presentation" className={styles.sheet} style={{ height: rows.height, width: across.width }}>
          <GridHeader
            {...headerActions}
            columns={columns}
            shown={shown}
            frozen={layout.frozen}
            frozenWidth={layout.frozenWidth}
            selected={range === null ? noSpan : { from: range.left, to: range.right }}
            sort={sort}
            corner={corner}
          />
          {rows.drawn.map(({ index, top }) => (
            <GridRow
              key={index}
              row={index}
              top={top}
              columns={columns}
              shown={shown}
              frozen={layout.frozen}
              frozenWidth={layout.frozenWidth}
              cell={cell}
              id={id}
              header={rowHeader(index)}
              state={rowState(index) ?? noState}
              selected={spanIn(range, index)}
              filling={spanIn(fill, index)}
              activeColumn={active.row === index ? active.column : -1}
              handleColumn={handleRow === index ? (range?.right ?? -1) : -1}
              openLabel={props.onOpenRow === undefined ? null : (props.openLabel ?? 'Open row')}
              onOpen={handlers.onOpen}
            />
          ))}
          {editing !== null && (
            <GridEditor
              suggest={props.suggest}
              editing={editing}
              columns={columns}
              layout={layout}
              top={headerHeight + editing.row * rowHeight}
              onEnd={endEdit}
            />
          )}
        </div>
      </div>
      {hovered !== null && hoveredIssues.length > 0 && editing === null && <IssueCard issues={hoveredIssues} rect={hovered.rect} />}
      <GridMenuPopup on={menuOn} menuOf={menuOf} label="Commands" onClose={closeMenu} />
      <GridStatus
        id={`${id}-status`}
        cell={isActiveShown ? cell(active.row, active.column) : null}
        column={columns[active.column]}
        selected={range !== null && cellsIn(range) > 1 ? selectedText(range) : null}
      >
        {status}
      </GridStatus>
    </div>
  )
}

function selectedText(range: CellRange): string {
  const rows = range.bottom - range.top + 1
  return `${formatNumber(rows)} ${rows === 1 ? 'row' : 'rows'} × ${range.right - range.left + 1} selected`
}
