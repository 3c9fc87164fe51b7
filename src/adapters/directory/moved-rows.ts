/** The rows of a draft on their way to a worker: the table in shared memory, and what was done to its rows by hand. */
import type { FieldKey } from '#domain/fields/field.ts'
import type { BlockBytes } from '#domain/packed/column-bytes.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import { blockBytes, packedBlock } from '../storage/packed-bytes.ts'

export interface MovedRows {
  readonly columns: readonly FieldKey[]
  /** Null for rows that come from no table. */
  readonly table: { readonly headers: readonly string[]; readonly rowCount: number; readonly blocks: readonly BlockBytes[] } | null
  readonly deleted: readonly RowKey[]
}

/** A row that may be made only when it is read; what travels is its plain form. */
const plain = ({ key, line, cells }: Row): Row => ({ key, line, cells: [...cells] })

export function movedRows({ columns, rows }: RowSet): MovedRows {
  const list = RowList.of(rows)
  const table = list.table === null ? null : { headers: list.table.headers, rowCount: list.table.rowCount, blocks: list.table.blocks.map(blockBytes) }
  return { columns, table, deleted: list.deleted() }
}

/** Rows that were added or edited by hand, in plain form and in row order. */
export const editedRows = ({ rows }: RowSet): Row[] => RowList.of(rows).edited().map(plain)

/** The rows again; each is in plain form, since a plan reads every cell several times. */
export function rowsAgain({ table, deleted }: MovedRows, edited: readonly Row[]): Row[] {
  const read = table === null ? RowList.of([]) : RowList.read({ ...table, blocks: table.blocks.map(packedBlock) })
  const changed = new Map<number, Row>()
  const added: Row[] = []
  for (const row of edited) {
    const at = read.indexOf(row.key)
    if (at >= 0 && at < read.length) changed.set(at, row)
    else added.push(row)
  }
  return read.with(changed).withMore(added).without(deleted).map(plain)
}
