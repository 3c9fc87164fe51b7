/** Rows are held in pieces of 256, so that an edit copies one piece and shares all others. */
import { blockRows, countCells, type CellTest, type PackedTable } from './packed-table.ts'
import { packedRow } from './packed-rows.ts'
import type { Row } from './row.ts'

/** Rows that are made, and copied by an edit, together: a power of two. */
export const pieceShift = 8
export const pieceRows = 1 << pieceShift

/** As many rows as the others of its list have, or fewer where it is the last. */
export interface Piece {
  readonly length: number
  /** As they were read, so that none has to be made to know that none was edited. */
  readonly isRead: boolean
  readonly rows: readonly Row[]
  /** How many of its rows pass, where they are as they were read. */
  readonly count?: (column: number, test: CellTest) => number
}

export class ReadPiece implements Piece {
  readonly isRead = true
  readonly length: number
  readonly #table: PackedTable
  readonly #from: number
  #rows: readonly Row[] | null = null

  constructor(table: PackedTable, from: number) {
    this.#table = table
    this.#from = from
    this.length = Math.min(pieceRows, table.rowCount - from)
  }

  get rows(): readonly Row[] {
    this.#rows ??= Array.from({ length: this.length }, (_, at) => packedRow(this.#table, this.#from + at + 1))
    return this.#rows
  }

  // A block has whole pieces.
  count(column: number, test: CellTest): number {
    const first = this.#from % blockRows
    return countCells(this.#table.blocks[Math.floor(this.#from / blockRows)]?.columns[column] ?? null, first, first + this.length, test)
  }
}

export const editedPiece = (rows: readonly Row[]): Piece => ({ length: rows.length, isRead: false, rows })

/** By piece and test: how many rows of a column pass. */
const counted = new WeakMap<Piece, Map<CellTest, Map<number, number>>>()

/** Counts once what an edit leaves as it is. */
export function countIn(piece: Piece, test: CellTest, column: number, textAt: (at: number) => string): number {
  const ofPiece = counted.get(piece) ?? new Map<CellTest, Map<number, number>>()
  const ofTest = ofPiece.get(test) ?? new Map<number, number>()
  let count = ofTest.get(column)
  if (count === undefined) {
    count = piece.count?.(column, test) ?? piece.rows.reduce((sum, _, at) => (test.isWanted(textAt(at)) ? sum + 1 : sum), 0)
    counted.set(piece, ofPiece.set(test, ofTest.set(column, count)))
  }
  return count
}
