/** A table as it is kept: column by column, each column of a block of rows one text and the ends of its cells. */

/**
 * A hundred thousand rows of twenty cells are two million texts: as texts of their own they cost seconds to copy and hundreds of megabytes to hold.
 * Packed they are a few hundred long texts, which a worker, a page and a database hand to each other as they are.
 */
export interface PackedColumn {
  /** The cells of the block, one after the other. */
  readonly text: string
  /** Where each cell ends in `text`. */
  readonly ends: Uint32Array
}

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

export const emptyTable: PackedTable = { headers: [], rowCount: 0, blocks: [] }

/** The text of a cell as read; '' beyond the table. */
export function cellAt(table: PackedTable, row: number, column: number): string {
  const packed = table.blocks[row >>> blockShift]?.columns[column]
  return packed == null ? '' : cellIn(packed, row & (blockRows - 1))
}

export function cellIn({ text, ends }: PackedColumn, at: number): string {
  return text.slice(at === 0 ? 0 : ends[at - 1], ends[at])
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
export function packColumn(cells: readonly string[]): PackedColumn | null {
  const text = cells.join('')
  if (text === '') return null
  const ends = new Uint32Array(cells.length)
  let end = 0
  for (let at = 0; at < cells.length; at += 1) {
    end += cells[at]?.length ?? 0
    ends[at] = end
  }
  return { text, ends }
}

/** A column as it travels between threads and lies on disk: code units, which are copied in a fraction of the time that texts take. */
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

/** Takes the cells of one column, block after block, into memory of its own. */
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

  get bytes(): number {
    return this.#end === 0 ? 0 : this.#end * (this.#isWide ? 2 : 1) + this.#count * 4
  }

  /** What was added since the last time, put into `buffer` from a multiple of four on. */
  take(buffer: ArrayBufferLike, from: number): ColumnUnits | null {
    const ends = new Uint32Array(buffer, from, this.#count)
    ends.set(this.#ends.subarray(0, this.#count))
    const after = from + this.#count * 4
    const units = this.#isWide ? new Uint16Array(buffer, after, this.#end) : new Uint8Array(buffer, after, this.#end)
    units.set((this.#isWide ? this.#wide : this.#narrow).subarray(0, this.#end))
    this.forget()
    return { units, ends }
  }

  forget() {
    // A column of which one block was wide begins the next one narrow.
    this.#isWide = false
    this.#end = 0
    this.#count = 0
  }
}

const aligned = (bytes: number) => (bytes + 3) & ~3

/** Packs rows as they come and hands over each block when it is full, all of it in one buffer. */
export function makePacker(
  width: number,
  onBlock: (block: BlockUnits) => void,
  newBuffer: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
) {
  const columns = Array.from({ length: width }, () => new UnitsWriter())
  const lines = new Uint32Array(blockRows)
  let filled = 0
  const finish = () => {
    if (filled === 0) return
    const buffer = newBuffer(columns.reduce((sum, { bytes }) => sum + aligned(bytes), filled * 4))
    const kept = new Uint32Array(buffer, 0, filled)
    kept.set(lines.subarray(0, filled))
    let from = filled * 4
    const taken = columns.map((column) => {
      const { bytes } = column
      if (bytes === 0) {
        column.forget()
        return null
      }
      const at = from
      from += aligned(bytes)
      return column.take(buffer, at)
    })
    filled = 0
    onBlock({ columns: taken, lines: kept })
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

/** A block whose parts lie apart, moved into one buffer. */
export function inOneBuffer({ columns, lines }: BlockUnits, newBuffer: (bytes: number) => ArrayBufferLike): BlockUnits {
  const bytesOf = (column: ColumnUnits | null) => (column === null ? 0 : aligned(column.units.byteLength) + column.ends.byteLength)
  const buffer = newBuffer(columns.reduce((sum, column) => sum + bytesOf(column), lines.byteLength))
  const kept = new Uint32Array(buffer, 0, lines.length)
  kept.set(lines)
  let from = lines.byteLength
  const moved = columns.map((column) => {
    if (column === null) return null
    const ends = new Uint32Array(buffer, from, column.ends.length)
    const after = from + ends.byteLength
    const { length } = column.units
    const units = column.units instanceof Uint8Array ? new Uint8Array(buffer, after, length) : new Uint16Array(buffer, after, length)
    ends.set(column.ends)
    units.set(column.units)
    from += bytesOf(column)
    return { units, ends }
  })
  return { columns: moved, lines: kept }
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
