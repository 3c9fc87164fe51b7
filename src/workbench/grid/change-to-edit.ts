/** What a change of the grid means for users: which cells and rows it writes, what stays, and what is said about it. */
import { counted } from '#domain/count.ts'
import { clearMark, wayToClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { ChangeKind, GridChange } from '#ui/grid/grid-model.ts'
import type { CellValue } from './users-grid-props.ts'

interface Given {
  readonly change: GridChange
  readonly columns: readonly FieldKey[]
  readonly rowCount: number
  readonly keyAt: (row: number) => RowKey | undefined
  readonly deleteMeans: 'blank' | 'clear'
  /** Cells in between that are out of sight. */
  readonly hidden: number
}

export interface UserEdit {
  readonly cells: readonly CellValue[]
  readonly newRows: readonly Readonly<Record<FieldKey, string>>[]
  readonly name: string | undefined
  /** What was not done, in a sentence, or null. */
  readonly notice: string | null
  /** Cells that a pasted blank could clear on directory rows, where that is wanted. */
  readonly clearable: readonly CellValue[]
}

const names: Readonly<Record<ChangeKind, string | null>> = { type: null, paste: 'paste', cut: 'cut', delete: 'delete', fill: 'fill' }

export function userEdit({ change, columns, rowCount, keyAt, deleteMeans, hidden }: Given): UserEdit {
  const cells: CellValue[] = []
  const newRows: Record<FieldKey, string>[] = []
  const clearable: CellValue[] = []
  const reasons = new Set<string>()
  const isClearing = deleteMeans === 'clear' && (change.kind === 'delete' || change.kind === 'cut')
  const keepsBlanks = deleteMeans === 'clear' && (change.kind === 'paste' || change.kind === 'fill')
  for (const { row, column, text } of change.edits) {
    const field = columns[column]
    if (field === undefined) continue
    if (row >= rowCount) {
      const at = row - rowCount
      while (newRows.length <= at) newRows.push({})
      const texts = newRows[at]
      if (texts !== undefined) texts[field] = text
      continue
    }
    const key = keyAt(row)
    if (key === undefined) continue
    if (text === '' && (isClearing || keepsBlanks)) {
      const known = fieldByKey(field)
      const way = known === undefined ? null : wayToClear(known)
      if (way?.kind === 'impossible') {
        if (isClearing) reasons.add(way.reason)
      } else (isClearing ? cells : clearable).push({ row: key, field, text: clearMark })
    } else cells.push({ row: key, field, text })
  }
  const skipped = [
    change.readOnly > 0 ? `${counted(change.readOnly, 'read-only cell')} skipped.` : '',
    hidden > 0 ? `${counted(hidden, 'hidden cell')} in between skipped.` : '',
    change.outside > 0 ? `${counted(change.outside, 'cell')} did not fit into the shown columns and rows.` : '',
    ...reasons,
  ].filter((text) => text !== '')
  const verb = names[change.kind]
  const count = cells.length + newRows.reduce((sum, texts) => sum + Object.values(texts).filter((text) => text !== '').length, 0)
  return {
    cells,
    newRows,
    name: verb === null ? undefined : `${verb} of ${counted(count, 'cell')}${newRows.length > 0 ? ` and ${counted(newRows.length, 'new row')}` : ''}`,
    notice: skipped.length === 0 ? null : skipped.join(' '),
    clearable,
  }
}
