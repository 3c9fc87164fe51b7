/** Looks at every row of a mapped table once, in the worker: what is wrong with each, and which stand twice. */
import { IssueBook } from '#domain/rows/issue-book.ts'
import { packedRow } from '#domain/rows/packed-rows.ts'
import type { Purpose } from '#domain/rows/row.ts'
import { blockRows, type PackedTable } from '#domain/table/packed-table.ts'
import type { CheckedRows } from './protocol.ts'

/** The table's headers are fields. */
export function checkTable(table: PackedTable, purpose: Purpose | null): CheckedRows {
  const book = new IssueBook(table.headers, purpose, (number) => packedRow(table, number))
  table.blocks.forEach((block, index) => book.addBlock(block, index * blockRows + 1))
  return { purpose, state: book.state }
}
