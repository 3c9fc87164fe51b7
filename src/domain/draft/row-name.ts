/** What a row is called: its line of the file, or its number among those that were added. */
import { rowNumber } from '../packed/packed-rows.ts'
import { RowList } from '../packed/row-list.ts'
import type { Row, RowKey, Rows } from '../packed/row.ts'
import { isFromDirectory, type DraftOrigin } from './origin.ts'

/** Counted from 1 in the order in which they were added; a row that was deleted since keeps its number. */
export const addedNumber = (rows: Rows, key: RowKey): number => rowNumber(key) - (RowList.of(rows).table?.rowCount ?? 0)

export function rowName(rows: Rows, { key, line }: Pick<Row, 'key' | 'line'>, origin: DraftOrigin): string {
  if (line !== null) return `Line ${line}`
  return `${isFromDirectory(origin) ? 'User' : 'New user'} ${addedNumber(rows, key)}`
}
