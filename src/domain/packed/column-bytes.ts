/** A table's cells as code units: how they travel between threads and lie on disk, and how rows become that while they are read. */
import { Dictionary, type DictionaryColumn } from './dictionary.ts'
import { beyondAscii, copyUnits, countBytes, marksOf, type PlainRows, type Span } from './plain-rows.ts'
import { blockRows, textColumn, type PackedColumn, type TextColumn, type Bytes } from './packed-table.ts'

/** A column of a block: code units are copied in a fraction of the time that texts take. */
export interface ColumnBytes {
  readonly indices?: undefined
  readonly bytes: Bytes
  /** Where each cell ends in the text. */
  readonly offsets: Uint32Array
}

/** A column as it travels and is stored; one of few values does so as it is. */
export type MovedColumn = ColumnBytes | DictionaryColumn

export interface BlockBytes {
  /** Parallel to the headers; null is a column of blanks. */
  readonly columns: readonly (MovedColumn | null)[]
  readonly lines: Uint32Array
}

type Rows = readonly (readonly string[])[]

/** The units of a column whose kind is not settled yet: two bytes each, and whether one would do. */
interface WrittenBytes {
  readonly indices?: undefined
  readonly bytes: Uint16Array
  readonly isAscii: boolean
  readonly offsets: Uint32Array
}

/*
 * The loops over cells are functions of their own: they are left by returning only, so that what the browser compiles of them while they run stays
 * good, and they look at one kind of memory only.
 */

/** Where each cell ends; a row that is too short has a blank there. */
function noteOffsets(rows: Rows, column: number, { from, to, filled }: Span, offsets: Uint32Array, begin: number): number {
  let end = begin
  for (let row = from; row < to; row += 1) {
    end += rows[row]?.[column]?.length ?? 0
    offsets[filled + row - from] = end
  }
  return end
}

/** Answers the bits of all code units together. */
function copyBytes(rows: Rows, column: number, { from, to }: Span, bytes: Uint16Array, begin: number): number {
  let at = begin
  let bits = 0
  for (let row = from; row < to; row += 1) {
    const cell = rows[row]?.[column] ?? ''
    for (let index = 0; index < cell.length; index += 1) {
      const unit = cell.charCodeAt(index)
      bits |= unit
      bytes[at] = unit
      at += 1
    }
  }
  return bits
}

/** Takes the cells of one column, block after block, into the same memory. */
class BytesWriter {
  #bytes = new Uint16Array(blockRows * 8)
  readonly #offsets = new Uint32Array(blockRows)
  #end = 0
  #bits = 0

