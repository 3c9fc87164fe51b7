/** Where columns are: their left edges, the frozen ones at the start, and which cell is at a point of the scrolled grid. */
import type { CellPlace, GridColumn } from './grid-model.ts'
import { headerHeight, rowHeaderWidth, rowHeight } from './grid-sizes.ts'

export interface ColumnLayout {
  /** Pixels from the left edge of the sheet, one more than there are columns. */
  readonly lefts: readonly number[]
  readonly frozen: number
  /** Row header and frozen columns. */
  readonly frozenWidth: number
}

export function columnLayout(columns: readonly GridColumn[], frozen: number): ColumnLayout {
  const lefts = [rowHeaderWidth]
  for (const { width } of columns) lefts.push((lefts.at(-1) ?? 0) + width)
  const count = Math.min(frozen, columns.length)
  return { lefts, frozen: count, frozenWidth: lefts[count] ?? rowHeaderWidth }
}

export interface Viewport {
  readonly left: number
  readonly top: number
  readonly scrollLeft: number
  readonly scrollTop: number
}

/** The cell at a point of the window; -1 is the header row, or the row header. Points outside go to the nearest side. */
export function placeAt(x: number, y: number, view: Viewport, { lefts, frozenWidth }: ColumnLayout): CellPlace {
  const across = x - view.left
  const at = across < frozenWidth ? across : across + view.scrollLeft
  const row = y - view.top < headerHeight ? -1 : Math.floor((y - view.top - headerHeight + view.scrollTop) / rowHeight)
  if (at < rowHeaderWidth) return { row, column: -1 }
  // A table has at most some hundred columns.
  let column = 0
  while (column + 1 < lefts.length - 1 && (lefts[column + 1] ?? 0) <= at) column += 1
  return { row, column }
}

/** Pixels to scroll in one frame while a drag is outside: faster, the farther it is. */
export function scrollStep(at: number, from: number, to: number): number {
  const over = at < from ? at - from : at > to ? at - to : 0
  return Math.sign(over) * Math.min(90, 6 + Math.abs(over) / 2) * (over === 0 ? 0 : 1)
}
