/** Looks at rows while another worker still reads: blocks come in as they are read, and the answer goes to the page. */
import { IssueBook } from '#domain/rows/issue-book.ts'
import { packedRow } from '#domain/rows/packed-rows.ts'
import { mapTable } from '#domain/table/apply-mapping.ts'
import type { ColumnMapping } from '#domain/table/mapping.ts'
import { blockRows, type BlockUnits, type PackedBlock, type PackedTable } from '#domain/table/packed-table.ts'
import { packedBlock } from '../storage/packed-units.ts'
import type { CheckedRows } from './protocol.ts'

/** What the reader says. What came before a `begin` is void. */
export type AlongMessage =
  | { readonly kind: 'begin'; readonly headers: readonly string[] }
  | { readonly kind: 'block'; readonly block: BlockUnits }
  /** Known once the first rows have been seen. */
  | { readonly kind: 'mapping'; readonly mapping: readonly ColumnMapping[] }
  | { readonly kind: 'end' }

/** Pairs of columns may bring new fields with any row: such a table is mapped as a whole. */
export const canCheckAlong = (mapping: readonly ColumnMapping[]): boolean => !mapping.some(({ target }) => target.kind.startsWith('attribute-'))

export function checkAlong(answer: (checked: CheckedRows) => void): (message: AlongMessage) => void {
  let headers: readonly string[] = []
  let waiting: PackedBlock[] = []
  let book: { take: (block: PackedBlock) => void; state: () => CheckedRows['state'] } | null = null

  return (message) => {
    switch (message.kind) {
      case 'begin':
        headers = message.headers
        waiting = []
        book = null
        break
      case 'block':
        waiting.push(packedBlock(message.block))
        break
      case 'mapping':
        book = makeBook(headers, message.mapping)
        break
      case 'end':
        break
    }
    if (book === null) return
    for (const block of waiting) book.take(block)
    waiting = []
    if (message.kind === 'end') answer({ purpose: null, state: book.state() })
  }
}

function makeBook(headers: readonly string[], mapping: readonly ColumnMapping[]) {
  const mapped = (blocks: readonly PackedBlock[]): PackedTable => mapTable({ headers, rowCount: 0, blocks }, mapping).table
  const blocks: PackedBlock[] = []
  const table: PackedTable = { ...mapped([]), blocks }
  const book = new IssueBook(table.headers, null, (number) => packedRow(table, number))
  return {
    take(block: PackedBlock) {
      const [fields] = mapped([block]).blocks
      if (fields === undefined) return
      blocks.push(fields)
      book.addBlock(fields, (blocks.length - 1) * blockRows + 1)
    },
    state: () => book.state,
  }
}
