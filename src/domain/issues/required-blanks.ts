/** What new users would lack: before the purpose is chosen it is no error, since an update names its users otherwise. */
import { filledText } from '../fields/clear.ts'
import type { Field } from '../fields/field.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowKey, RowSet } from '../packed/row.ts'
import { requiredFields } from './validate.ts'

export interface RequiredBlank {
  readonly field: Field
  /** Rows without a value, excluded ones aside. */
  readonly rows: number
}

export function requiredBlanks({ columns, rows }: RowSet, excluded: readonly RowKey[]): readonly RequiredBlank[] {
  const list = RowList.of(rows)
  const isOut = new Uint8Array(list.length)
  for (const key of excluded) {
    const at = list.indexOf(key)
    if (at >= 0) isOut[at] = 1
  }
  return requiredFields.flatMap((field): RequiredBlank[] => {
    const column = columns.indexOf(field.key)
    const isBlank = new Uint8Array(list.length)
    if (column < 0) isBlank.fill(1)
    else list.markRows(column, (text) => filledText(text) === '', isBlank)
    const count = isBlank.reduce((sum, blank, at) => sum + (blank === 1 && isOut[at] === 0 ? 1 : 0), 0)
    return count === 0 ? [] : [{ field, rows: count }]
  })
}
