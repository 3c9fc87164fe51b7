/** The rows of a draft in the order of their numbers: made when somebody looks at them, and shared by all that an edit leaves as they are. */
import { countIn, editedPiece, pieceRows, pieceShift, ReadPiece, type Piece } from './row-pieces.ts'
import { blockRows, cellAt, type CellTest, type PackedColumn, type PackedTable, type TextColumn } from './packed-table.ts'
import { isAsRead, packedRow, rowNumber, tableOf } from './packed-rows.ts'
import type { Row, RowKey, Rows } from './row.ts'

const none = new Uint32Array(0)

/** How many of the ascending places are before one. */
function countBefore(places: Uint32Array, place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

export class RowList implements Rows {
  readonly length: number
  readonly #pieces: readonly Piece[]
  /** Places of deleted rows, ascending. The rows stay where they are, so that every other keeps its place, and come back as they were. */
  readonly #deleted: Uint32Array
  /** The rows of the table come first: the row with number n stands at n - 1. */
  readonly #readCount: number
  /** Null for a list that was made of rows. */
  readonly table: PackedTable | null

  private constructor(pieces: readonly Piece[], table: PackedTable | null, deleted: Uint32Array) {
    this.#pieces = pieces
    this.#deleted = deleted
    this.#readCount = table?.rowCount ?? 0
    this.table = table
    this.length = this.#placeCount - deleted.length
  }

  get #placeCount(): number {
    return this.#pieces.length === 0 ? 0 : (this.#pieces.length - 1) * pieceRows + (this.#pieces.at(-1)?.length ?? 0)
  }

  /** Where the row with an index is among those that were deleted. */
  #placeOf(index: number): number {
    if (this.#deleted.length === 0) return index
    let low = 0
    let high = this.#deleted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#deleted[middle] ?? 0) - middle <= index) low = middle + 1
      else high = middle
    }
    return index + low
  }

  /** -1 for a deleted row. */
  #indexOfPlace(place: number): number {
    if (place < 0 || this.#deleted.length === 0) return place
    const before = countBefore(this.#deleted, place)
    return this.#deleted[before] === place ? -1 : place - before
  }

  #rowAt(place: number): Row | undefined {
    return this.#pieces[place >>> pieceShift]?.rows[place & (pieceRows - 1)]
  }

  /** One row for each of the table's; the table's headers are the fields. */
  static read(table: PackedTable): RowList {
    const pieces: Piece[] = []
    for (let from = 0; from < table.rowCount; from += pieceRows) pieces.push(new ReadPiece(table, from))
    return new RowList(pieces, table, none)
  }

  static of(rows: Rows): RowList {
    if (rows instanceof RowList) return rows
    const pieces: Piece[] = []
    for (let from = 0; from < rows.length; from += pieceRows) pieces.push(editedPiece(rows.slice(from, from + pieceRows)))
    return new RowList(pieces, null, none)
  }

  at(index: number): Row | undefined {
    const wanted = index < 0 ? this.length + index : index
    return wanted < 0 || wanted >= this.length ? undefined : this.#rowAt(this.#placeOf(wanted))
  }

  /** Within the list; counted from its end where it is negative, as arrays do. */
  #within(index: number): number {
    return Math.max(0, Math.min(this.length, index < 0 ? this.length + index : index))
  }

  /** The number of the row at a place. */
  numberAt(index: number): number {
    const place = this.#placeOf(index)
    return place < this.#readCount ? place + 1 : rowNumber(this.#rowAt(place)?.key ?? 'r0')
  }

  /** The text of one cell, without the row around it. */
  textAt(index: number, column: number): string {
    return this.#textAtPlace(this.#placeOf(index), column)
  }

  #textAtPlace(place: number, column: number): string {
    const piece = this.#pieces[place >>> pieceShift]
    if (piece === undefined) return ''
    if (piece.isRead && this.table !== null) return cellAt(this.table, place, column)
    const row = piece.rows[place & (pieceRows - 1)]
    if (row === undefined) return ''
    const table = tableOf(row)
    return table === null ? (row.cells[column] ?? '') : cellAt(table, rowNumber(row.key) - 1, column)
  }

  /** The rows of another table of as many rows; rows that were edited by hand are made from what they were. */
  withTable(table: PackedTable, change: (row: Row) => Row): RowList {
    let from = 0
    const pieces = this.#pieces.map((piece): Piece => {
      const first = from
      from += piece.length
      if (piece.isRead) return new ReadPiece(table, first)
      return editedPiece(piece.rows.map((row) => (isAsRead(row) ? packedRow(table, rowNumber(row.key)) : change(row))))
    })
    return new RowList(pieces, table, this.#deleted)
  }

  /** -1 where there is none. */
  indexOf(key: RowKey): number {
    return this.#indexOfPlace(this.#placeOfNumber(rowNumber(key)))
  }

  #placeOfNumber(wanted: number): number {
    if (wanted <= this.#readCount) return wanted - 1
    // The first rows of a table as a list of their own stand where their numbers say.
    if (rowNumber(this.#rowAt(wanted - 1)?.key ?? '') === wanted) return wanted - 1
    let low = this.#readCount
    let high = this.#placeCount - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const number = rowNumber(this.#rowAt(middle)?.key ?? '')
      if (number === wanted) return middle
      if (number < wanted) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  find(key: RowKey): Row | undefined {
    const index = this.indexOf(key)
    return index < 0 ? undefined : this.at(index)
  }

  *[Symbol.iterator](): Iterator<Row> {
    if (this.#deleted.length === 0) for (const { rows } of this.#pieces) yield* rows
    else for (let index = 0; index < this.length; index += 1) yield this.at(index) as Row
  }

  slice(from = 0, to = this.length): Row[] {
    const rows: Row[] = []
    const end = this.#within(to)
    for (let index = this.#within(from); index < end; index += 1) rows.push(this.at(index) as Row)
    return rows
  }

  map<T>(make: (row: Row, index: number) => T): T[] {
    return this.slice().map(make)
  }

  flatMap<T>(make: (row: Row, index: number) => T | readonly T[]): T[] {
    return this.slice().flatMap(make)
  }

  filter(isWanted: (row: Row, index: number) => boolean): Row[] {
    return this.slice().filter(isWanted)
  }

  /** Rows that are not as the file has them. */
  edited(): Row[] {
    return this.#pieces.flatMap((piece) => (piece.isRead ? [] : piece.rows.filter((row) => !isAsRead(row) && this.indexOf(row.key) >= 0)))
  }

  /** Keys of the rows that were deleted. */
  deleted(): RowKey[] {
    return [...this.#deleted].flatMap((place) => this.#rowAt(place)?.key ?? [])
  }

  /** Without some rows; a row that is not there is skipped. */
  without(keys: readonly RowKey[]): RowList {
    const places = new Set(this.#deleted)
    for (const key of keys) {
      const place = this.#placeOfNumber(rowNumber(key))
      if (place >= 0 && place < this.#placeCount) places.add(place)
    }
    return new RowList(this.#pieces, this.table, Uint32Array.from(places).sort())
  }

  /** With rows that were deleted, where they were. */
  withAgain(keys: readonly RowKey[]): RowList {
    const places = new Set(keys.map((key) => this.#placeOfNumber(rowNumber(key))))
    return new RowList(
      this.#pieces,
      this.table,
      this.#deleted.filter((place) => !places.has(place)),
    )
  }

  /** The number that no row has had yet. */
  get nextNumber(): number {
    return rowNumber(this.#rowAt(this.#placeCount - 1)?.key ?? 'r0') + 1
  }

  /** One column, row by row: the other cells are not looked at, which for a large table is most of the time. */
  eachText(column: number, visit: (text: string, index: number) => void): void {
    for (let index = 0; index < this.length; index += 1) visit(this.textAt(index, column), index)
  }

  /** How many rows have a text in a column that passes; after an edit only the rows around it are looked at, so the test has to be the same object each time. */
  countRows(column: number, test: CellTest): number {
    let count = 0
    for (const [index, piece] of this.#pieces.entries()) {
      const first = index * pieceRows
      count += countIn(piece, test, column, (at) => this.#textAtPlace(first + at, column))
    }
    for (const place of this.#deleted) if (test.isWanted(this.#textAtPlace(place, column))) count -= 1
    return count
  }

  /** Marks the rows whose text in a column passes; of a column of few values each is tested once a block. */
  markRows(column: number, isWanted: (text: string) => boolean, found: Uint8Array, ofCells?: (column: TextColumn) => Uint8Array | null): void {
    let block = -1
    let packed: PackedColumn | null = null
    let values: readonly boolean[] | null = null
    let marks: Uint8Array | null = null
    for (let index = 0; index < this.length; index += 1) {
      const place = this.#placeOf(index)
      const isRead = place < this.#readCount && this.#pieces[place >>> pieceShift]?.isRead === true
      const at = Math.floor(place / blockRows)
      if (isRead && at !== block) {
        block = at
        packed = this.table?.blocks[at]?.columns[column] ?? null
        values = packed?.indices === undefined ? null : packed.values.map(isWanted)
        marks = packed === null || packed.indices !== undefined ? null : (ofCells?.(packed) ?? null)
      }
      const value = !isRead || values === null ? null : values[packed?.indices?.[place % blockRows] ?? 0] === true
      if (!isRead || marks === null ? (value ?? isWanted(this.textAt(index, column))) : marks[place % blockRows] === 1) found[index] = 1
    }
  }

  /** With other rows in some places. */
  with(changed: ReadonlyMap<number, Row>): RowList {
    const pieces = [...this.#pieces]
    const own = new Map<number, Row[]>()
    for (const [index, row] of changed) {
      const place = this.#placeOf(index)
      const at = place >>> pieceShift
      let rows = own.get(at)
      if (rows === undefined) {
        rows = [...(pieces[at]?.rows ?? [])]
        own.set(at, rows)
      }
      rows[place & (pieceRows - 1)] = row
    }
    for (const [at, rows] of own) pieces[at] = editedPiece(rows)
    return new RowList(pieces, this.table, this.#deleted)
  }

  withMore(rows: readonly Row[]): RowList {
    const pieces = [...this.#pieces]
    for (const row of rows) {
      const last = pieces.at(-1)
      if (last === undefined || last.length === pieceRows) pieces.push(editedPiece([row]))
      else pieces[pieces.length - 1] = editedPiece([...last.rows, row])
    }
    return new RowList(pieces, this.table, this.#deleted)
  }

  withoutLast(): RowList {
    const rows = this.#pieces.at(-1)?.rows.slice(0, -1) ?? []
    const before = this.#pieces.slice(0, -1)
    return new RowList(rows.length === 0 ? before : [...before, editedPiece(rows)], this.table, this.#deleted)
  }
}

/** The place of a row; rows always stand in the order of their numbers. -1 where there is none. */
export const indexOfRow = (rows: Rows, key: RowKey): number => RowList.of(rows).indexOf(key)
export const findRow = (rows: Rows, key: RowKey): Row | undefined => RowList.of(rows).find(key)
