/** The rows that the reader blocked, by key, each with its reason. */
import type { BlockedLine } from '../file/reading.ts'
import { rowKey } from '../packed/packed-rows.ts'
import type { RowKey } from '../packed/row.ts'

export const blockedRows = (found: readonly BlockedLine[]): ReadonlyMap<RowKey, string> => new Map(found.map(({ row, message }) => [rowKey(row + 1), message]))
