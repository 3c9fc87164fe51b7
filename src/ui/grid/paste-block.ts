/** Where the cells of a pasted or filled block go: as in a spreadsheet, and never into a cell that is read only. */
import { seriesOf } from './series.ts'
import type { Block } from './clipboard-text.ts'
import type { CellPlace, CellRange, GridChange, GridEdit } from './grid-model.ts'

export interface PasteTable {
  readonly rows: number
  readonly columns: number
  readonly isReadOnly: (row: number, column: number) => boolean
  /** The text of a cell; '' beyond the rows. */
  readonly text: (row: number, column: number) => string
  /** Whether rows may be added at the end. */
  readonly canGrow: boolean
}

const sizeOf = (block: Block) => ({ height: block.length, width: block[0]?.length ?? 0 })

/** A block that fits the selection several times over fills it; any other is pasted once, from the top left cell. */
function targetOf(block: Block, { top, bottom, left, right }: CellRange): { readonly height: number; readonly width: number } {
  const { height, width } = sizeOf(block)
  const [rows, columns] = [bottom - top + 1, right - left + 1]
  return { height: rows % height === 0 ? Math.max(rows, height) : height, width: columns % width === 0 ? Math.max(columns, width) : width }
}

export function pasteBlock(block: Block, range: CellRange, table: PasteTable, kind: 'paste' | 'fill' = 'paste'): GridChange {
  const { height, width } = sizeOf(block)
  const target = height === 0 || width === 0 ? { height: 0, width: 0 } : targetOf(block, range)
  const edits: GridEdit[] = []
  const blanks: CellPlace[] = []
  let readOnly = 0
  let outside = 0
  for (let down = 0; down < target.height; down += 1) {
    const row = range.top + down
    for (let across = 0; across < target.width; across += 1) {
      const column = range.left + across
      if (column >= table.columns || (row >= table.rows && !table.canGrow)) outside += 1
      else if (table.isReadOnly(row, column)) readOnly += 1
      else {
        const text = block[down % height]?.[across % width] ?? ''
        if (text === '' && table.text(row, column) !== '') blanks.push({ row, column })
        edits.push({ row, column, text })
      }
    }
  }
  return { kind, edits, readOnly, outside, blanks }
}

/** The cells that a fill writes: a series goes on, and any other source repeats, into the part of `to` that it does not cover. */
export function fillRange(source: CellRange, to: CellRange, table: PasteTable): GridChange {
  const edits: GridEdit[] = []
  let readOnly = 0
  const [height, width] = [source.bottom - source.top + 1, source.right - source.left + 1]
  const wrap = (at: number, size: number) => ((at % size) + size) % size
  const isDown = to.top < source.top || to.bottom > source.bottom
  const lanes = new Map<number, ReturnType<typeof seriesOf>>()
  const seriesIn = (lane: number) => {
    const known = lanes.get(lane)
    if (known !== undefined) return known
    const texts = Array.from({ length: isDown ? height : width }, (_, at) => (isDown ? table.text(source.top + at, lane) : table.text(lane, source.left + at)))
    const series = seriesOf(texts)
    lanes.set(lane, series)
    return series
  }
  for (let row = to.top; row <= to.bottom; row += 1)
    for (let column = to.left; column <= to.right; column += 1) {
      if (row >= source.top && row <= source.bottom && column >= source.left && column <= source.right) continue
      if (table.isReadOnly(row, column)) readOnly += 1
      else {
        const next = isDown ? seriesIn(column)?.(row - source.top) : seriesIn(row)?.(column - source.left)
        edits.push({ row, column, text: next ?? table.text(source.top + wrap(row - source.top, height), source.left + wrap(column - source.left, width)) })
      }
    }
  return { kind: 'fill', edits, readOnly, outside: 0, blanks: [] }
}

/** Delete and cut: every cell of the range that holds something. */
export function blankRange(
  { top, bottom, left, right }: CellRange,
  kind: 'cut' | 'delete',
  { isBlank, isReadOnly }: Readonly<Record<'isBlank' | 'isReadOnly', (row: number, column: number) => boolean>>,
): GridChange {
  const edits: GridEdit[] = []
  let readOnly = 0
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) {
      if (isBlank(row, column)) continue
      if (isReadOnly(row, column)) readOnly += 1
      else edits.push({ row, column, text: '' })
    }
  return { kind, edits, readOnly, outside: 0, blanks: [] }
}

/** Ctrl+D and Ctrl+R: the first row or column of the selection into the others; of a single row or column, what is before it. */
export function fillFrom(range: CellRange, direction: 'down' | 'right', table: PasteTable): GridChange {
  const { top, bottom, left, right } = range
  if (direction === 'down') {
    const first = top === bottom ? Math.max(0, top - 1) : top
    return fillRange({ top: first, bottom: first, left, right }, { ...range, top: first }, table)
  }
  const first = left === right ? Math.max(0, left - 1) : left
  return fillRange({ top, bottom, left: first, right: first }, { ...range, left: first }, table)
}

/** How far a drag of the handle to a cell fills: along the axis on which the cell is further out. */
export function fillTarget(source: CellRange, { row, column }: CellPlace): CellRange {
  const down = Math.max(row - source.bottom, source.top - row, 0)
  const across = Math.max(column - source.right, source.left - column, 0)
  return across > down
    ? { ...source, left: Math.min(source.left, column), right: Math.max(source.right, column) }
    : { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) }
}

/** A double click on the handle fills down as far as the neighboring column is filled: the left one, or the right one where that is blank. */
export function fillDownEnd(source: CellRange, table: PasteTable): number {
  for (const column of [source.left - 1, source.right + 1]) {
    if (column < 0 || column >= table.columns) continue
    let end = source.bottom
    while (end + 1 < table.rows && table.text(end + 1, column) !== '') end += 1
    if (end > source.bottom) return end
  }
  return table.rows - 1
}
