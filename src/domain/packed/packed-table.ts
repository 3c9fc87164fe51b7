/** A table as it is kept: column by column, each column of a block of rows one text and the ends of its cells, or few values and a byte a cell. */
import type { DictionaryColumn } from './dictionary.ts'

/** The characters of cells end to end: a byte each where all are ASCII, two where not. */
export type Bytes = Uint8Array | Uint16Array

/**
 * A hundred thousand rows of twenty cells are two million texts: as texts of their own they cost seconds to copy and hundreds of megabytes to hold.
 * Packed they are a few hundred long texts, which a worker, a page and a database hand to each other as they are.
 */
export interface TextColumn {
  readonly indices?: undefined
  /** The cells of the block, one after the other. */
  readonly text: string
  /** Where each cell ends in `text`. */
  readonly offsets: Uint32Array
  /** The code units of `text`, where it is kept as those: then the text is made when it is asked for, which takes longer than to look at them. */
  readonly bytes?: Bytes
  /** A part of `text`: of a few cells, made without the whole of it. */
  readonly part?: (from: number, to: number) => string
}

export type PackedColumn = TextColumn | DictionaryColumn

export interface PackedBlock {
  /** Parallel to the headers; null is a column of blanks. */
  readonly columns: readonly (PackedColumn | null)[]
  /** Line of the file on which each row starts. */
  readonly lines: Uint32Array
}

export interface PackedTable {
  readonly headers: readonly string[]
  readonly rowCount: number
  /** Each of `blockRows` rows, the last of what is left. */
  readonly blocks: readonly PackedBlock[]
}

/** Rows of a block: a power of two, so that a row finds its block by a shift. */
const blockShift = 12
export const blockRows = 1 << blockShift

/** The text of a cell as read; '' beyond the table. */
export function cellAt(table: PackedTable, row: number, column: number): string {
  const packed = table.blocks[row >>> blockShift]?.columns[column]
  return packed == null ? '' : cellIn(packed, row & (blockRows - 1))
}

export function cellIn(column: PackedColumn, at: number): string {
  if (column.indices !== undefined) return column.values[column.indices[at] ?? -1] ?? ''
  const { offsets } = column
  const from = at === 0 ? 0 : (offsets[at - 1] ?? 0)
  const to = offsets[at] ?? from
  return from === to ? '' : column.part === undefined ? column.text.slice(from, to) : column.part(from, to)
}

/** What cells are counted by. */
export interface CellTest {
  readonly isWanted: (text: string) => boolean
  /** No cell that begins with such a code unit is wanted: then no text is made of it. */
  readonly passesOver: (unit: number) => boolean
}

/** How many cells of a column, from one row of the block to before another, are wanted. */
export function countCells(column: PackedColumn | null, from: number, to: number, { isWanted, passesOver }: CellTest): number {
  if (column === null) return isWanted('') ? to - from : 0
  let count = 0
  if (column.indices !== undefined || column.bytes === undefined) {
    for (let at = from; at < to; at += 1) if (isWanted(cellIn(column, at))) count += 1
    return count
  }
  const { bytes, offsets } = column
  let begin = from === 0 ? 0 : (offsets[from - 1] ?? 0)
  for (let at = from; at < to; at += 1) {
    const end = offsets[at] ?? begin
    if ((end === begin || !passesOver(bytes[begin] ?? 0)) && isWanted(cellIn(column, at))) count += 1
    begin = end
  }
  return count
}

/** A column of few values as one of texts. */
export function textColumn(column: PackedColumn): TextColumn {
  if (column.indices === undefined) return column
  const { values, indices } = column
  return { ...noCells, ...packColumn(Array.from(indices, (index) => values[index] ?? '')) }
}

const noCells: TextColumn = { text: '', offsets: new Uint32Array(0) }

/** Characters of the longest cell. */
export function longestCell({ offsets }: Pick<TextColumn, 'offsets'>): number {
  let most = 0
  let from = 0
  for (let at = 0; at < offsets.length; at += 1) {
    const to = offsets[at] ?? from
    if (to - from > most) most = to - from
    from = to
  }
  return most
}

/** The line of the file on which a row starts, or null beyond the table. */
export const lineAt = (table: PackedTable, row: number): number | null => table.blocks[row >>> blockShift]?.lines[row & (blockRows - 1)] ?? null

/** All cells of a row, in column order. */
export function cellsAt(table: PackedTable, row: number): string[] {
  const block = table.blocks[row >>> blockShift]
  if (block === undefined) return table.headers.map(() => '')
  const at = row & (blockRows - 1)
  return block.columns.map((packed) => (packed === null ? '' : cellIn(packed, at)))
}

/** Packs the cells of one column; null where all are blank. */
export function packColumn(cells: readonly string[]): TextColumn | null {
  const text = cells.join('')
  if (text === '') return null
  const offsets = new Uint32Array(cells.length)
  let end = 0
  for (let at = 0; at < cells.length; at += 1) {
    end += cells[at]?.length ?? 0
    offsets[at] = end
  }
  return { text, offsets }
}

/** A table of texts, packed. */
export function packTable({
  headers,
  rows,
  lines,
}: {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly lines: readonly number[]
}): PackedTable {
  const blocks: PackedBlock[] = []
  for (let from = 0; from < rows.length; from += blockRows) {
    const some = rows.slice(from, from + blockRows)
    blocks.push({
      columns: headers.map((_, column) => packColumn(some.map((cells) => cells[column] ?? ''))),
      lines: Uint32Array.from(some, (__, at) => lines[from + at] ?? 0),
    })
  }
  return { headers, rowCount: rows.length, blocks }
}
