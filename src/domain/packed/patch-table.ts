/** A packed table with other texts in some cells of some columns: every block that is not touched is shared. */
import { blockRows, cellIn, packColumn, type PackedBlock, type PackedColumn, type PackedTable } from './packed-table.ts'
import { mostValues } from './dictionary.ts'

/** Texts one after the other, as a column of cells: one long text where a list would be a hundred thousand short ones. */
export interface PackedTexts {
  readonly text: string
  readonly ends: Uint32Array
}

export function packTexts(texts: readonly string[]): PackedTexts {
  const ends = new Uint32Array(texts.length)
  let end = 0
  for (let at = 0; at < texts.length; at += 1) {
    end += texts[at]?.length ?? 0
    ends[at] = end
  }
  return { text: texts.join(''), ends }
}

export const textOf = ({ text, ends }: PackedTexts, at: number): string => text.slice(at === 0 ? 0 : ends[at - 1], ends[at])

/** Other texts of one column: `rows` are row numbers from 1 on, ascending, and `texts` are theirs. */
export interface ColumnPatch {
  readonly column: number
  readonly rows: Uint32Array
  readonly texts: PackedTexts
}

/** The first place in an ascending list whose row is not below the given one. */
export function placeOf(rows: Uint32Array, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The table under other headers, which may be more or fewer at the end, with the patched cells. */
export function patchTable(table: PackedTable, headers: readonly string[], patches: readonly ColumnPatch[]): PackedTable {
  const blocks = table.blocks.map((block, index): PackedBlock => {
    const columns = headers.map((_, column) => block.columns[column] ?? null)
    for (const patch of patches) columns[patch.column] = patchColumn(columns[patch.column] ?? null, block.lines.length, index * blockRows + 1, patch)
    return { columns, lines: block.lines }
  })
  return { headers, rowCount: table.rowCount, blocks }
}

function patchColumn(column: PackedColumn | null, count: number, first: number, { rows, texts }: ColumnPatch): PackedColumn | null {
  const from = placeOf(rows, first)
  const to = placeOf(rows, first + count)
  if (from === to) return column
  const cells: string[] = []
  for (let at = 0; at < count; at += 1) cells.push(column === null ? '' : cellIn(column, at))
  for (let place = from; place < to; place += 1) cells[(rows[place] ?? 0) - first] = textOf(texts, place)
  return packValues(cells) ?? packColumn(cells)
}

/** As few values and a byte a cell, or null where the cells have too many. */
function packValues(cells: readonly string[]): PackedColumn | null {
  const known = new Map<string, number>()
  const indices = new Uint8Array(cells.length)
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    let index = known.get(cell)
    if (index === undefined) {
      if (known.size === mostValues || (at === mostValues && known.size > mostValues / 2)) return null
      index = known.size
      known.set(cell, index)
    }
    indices[at] = index
  }
  // Nothing but blanks is a column of its own kind.
  return known.size === 1 && known.has('') ? null : { values: [...known.keys()], indices }
}
