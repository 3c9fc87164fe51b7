/** Columns of few values, such as departments and cities: each value once, and a byte a cell that names it. */
import { ByteKeys } from './byte-keys.ts'
import { plainText, type PlainRows, type Span } from './plain-rows.ts'

export interface DictionaryColumn {
  /** Each once. */
  readonly values: readonly string[]
  /** For each cell of the block, the place of its value. */
  readonly indices: Uint8Array
}

/** A byte can tell so many apart. */
export const mostValues = 256
/** Values that look alike stand side by side in the table they are found by; of more than so many it is quicker to write each cell. */
const mostAlike = 8
const slots = 1024

type Rows = readonly (readonly string[])[]

/** Finds the places of a column's values, and adds new ones. */
export class Dictionary {
  #values: string[] = []
  /** What was given out last: the same list as long as nothing was added. */
  #given: readonly string[] = []
  /** By what a value looks like: its place and one. */
  readonly #places = new Uint16Array(slots)
  /** The bytes of values as a file has them, and the place of the value of each. */
  readonly #written = new ByteKeys(mostValues)
  readonly #ofWritten = new Uint8Array(mostValues)
  #writtenCount = 0

  get values(): readonly string[] {
    if (this.#given.length !== this.#values.length) this.#given = [...this.#values]
    return this.#given
  }

  /** Notes the indices of cells `from` to `to`, the first at `filled`. Answers the row that it had no index for any more, or `to`. */
  encode(rows: Rows, column: number, from: number, to: number, indices: Uint8Array, filled: number): number {
    for (let row = from; row < to; row += 1) {
      const index = this.#indexOf(rows[row]?.[column] ?? '')
      if (index < 0) return row
      indices[filled + row - from] = index
    }
    return to
  }

  /** The same for rows that are bytes. */
  encodePlain(rows: PlainRows, column: number, { from, to, filled }: Span, indices: Uint8Array): number {
    const { bytes, width } = rows
    for (let row = from; row < to; row += 1) {
      const cell = row * width + column
      const written = this.#written.find(bytes, rows.from[cell] ?? 0, rows.to[cell] ?? 0)
      const index = written < 0 ? this.#indexOfNew(rows, cell) : (this.#ofWritten[written] ?? 0)
      if (index < 0) return row
      indices[filled + row - from] = index
    }
    return to
  }

  /** Bytes that were not seen yet may be a value that is there: from a row that was a text, or written without quotes. */
  #indexOfNew(rows: PlainRows, cell: number): number {
    const index = this.#indexOf(plainText(rows, cell))
    if (index < 0 || this.#written.isFull) return index
    this.#written.add(rows.bytes, rows.from[cell] ?? 0, rows.to[cell] ?? 0)
    this.#ofWritten[this.#writtenCount] = index
    this.#writtenCount += 1
    return index
  }

  #indexOf(cell: string): number {
    const begin = looksOf(cell)
    for (let tried = 0; tried < mostAlike; tried += 1) {
      const slot = (begin + tried) & (slots - 1)
      const place = (this.#places[slot] ?? 0) - 1
      if (place < 0) return this.#add(cell, slot)
      if (this.#values[place] === cell) return place
    }
    return -1
  }

  #add(cell: string, slot: number): number {
    if (this.#values.length === mostValues) return -1
    // A part of a text keeps all of it in memory.
    this.#values.push(cell.split('').join(''))
    this.#places[slot] = this.#values.length
    return this.#values.length - 1
  }
}

/** From length and end, which is what most lists of values differ in. */
function looksOf(cell: string): number {
  const { length } = cell
  if (length < 2) return length === 0 ? 0 : cell.charCodeAt(0)
  return length * 131 + cell.charCodeAt(length - 1) * 7 + cell.charCodeAt(length - 2) * 61
}
