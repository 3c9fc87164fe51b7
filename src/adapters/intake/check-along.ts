/** Looks at rows while another worker still reads: blocks come in as they are read, and the answer goes to the page. */
import { mapTable } from '#domain/table/apply-mapping.ts'
import type { ColumnMapping } from '#domain/table/mapping.ts'
import type { PackedBlock } from '#domain/table/packed-table.ts'
import type { BlockUnits } from '#domain/table/units.ts'
import { packedBlock } from '../storage/packed-units.ts'
import { startCheck } from './check-table.ts'
import type { CheckedRows } from './protocol.ts'

/** What the reader says. What came before a `begin` is void. */
export type AlongMessage =
  | { readonly kind: 'begin'; readonly headers: readonly string[] }
  | { readonly kind: 'block'; readonly block: BlockUnits }
  /** Known once the first rows have been seen; `rows` is about how many there will be. */
  | { readonly kind: 'mapping'; readonly mapping: readonly ColumnMapping[]; readonly rows: number }
  | { readonly kind: 'end' }

/** Pairs of columns may bring new fields with any row: such a table is mapped as a whole. */
export const canCheckAlong = (mapping: readonly ColumnMapping[]): boolean => !mapping.some(({ target }) => target.kind.startsWith('attribute-'))

export function checkAlong(answer: (checked: CheckedRows) => void): (message: AlongMessage) => void {
  let headers: readonly string[] = []
  let mapping: readonly ColumnMapping[] = []
  let waiting: PackedBlock[] = []
  let check: ReturnType<typeof startCheck> | null = null
  const mapped = (blocks: readonly PackedBlock[]) => mapTable({ headers, rowCount: 0, blocks }, mapping).table

  return (message) => {
    switch (message.kind) {
      case 'begin':
        headers = message.headers
        waiting = []
        check = null
        break
      case 'block':
        waiting.push(packedBlock(message.block))
        break
      case 'mapping':
        mapping = message.mapping
        check = startCheck(mapped([]).headers, null, message.rows)
        break
      case 'end':
        break
    }
    if (check === null) return
    mapped(waiting).blocks.forEach(check.take)
    waiting = []
    if (message.kind === 'end') answer(check.checked())
  }
}
