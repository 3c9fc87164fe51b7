/** A table's cells as code units: how they travel between threads and lie on disk, and how rows become that while they are read. */
import { Dictionary, type DictionaryColumn } from './dictionary.ts'
import { blockRows, textColumn, type PackedColumn, type TextColumn, type Units } from './packed-table.ts'

/** A column of a block: code units are copied in a fraction of the time that texts take. */
export interface ColumnUnits {
  readonly codes?: undefined
  readonly units: Units
  /** Where each cell ends in the text. */
  readonly ends: Uint32Array
}

/** A column as it travels and is stored; one of few values does so as it is. */
export type MovedColumn = ColumnUnits | DictionaryColumn

export interface BlockUnits {
  /** Parallel to the headers; null is a column of blanks. */
  readonly columns: readonly (MovedColumn | null)[]
  readonly lines: Uint32Array
}

type Rows = readonly (readonly string[])[]

/** Rows in a list of them, and how many rows of the block came before. */
interface Span {
  readonly from: number
  readonly to: number
  readonly filled: number
}

/** The units of a column whose kind is not settled yet: two bytes each, and whether one would do. */
interface WrittenUnits {
  readonly codes?: undefined
  readonly units: Uint16Array
  readonly isAscii: boolean
  readonly ends: Uint32Array
}

/*
 * The loops over cells are functions of their own: they are left by returning only, so that what the browser compiles of them while they run stays
 * good, and they look at one kind of memory only.
 */

/** Where each cell ends; a row that is too short has a blank there. */
function noteEnds(rows: Rows, column: number, { from, to, filled }: Span, ends: Uint32Array, begin: number): number {
  let end = begin
  for (let row = from; row < to; row += 1) {
    end += rows[row]?.[column]?.length ?? 0
    ends[filled + row - from] = end
  }
  return end
}

/** Answers the bits of all units together. */
function copyUnits(rows: Rows, column: number, { from, to }: Span, units: Uint16Array, begin: number): number {
  let at = begin
  let bits = 0
  for (let row = from; row < to; row += 1) {
    const cell = rows[row]?.[column] ?? ''
    for (let index = 0; index < cell.length; index += 1) {
      const unit = cell.charCodeAt(index)
      bits |= unit
      units[at] = unit
      at += 1
    }
  }
  return bits
}

/** Takes the cells of one column, block after block, into the same memory. */
class UnitsWriter {
  #units = new Uint16Array(blockRows * 8)
  readonly #ends = new Uint32Array(blockRows)
  #end = 0
  #bits = 0

