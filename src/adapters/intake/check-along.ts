/** Looks at rows while another worker still reads: blocks come in as they are read, and the answer goes to the page. */
import { mapTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { PackedBlock } from '#domain/packed/packed-table.ts'
import type { BlockBytes } from '#domain/packed/column-bytes.ts'
import { packedBlock } from '../storage/packed-bytes.ts'
import { startCheck } from './check-table.ts'
import type { CheckedRows } from './protocol.ts'

/** What the reader says. What came before a `begin` is void. */
export type AlongMessage =
  | { readonly kind: 'begin'; readonly headers: readonly string[] }
  | { readonly kind: 'block'; readonly block: BlockBytes }
  /** Known once the first rows have been seen; `rows` is about how many there will be. */
  | { readonly kind: 'mapping'; readonly mapping: readonly ColumnMapping[]; readonly rows: number }
  | { readonly kind: 'end' }

/** The part of the rows that is waited for: until then the browser's compilers, which are busy with the reader at the beginning of a file, have the other processor. */
const waitsFor = 0.2

export function checkAlong(answer: (checked: CheckedRows) => void): (message: AlongMessage) => void {
  let headers: readonly string[] = []
  let mapping: readonly ColumnMapping[] = []
  let waiting: PackedBlock[] = []
  let rows = 0
  let begins = 0
  let check: ReturnType<typeof startCheck> | null = null
  const mapped = (blocks: readonly PackedBlock[]) => mapTable({ headers, rowCount: 0, blocks }, mapping).table

  return (message) => {
    switch (message.kind) {
      case 'begin':
        headers = message.headers
        waiting = []
        rows = 0
        check = null
        break
      case 'block':
        waiting.push(packedBlock(message.block))
        rows += message.block.lines.length
        break
      case 'mapping':
        mapping = message.mapping
        begins = message.rows * waitsFor
        check = startCheck(mapped([]).headers, null, message.rows)
        break
      case 'end':
        break
    }
    if (check === null || (rows < begins && message.kind !== 'end')) return
    mapped(waiting).blocks.forEach(check.take)
    waiting = []
    if (message.kind === 'end') answer(check.checked())
  }
}
