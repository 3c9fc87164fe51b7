/** The spreadsheet grid: rows and columns drawn only where they are seen, one tab stop, and the hand of a spreadsheet. */
import { useId, useRef, useState, type PointerEvent, type RefObject } from 'react'
import { formatNumber } from '../locale.ts'
import { GridEditor } from './GridEditor.tsx'
import { GridHeader } from './GridHeader.tsx'
import { GridMenuPopup } from './GridMenuPopup.tsx'
import { cellsIn, type CellRange, type GridIssue } from './grid-model.ts'
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
const noIssues: readonly GridIssue[] = []
/** A row without a state of its own is drawn again each time. */
const always = () => [{}]

/** The parts of a grid and what they know of each other. */
function useGrid(props: GridProps, root: RefObject<HTMLDivElement | null>) {
  const { rowCount, columns, frozen = 0 } = props
  const id = useId()
  const held = useGridSelection({ size: { rows: rowCount, columns: columns.length }, rowKey: props.rowKey, rowOf: props.rowOf })
  const rows = useGridRows(root, rowCount, held.active.row)
  const across = useGridColumns(root, columns, frozen, held.active.column)
  const commands = useGridCommands({ ...props, root, held, rows, across, id })
  return { id, active: held.active, range: held.range, rows, across, ...commands }
}

export function Grid(props: GridProps) {
  const { rowCount, columns, cell } = props
  const root = useRef<HTMLDivElement>(null)
  const grid = useGrid(props, root)
  const { id, active, range, editing, handlers } = grid
  const { hovered, handlers: hoverHandlers } = useHoveredCell()
  const hoveredIssues = hovered === null || hovered.row >= rowCount ? [] : (cell(hovered.row, hovered.column).issues ?? [])
  const isActiveShown = rowCount > 0 && columns.length > 0
  return (
    <div className={styles.grid}>
      <div
        ref={root}
        role="grid"
        tabIndex={0}
        className={styles.scroll}
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-readonly={props.onChange === undefined || undefined}
        aria-activedescendant={isActiveShown && editing === null ? `${id}-${active.row}-${active.column}` : undefined}
        aria-describedby={`${id}-status`}
        {...handlers}
        {...hoverHandlers}
      >
        <GridSheet props={props} grid={grid} />
      </div>
      {hovered !== null && hoveredIssues.length > 0 && editing === null && <IssueCard issues={hoveredIssues} rect={hovered.rect} />}
      <GridMenuPopup on={grid.menuOn} menuOf={grid.menuOf} label="Commands" onClose={grid.closeMenu} />
      <GridStatus
        id={`${id}-status`}
        cell={isActiveShown ? cell(active.row, active.column) : null}
        rowIssues={isActiveShown ? (props.rowHeader(active.row).issues ?? noIssues) : noIssues}
        column={columns[active.column]}
        selected={range !== null && cellsIn(range) > 1 ? selectedText(range) : null}
      >
        {props.status}
      </GridStatus>
    </div>
  )
}

const spanIn = (area: CellRange | null, row: number) => (area !== null && row >= area.top && row <= area.bottom ? { from: area.left, to: area.right } : noSpan)

/** What scrolls: the header, the rows in sight, and the editor above them. */
function GridSheet({ props, grid }: { readonly props: GridProps; readonly grid: ReturnType<typeof useGrid> }) {
  const { columns, cell, rowState = always } = props
  const { rows, across, active, range, editing, fill } = grid
  const { layout, shown } = across
  const { frozen, frozenWidth } = layout
  const handleRow = props.onChange === undefined || range === null || editing !== null ? -1 : range.bottom
  const openLabel = props.onOpenRow === undefined ? null : (props.openLabel ?? 'Open row')
  return (
    <div role="presentation" className={styles.sheet} style={{ height: rows.height, width: across.width }}>
      <GridHeader
        {...grid.headerActions}
        columns={columns}
        shown={shown}
        frozen={frozen}
        frozenWidth={frozenWidth}
        selected={range === null ? noSpan : { from: range.left, to: range.right }}
        sort={props.sort ?? null}
        corner={props.corner ?? 'Line'}
      />
      {rows.drawn.map(({ index, top, slot }) => (
        <GridRow
          key={slot}
          row={index}
          top={top}
          columns={columns}
          shown={shown}
          frozen={frozen}
          frozenWidth={frozenWidth}
          cell={cell}
          id={grid.id}
          header={props.rowHeader(index)}
          state={rowState(index) ?? noState}
          selected={spanIn(range, index)}
          filling={spanIn(fill, index)}
          activeColumn={active.row === index ? active.column : -1}
          handleColumn={handleRow === index ? (range?.right ?? -1) : -1}
          openLabel={openLabel}
          onOpen={grid.onOpen}
        />
      ))}
      {editing !== null && (
        <GridEditor
          suggest={props.suggest}
          editing={editing}
          columns={columns}
          layout={layout}
          top={headerHeight + editing.row * rowHeight}
          onEnd={grid.endEdit}
        />
      )}
    </div>
  )
}

/** The cell with issues under the mouse; scrolling takes it away. */
function useHoveredCell() {
  const [hovered, setHovered] = useState<HoveredCell | null>(null)
  const handlers = {
    onPointerOver({ target }: PointerEvent) {
      const at = target instanceof Element ? target.closest<HTMLElement>('[data-issue]') : null
      if (at === null) setHovered(null)
      else setHovered({ row: Number(at.dataset['row']), column: Number(at.getAttribute('aria-colindex')) - 2, rect: at.getBoundingClientRect() })
    },
    onPointerLeave: () => setHovered(null),
    onScroll: () => hovered !== null && setHovered(null),
  }
  return { hovered, handlers }
}

function selectedText(range: CellRange): string {
  const rows = range.bottom - range.top + 1
  return `${formatNumber(rows)} ${rows === 1 ? 'row' : 'rows'} × ${range.right - range.left + 1} selected`
}
