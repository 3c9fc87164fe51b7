/** Looks at every row of a mapped table once, in the worker: what is wrong with each, and which stand twice. */
import type { FieldKey } from '#domain/fields/field.ts'
import { IssueIndex } from '#domain/issues/issue-index.ts'
import { packedRow } from '#domain/packed/packed-rows.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { blockRows, type PackedBlock, type PackedTable } from '#domain/packed/packed-table.ts'
import type { CheckedRows } from './protocol.ts'

/** Takes the blocks of a table of about so many rows one after the other. */
export function startCheck(
  columns: readonly FieldKey[],
  purpose: Purpose | null,
  rowCount: number,
): { take: (block: PackedBlock) => void; checked: () => CheckedRows } {
  const blocks: PackedBlock[] = []
  const table: PackedTable = { headers: columns, rowCount: 0, blocks }
  const book = new IssueIndex(columns, purpose, (number) => packedRow(table, number))
  book.expect(rowCount)
  return {
    take(block) {
      blocks.push(block)
      book.addBlock(block, (blocks.length - 1) * blockRows + 1)
    },
    checked() {
      book.addIdentifiers(blocks)
      book.addShortNumbers(blocks)
      return { purpose, state: book.state }
    },
  }
}

/** The table's headers are fields. */
export function checkTable({ headers, rowCount, blocks }: PackedTable, purpose: Purpose | null): CheckedRows {
  const check = startCheck(headers, purpose, rowCount)
  blocks.forEach(check.take)
  return check.checked()
}
