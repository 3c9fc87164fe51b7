/** Reads the cells of a file as they were when it was read, row by row, for an export that gives them back. */
import { rowNumber } from '../packed/packed-rows.ts'
import { blockRows, cellIn, type PackedColumn } from '../packed/packed-table.ts'
import type { RowKey } from '../packed/row.ts'

/** The header of the column in which a draft of rows that come from no file keeps where each comes from; it is no column of a file. */
export const sourceRowHeader = 'Rollcall source row'

export interface SourceCells {
  readonly headers: readonly string[]
  /** Parallel to the headers; null for a row that is not in the file. */
  readonly cellsOf: (key: RowKey) => readonly string[] | null
}

interface Column {
  readonly header: string
  readonly blocks: readonly (PackedColumn | null)[]
}

export function packedColumnReader(columns: readonly Column[], rowCount: number): SourceCells {
  return {
    headers: columns.map(({ header }) => header),
    cellsOf(key) {
      const at = rowNumber(key) - 1
      if (!(at >= 0 && at < rowCount)) return null
      return columns.map(({ blocks }) => {
        const column = blocks[Math.floor(at / blockRows)]
        return column == null ? '' : cellIn(column, at % blockRows)
      })
    },
  }
}
