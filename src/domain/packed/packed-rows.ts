/** The rows of a packed table: each knows its place, and reads its cells when it is asked. */
import { cellsAt, lineAt, type PackedTable } from './packed-table.ts'
import type { Row, RowKey } from './row.ts'

/** Rows of a file are named `r1`, `r2` … in file order; rows added by hand go on counting. */
export const rowKey = (number: number): RowKey => `r${number}`
export const rowNumber = (key: RowKey): number => Number(key.slice(1))

/** The cells that were asked for last: a row is usually asked for several of its cells in turn. */
let asked: { readonly table: PackedTable; readonly index: number; readonly cells: readonly string[] } | null = null

class PackedRow implements Row {
  readonly #table: PackedTable
  readonly #index: number

  constructor(table: PackedTable, index: number) {
    this.#table = table
    this.#index = index
  }

  get table(): PackedTable {
    return this.#table
  }

  get key(): RowKey {
    return rowKey(this.#index + 1)
  }

  get line(): number | null {
    return lineAt(this.#table, this.#index)
  }

  get cells(): readonly string[] {
    if (asked?.index !== this.#index || asked.table !== this.#table)
      asked = { table: this.#table, index: this.#index, cells: cellsAt(this.#table, this.#index) }
    return asked.cells
  }
}

/** Whether a row was edited by no hand: its cells are those of a table. */
export const isAsRead = (row: Row): boolean => row instanceof PackedRow

/** The table that a row reads its cells from; null for one that has cells of its own. */
export const tableOf = (row: Row): PackedTable | null => (row instanceof PackedRow ? row.table : null)

/** The row with the given number, which need not be in the table yet when this is asked. */
export const packedRow = (table: PackedTable, number: number): Row => new PackedRow(table, number - 1)