  add(rows: Rows, column: number, span: Span) {
    const end = noteEnds(rows, column, span, this.#ends, this.#end)
    if (end === this.#end) return
    if (end > this.#units.length) {
      const more = new Uint16Array(end * 2)
      more.set(this.#units.subarray(0, this.#end))
      this.#units = more
    }
    this.#bits |= copyUnits(rows, column, span, this.#units, this.#end)
    this.#end = end
  }

  /** What was added since the last time, of so many rows; it is written over by what is added next. Null is blanks only. */
  take(rows: number): WrittenUnits | null {
    const written = { units: this.#units.subarray(0, this.#end), isAscii: this.#bits <= 127, ends: this.#ends.subarray(0, rows) }
    this.#end = 0
    this.#bits = 0
    return written.units.length === 0 ? null : written
  }
}

/** Takes the cells of one column by the values they have, until there are too many of them; from then on by their units. */
class ColumnWriter {
  #dictionary: Dictionary | null = new Dictionary()
  #units: UnitsWriter | null = null
  readonly #codes = new Uint8Array(blockRows)

  add(rows: Rows, column: number, span: Span) {
    if (this.#dictionary === null) this.#units?.add(rows, column, span)
    else this.#addValues(this.#dictionary, rows, column, span)
  }

  #addValues(dictionary: Dictionary, rows: Rows, column: number, { from, to, filled }: Span) {
    const end = dictionary.encode(rows, column, from, to, this.#codes, filled)
    if (end === to) return
    const { values } = dictionary
    const count = filled + end - from
    const written = Array.from(this.#codes.subarray(0, count), (code) => [values[code] ?? ''])
    this.#dictionary = null
    this.#units = new UnitsWriter()
    this.#units.add(written, 0, { from: 0, to: count, filled: 0 })
    this.#units.add(rows, column, { from: end, to, filled: count })
  }

  /** What was added since the last time, of so many rows; it is written over by what is added next. Null is blanks only. */
  take(rows: number): WrittenUnits | DictionaryColumn | null {
    if (this.#dictionary === null) return this.#units?.take(rows) ?? null
    const { values } = this.#dictionary
    return values.length === 1 && values[0] === '' ? null : { values, codes: this.#codes.subarray(0, rows) }
  }
}

type NewBuffer = (bytes: number) => ArrayBufferLike

/** Packs rows as they come and hands over each block when it is full, all of it in one buffer. */
export function makePacker(width: number, onBlock: (block: BlockUnits) => void, newBuffer: NewBuffer = (bytes) => new ArrayBuffer(bytes)) {
  const columns = Array.from({ length: width }, () => new ColumnWriter())
  const lines = new Uint32Array(blockRows)
  let filled = 0
  const finish = () => {
    if (filled === 0) return
    const block = inOneBuffer({ columns: columns.map((column) => column.take(filled)), lines: lines.subarray(0, filled) }, newBuffer)
    filled = 0
    onBlock(block)
  }
  return {
    /** `at`: the line of the file on which each row begins. What is beyond the headers is the reader's to complain about. */
    add(rows: Rows, at: readonly number[]) {
      for (let from = 0; from < rows.length;) {
        const to = Math.min(rows.length, from + blockRows - filled)
        const span = { from, to, filled }
        columns.forEach((column, index) => column.add(rows, index, span))
        lines.set(at.slice(from, to), filled)
        filled += to - from
        from = to
        if (filled === blockRows) finish()
      }
    },
    finish,
  }
}

/** Where a part of a buffer may begin, whatever it holds: at a multiple of four. */
export const aligned = (bytes: number) => (bytes + 3) & ~3

type LooseColumn = MovedColumn | WrittenUnits
const isNarrow = (column: ColumnUnits | WrittenUnits) => ('isAscii' in column ? column.isAscii : column.units instanceof Uint8Array)

function bytesOf(column: LooseColumn | null): number {
  if (column === null) return 0
  if (column.codes !== undefined) return aligned(column.codes.length)
  return aligned(column.units.length * (isNarrow(column) ? 1 : 2)) + column.ends.byteLength
}

/** A block whose parts lie apart, moved into one buffer. */
export function inOneBuffer(
  { columns, lines }: { readonly columns: readonly (LooseColumn | null)[]; readonly lines: Uint32Array },
  newBuffer: NewBuffer,
): BlockUnits {
  const buffer = newBuffer(columns.reduce((sum, column) => sum + bytesOf(column), lines.byteLength))
  let from = 0
  const moved = <T extends Uint8Array | Uint16Array | Uint32Array>(
    units: Uint8Array | Uint16Array | Uint32Array,
    Kind: new (buffer: ArrayBufferLike, from: number, length: number) => T,
  ): T => {
    const to = new Kind(buffer, from, units.length)
    to.set(units)
    from += aligned(to.byteLength)
    return to
  }
  return {
    lines: moved(lines, Uint32Array),
    columns: columns.map((column) => {
      if (column === null) return null
      if (column.codes !== undefined) return { values: column.values, codes: moved(column.codes, Uint8Array) }
      const { ends, units } = column
      return { ends: moved(ends, Uint32Array), units: isNarrow(column) ? moved(units, Uint8Array) : moved(units, Uint16Array) }
    }),
  }
}

export function columnUnits(column: PackedColumn): ColumnUnits {
  const texts = textColumn(column)
  // The text is not asked for where there are units: it would be made.
  return texts.units === undefined ? unitsOf(texts) : { units: texts.units, ends: texts.ends }
}

/** The units of a column that is there as a text. */
function unitsOf({ text, ends }: TextColumn): ColumnUnits {
  const units = new Uint16Array(text.length)
  let all = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    units[at] = unit
    all |= unit
  }
  return { units: all > 127 ? units : Uint8Array.from(units), ends }
}
