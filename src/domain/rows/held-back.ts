/** The rows that the reader held back, by key, each with its reason. */
import type { HeldBack } from '../table/reading.ts'
import { rowKey } from './packed-rows.ts'
import type { RowKey } from './row.ts'

export const heldBackRows = (found: readonly HeldBack[]): ReadonlyMap<RowKey, string> => new Map(found.map(({ row, message }) => [rowKey(row + 1), message]))
