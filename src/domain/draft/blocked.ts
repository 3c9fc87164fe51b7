/** The rows that the reader held back, by key, each with its reason. */
import type { HeldBack } from '../file/reading.ts'
import { rowKey } from '../packed/packed-rows.ts'
import type { RowKey } from '../packed/row.ts'

export const heldBackRows = (found: readonly HeldBack[]): ReadonlyMap<RowKey, string> => new Map(found.map(({ row, message }) => [rowKey(row + 1), message]))
