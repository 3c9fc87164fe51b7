/** What new users would lack: before the purpose is chosen it is no error, since an update names its users otherwise. */
import { filledText } from '../fields/clear.ts'
import type { Field } from '../fields/field.ts'
import type { CellTest } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowKey, Rows, RowSet } from '../packed/row.ts'
import { requiredFields } from './validate.ts'

export interface RequiredBlank {
  readonly field: Field
  /** Rows without a value, aside from excluded ones and those that were added and hold nothing yet. */
  readonly rows: number
}

const isBlank = (text: string): boolean => filledText(text) === ''
/** A letter, digit or sign of ASCII is no blank, and no clear mark begins with it. */
const blanks: CellTest = { isWanted: isBlank, passesOver: (unit) => unit > 32 && unit < 127 }

/** Rows that were added and hold nothing yet: no users so far. */
export const untouchedRows = (rows: Rows): readonly RowKey[] =>
  RowList.of(rows)
    .edited()
    .flatMap(({ key, line, cells }) => (line === null && cells.every((text) => text === '') ? [key] : []))

export function requiredBlanks({ columns, rows }: RowSet, excluded: readonly RowKey[]): readonly RequiredBlank[] {
  const list = RowList.of(rows)
  const out = [...new Set([...excluded, ...untouchedRows(rows)])].map((key) => list.indexOf(key)).filter((at) => at >= 0)
  return requiredFields.flatMap((field): RequiredBlank[] => {
    const column = columns.indexOf(field.key)
    const count = column < 0 ? list.length - out.length : list.countRows(column, blanks) - out.filter((at) => isBlank(list.textAt(at, column))).length
    return count === 0 ? [] : [{ field, rows: count }]
  })
}
