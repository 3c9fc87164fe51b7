/** The rows that the reader blocked, by key, each with its reason. */
import type { BlockedLine } from '../file/reading.ts'
import { rowKey } from '../packed/packed-rows.ts'
import type { RowKey } from '../packed/row.ts'

/** Of a row of a workbook: many cross out who has left. */
export const crossedOut = 'The row is crossed out in the spreadsheet. Include it if the user is meant.'

/** That, and the messages of `action-columns.ts`: there the administrator decides, while a malformed row has to be corrected first. */
const isAction = (message: string): boolean => message === crossedOut || /^“.*” says “/.test(message)

/** Why rows may not be included as they are: their values may stand under the wrong headers. */
export const misshapenRows = (found: readonly BlockedLine[]): ReadonlyMap<RowKey, string> => blockedRows(found.filter(({ message }) => !isAction(message)))

export const blockedRows = (found: readonly BlockedLine[]): ReadonlyMap<RowKey, string> => new Map(found.map(({ row, message }) => [rowKey(row + 1), message]))
