/** Rows are held in pieces of 256, so that an edit copies one piece and shares all others. */
import type { PackedTable } from './packed-table.ts'
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
}

export const editedPiece = (rows: readonly Row[]): Piece => ({ length: rows.length, isRead: false, rows })

/** By piece and test: how many rows of a column pass. */
const counted = new WeakMap<Piece, Map<(text: string) => boolean, Map<number, number>>>()

/** Counts once what an edit leaves as it is. */
export function countIn(piece: Piece, isWanted: (text: string) => boolean, column: number, textAt: (at: number) => string): number {
  const ofPiece = counted.get(piece) ?? new Map<(text: string) => boolean, Map<number, number>>()
  const ofTest = ofPiece.get(isWanted) ?? new Map<number, number>()
  let count = ofTest.get(column)
  if (count === undefined) {
    count = 0
    for (let at = 0; at < piece.length; at += 1) if (isWanted(textAt(at))) count += 1
    counted.set(piece, ofPiece.set(isWanted, ofTest.set(column, count)))
  }
  return count
}
