/** A table's cells as code units: how they travel between threads and lie on disk, and how rows become that while they are read. */
import { blockRows, type PackedColumn } from './packed-table.ts'

/** A column of a block: code units are copied in a fraction of the time that texts take. */
export interface ColumnUnits {
  /** A byte each where all are ASCII, two where not. */
  readonly units: Uint8Array | Uint16Array
  /** Where each cell ends in the text. */
  readonly ends: Uint32Array
}

export interface BlockUnits {
  /** Parallel to the headers; null is a column of blanks. */
  readonly columns: readonly (ColumnUnits | null)[]
  readonly lines: Uint32Array
}

/** Takes the cells of one column, block after block, into the same memory. */
class UnitsWriter {
  #narrow = new Uint8Array(blockRows * 4)
  #wide = new Uint16Array(0)
  #isWide = false
  readonly #ends = new Uint32Array(blockRows)
  #end = 0
  #count = 0

  add(cell: string) {
    const { length } = cell
    if (length > 0) {
      if (this.#end + length > (this.#isWide ? this.#wide : this.#narrow).length) this.#grow(length)
      let at = 0
      if (!this.#isWide) {
        const units = this.#narrow
        for (; at < length; at += 1) {
          const unit = cell.charCodeAt(at)
          if (unit > 127) break
          units[this.#end + at] = unit
        }
        if (at < length) this.#widen(this.#end + at)
      }
      const units = this.#wide
      for (; at < length; at += 1) units[this.#end + at] = cell.charCodeAt(at)
      this.#end += length
    }
    this.#ends[this.#count] = this.#end
    this.#count += 1
  }

  #grow(more: number) {
    const size = Math.max(this.#narrow.length, this.#wide.length, this.#end + more) * 2
    if (this.#isWide) {
      const units = new Uint16Array(size)
      units.set(this.#wide.subarray(0, this.#end))
      this.#wide = units
    } else {
      const units = new Uint8Array(size)
      units.set(this.#narrow.subarray(0, this.#end))
      this.#narrow = units
    }
  }

  #widen(filled: number) {
    if (this.#wide.length < this.#narrow.length) this.#wide = new Uint16Array(this.#narrow.length)
    this.#wide.set(this.#narrow.subarray(0, filled))
    this.#isWide = true
  }

  /** What was added since the last time; it is written over by what is added next. Null is blanks only. */
  view(): ColumnUnits | null {
    if (this.#end === 0) return null
    return { units: (this.#isWide ? this.#wide : this.#narrow).subarray(0, this.#end), ends: this.#ends.subarray(0, this.#count) }
  }

  forget() {
    // A column of which one block was wide begins the next one narrow.
    this.#isWide = false
    this.#end = 0
    this.#count = 0
  }
}

type NewBuffer = (bytes: number) => ArrayBufferLike

/** Packs rows as they come and hands over each block when it is full, all of it in one buffer. */
export function makePacker(width: number, onBlock: (block: BlockUnits) => void, newBuffer: NewBuffer = (bytes) => new ArrayBuffer(bytes)) {
  const columns = Array.from({ length: width }, () => new UnitsWriter())
  const lines = new Uint32Array(blockRows)
  let filled = 0
  const finish = () => {
    if (filled === 0) return
    const block = inOneBuffer({ columns: columns.map((column) => column.view()), lines: lines.subarray(0, filled) }, newBuffer)
    for (const column of columns) column.forget()
    filled = 0
    onBlock(block)
  }
  return {
    /** A row that is too short is filled with blanks; what is beyond the headers is the reader's to complain about. */
    add(cells: readonly string[], line: number) {
      for (let at = 0; at < width; at += 1) columns[at]?.add(cells[at] ?? '')
      lines[filled] = line
      filled += 1
      if (filled === blockRows) finish()
    },
    finish,
  }
}

/** Where a part of a buffer may begin, whatever it holds: at a multiple of four. */
export const aligned = (bytes: number) => (bytes + 3) & ~3

/** A block whose parts lie apart, moved into one buffer. */
export function inOneBuffer({ columns, lines }: BlockUnits, newBuffer: NewBuffer): BlockUnits {
  const bytesOf = (column: ColumnUnits | null) => (column === null ? 0 : aligned(column.units.byteLength) + column.ends.byteLength)
  const buffer = newBuffer(columns.reduce((sum, column) => sum + bytesOf(column), lines.byteLength))
  let from = 0
  const moved = <T extends Uint8Array | Uint16Array | Uint32Array>(units: T, Kind: new (buffer: ArrayBufferLike, from: number, length: number) => T): T => {
    const to = new Kind(buffer, from, units.length)
    to.set(units)
    from += aligned(units.byteLength)
    return to
  }
  return {
    lines: moved(lines, Uint32Array),
    columns: columns.map((column) => {
      if (column === null) return null
      const { ends, units } = column
      return { ends: moved(ends, Uint32Array), units: units instanceof Uint8Array ? moved(units, Uint8Array) : moved(units, Uint16Array) }
    }),
  }
}

/** The units of a column that is there as a text. */
export function unitsOf({ text, ends }: PackedColumn): ColumnUnits {
  const units = new Uint16Array(text.length)
  let all = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    units[at] = unit
    all |= unit
  }
  return { units: all > 127 ? units : Uint8Array.from(units), ends }
}