  add(rows: Rows, column: number, span: Span) {
    const end = noteOffsets(rows, column, span, this.#offsets, this.#end)
    if (end === this.#end) return
    this.#reach(end)
    this.#bits |= copyBytes(rows, column, span, this.#bytes, this.#end)
    this.#end = end
  }

  addPlain(rows: PlainRows, column: number, span: Span) {
    this.#reach(this.#end + countBytes(rows, column, span))
    this.#end = copyUnits(rows, column, span, this.#bytes, this.#end, this.#offsets)
    if ((marksOf(rows, column, span) & beyondAscii) !== 0) this.#bits |= 0xffff
  }

  #reach(end: number) {
    if (end <= this.#bytes.length) return
    const more = new Uint16Array(end * 2)
    more.set(this.#bytes.subarray(0, this.#end))
    this.#bytes = more
  }

  /** What was added since the last time, of so many rows; it is written over by what is added next. Null is blanks only. */
  take(rows: number): WrittenBytes | null {
    const written = { bytes: this.#bytes.subarray(0, this.#end), isAscii: this.#bits <= 127, offsets: this.#offsets.subarray(0, rows) }
    this.#end = 0
    this.#bits = 0
    return written.bytes.length === 0 ? null : written
  }
}

/** Takes the cells of one column by the values they have, until there are too many of them; from then on by their bytes. */
class ColumnWriter {
  #dictionary: Dictionary | null = new Dictionary()
  #bytes: BytesWriter | null = null
  readonly #indices = new Uint8Array(blockRows)

  add(rows: Rows, column: number, span: Span) {
    if (this.#dictionary === null) this.#bytes?.add(rows, column, span)
    else this.#addValues(this.#dictionary, rows, column, span)
  }

  addPlain(rows: PlainRows, column: number, span: Span) {
    if (this.#dictionary === null) {
      this.#bytes?.addPlain(rows, column, span)
      return
    }
    const { from, to, filled } = span
    const end = this.#dictionary.encodePlain(rows, column, span, this.#indices)
    if (end < to) this.#asBytes(this.#dictionary, filled + end - from).addPlain(rows, column, { from: end, to, filled: filled + end - from })
  }

  #addValues(dictionary: Dictionary, rows: Rows, column: number, { from, to, filled }: Span) {
    const end = dictionary.encode(rows, column, from, to, this.#indices, filled)
    if (end < to) this.#asBytes(dictionary, filled + end - from).add(rows, column, { from: end, to, filled: filled + end - from })
  }

  /** There are too many values: what is there of the block, `count` cells, is written as bytes, and so is everything from now on. */
  #asBytes({ values }: Dictionary, count: number): BytesWriter {
    const written = Array.from(this.#indices.subarray(0, count), (index) => [values[index] ?? ''])
    const bytes = new BytesWriter()
    bytes.add(written, 0, { from: 0, to: count, filled: 0 })
    this.#dictionary = null
    this.#bytes = bytes
    return bytes
  }

  /** What was added since the last time, of so many rows; it is written over by what is added next. Null is blanks only. */
  take(rows: number): WrittenBytes | DictionaryColumn | null {
    if (this.#dictionary === null) return this.#bytes?.take(rows) ?? null
    const { values } = this.#dictionary
    return values.length === 1 && values[0] === '' ? null : { values, indices: this.#indices.subarray(0, rows) }
  }
}

type NewBuffer = (bytes: number) => ArrayBufferLike

/** Packs rows as they come and hands over each block when it is full, all of it in one buffer. */
export function makePacker(width: number, onBlock: (block: BlockBytes) => void, newBuffer: NewBuffer = (bytes) => new ArrayBuffer(bytes)) {
  const columns = Array.from({ length: width }, () => new ColumnWriter())
  const lines = new Uint32Array(blockRows)
  let filled = 0
  const finish = () => {
    if (filled === 0) return
    const block = inOneBuffer({ columns: columns.map((column) => column.take(filled)), lines: lines.subarray(0, filled) }, newBuffer)
    filled = 0
    onBlock(block)
  }
  /** Cut where blocks end. */
  const inBlocks = (count: number, write: (span: Span) => void) => {
    for (let from = 0; from < count;) {
      const to = Math.min(count, from + blockRows - filled)
      write({ from, to, filled })
      filled += to - from
      from = to
      if (filled === blockRows) finish()
    }
  }
  return {
    /** `at`: the line of the file on which each row begins. What is beyond the headers is the reader's to complain about. */
    add(rows: Rows, at: readonly number[]) {
      inBlocks(rows.length, (span) => {
        columns.forEach((column, index) => column.add(rows, index, span))
        lines.set(at.slice(span.from, span.to), span.filled)
      })
    },
    /** The first `count` of rows that are bytes, each on a line of its own from `firstLine` on. */
    addPlain(rows: PlainRows, count: number, firstLine: number) {
      inBlocks(count, (span) => {
        columns.forEach((column, index) => column.addPlain(rows, index, span))
        for (let row = span.from; row < span.to; row += 1) lines[span.filled + row - span.from] = firstLine + row
      })
    },
    finish,
  }
}

/** Where a part of a buffer may begin, whatever it holds: at a multiple of four. */
export const aligned = (bytes: number) => (bytes + 3) & ~3

type LooseColumn = MovedColumn | WrittenBytes
const isNarrow = (column: ColumnBytes | WrittenBytes) => ('isAscii' in column ? column.isAscii : column.bytes instanceof Uint8Array)

function bytesOf(column: LooseColumn | null): number {
  if (column === null) return 0
  if (column.indices !== undefined) return aligned(column.indices.length)
  return aligned(column.bytes.length * (isNarrow(column) ? 1 : 2)) + column.offsets.byteLength
}

/** A block whose parts lie apart, moved into one buffer. */
export function inOneBuffer(
  { columns, lines }: { readonly columns: readonly (LooseColumn | null)[]; readonly lines: Uint32Array },
  newBuffer: NewBuffer,
): BlockBytes {
  const buffer = newBuffer(columns.reduce((sum, column) => sum + bytesOf(column), lines.byteLength))
  let from = 0
  const moved = <T extends Uint8Array | Uint16Array | Uint32Array>(
    bytes: Uint8Array | Uint16Array | Uint32Array,
    Kind: new (buffer: ArrayBufferLike, from: number, length: number) => T,
  ): T => {
    const to = new Kind(buffer, from, bytes.length)
    to.set(bytes)
    from += aligned(to.byteLength)
    return to
  }
  return {
    lines: moved(lines, Uint32Array),
    columns: columns.map((column) => {
      if (column === null) return null
      if (column.indices !== undefined) return { values: column.values, indices: moved(column.indices, Uint8Array) }
      const { offsets, bytes } = column
      return { offsets: moved(offsets, Uint32Array), bytes: isNarrow(column) ? moved(bytes, Uint8Array) : moved(bytes, Uint16Array) }
    }),
  }
}

export function columnBytes(column: PackedColumn): ColumnBytes {
  const texts = textColumn(column)
  // The text is not asked for where there are bytes: it would be made.
  return texts.bytes === undefined ? bytesOfText(texts) : { bytes: texts.bytes, offsets: texts.offsets }
}

/** The units of a column that is there as a text. */
function bytesOfText({ text, offsets }: TextColumn): ColumnBytes {
  const bytes = new Uint16Array(text.length)
  let all = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    bytes[at] = unit
    all |= unit
  }
  return { bytes: all > 127 ? bytes : Uint8Array.from(bytes), offsets }
}
