/** A mapped table as it travels back from a worker: columns of the file by their place in it, and columns that were made by their bytes. */
import type { MappedTable } from '#domain/mapping/apply.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { inOneBuffer, type MovedColumn } from '#domain/packed/column-bytes.ts'
import type { PackedBlock, PackedTable } from '#domain/packed/packed-table.ts'
import { movedColumn, packedColumn } from '../storage/packed-bytes.ts'

export interface MovedTable {
  readonly headers: readonly string[]
  /** Parallel to the blocks of the file, each parallel to the headers; a number is a column of the file. */
  readonly blocks: readonly (readonly (MovedColumn | number | null)[])[]
  readonly issues: readonly Issue[]
}

export function movedTable({ table, issues }: MappedTable, source: PackedTable, newBuffer: (bytes: number) => ArrayBufferLike): MovedTable {
  return { headers: table.headers, issues, blocks: table.blocks.map((block, at) => movedColumns(block, source.blocks[at], newBuffer)) }
}

function movedColumns({ columns, lines }: PackedBlock, source: PackedBlock | undefined, newBuffer: (bytes: number) => ArrayBufferLike) {
  const places = columns.map((column) => (column === null ? -1 : (source?.columns.indexOf(column) ?? -1)))
  const made = inOneBuffer({ columns: columns.map((column, at) => ((places[at] ?? -1) >= 0 ? null : movedColumn(column))), lines }, newBuffer)
  return made.columns.map((column, at) => ((places[at] ?? -1) >= 0 ? (places[at] ?? null) : column))
}

/** The table again, over the columns of the file that the page has already. */
export function mappedTable({ headers, blocks, issues }: MovedTable, source: PackedTable): MappedTable {
  const packed = source.blocks.map(({ columns, lines }, at) => ({
    columns: headers.map((_, index) => {
      const moved = blocks[at]?.[index] ?? null
      return typeof moved === 'number' ? (columns[moved] ?? null) : packedColumn(moved)
    }),
    lines,
  }))
  return { table: { headers, rowCount: source.rowCount, blocks: packed }, issues }
}
