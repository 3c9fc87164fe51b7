/** A row: one user being prepared in a draft. */
import type { FieldKey } from '../fields/field.ts'

/** Name of a row within its draft; fixed when the row is made, never reused. */
export type RowKey = string

export interface Row {
  readonly key: RowKey
  /** Line of the source file, or null for a row that was added by hand. */
  readonly line: number | null
  /** Cell texts, parallel to the draft's `columns`. '' is a blank, which means: leave as it is. Only the mark of `clear.ts` empties anything. */
  readonly cells: readonly string[]
}

/** What a draft is for. Null until the administrator has said it: nothing is preset. */
export type Purpose = 'create' | 'update' | 'both' | 'leavers'

/** Rows in file order, as a list that may make them only when somebody looks; an array is one too. */
export interface Rows extends Iterable<Row> {
  readonly length: number
  at(index: number): Row | undefined
  slice(from?: number, to?: number): Row[]
  map<T>(make: (row: Row, index: number) => T): T[]
  flatMap<T>(make: (row: Row, index: number) => T | readonly T[]): T[]
  filter(isWanted: (row: Row, index: number) => boolean): Row[]
}

/** What rows are: the fields in column order and the users in file order. */
export interface RowSet {
  readonly columns: readonly FieldKey[]
  readonly rows: Rows
}
