/** "Clear value in JumpCloud" and "Clear all values": mark cells in one step, and say which of them cannot be cleared. */
import { counted } from '#domain/count.ts'
import { canClear, clearMark, wayToClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { toast } from '#ui/Toast.tsx'
import type { UsersGridCommands } from './users-grid-props.ts'

export interface ClearCell {
  readonly row: string
  readonly field: string
}

export function clearCells(edit: UsersGridCommands['edit'], cells: readonly ClearCell[]) {
  const reasons = new Map<string, string>()
  const going = cells.flatMap(({ row, field: key }) => {
    const field = fieldByKey(key)
    if (field === undefined) return []
    const way = wayToClear(field)
    if (way.kind !== 'impossible') return [{ row, field: key, text: clearMark }]
    reasons.set(key, way.reason)
    return []
  })
  if (going.length > 0) edit({ cells: going }, going.length === 1 ? 'clear of a cell' : `clear of ${counted(going.length, 'cell')}`)
  const [first] = reasons.values()
  if (first === undefined) return
  const others = reasons.size > 1 ? ` The same goes for ${reasons.size - 1} more ${reasons.size === 2 ? 'field' : 'fields'}.` : ''
  if (going.length === 0 || reasons.size === 1) toast(`${first}${others}`, { tone: 'warning' })
  else toast(`${counted(going.length, 'cell')} marked. ${first}${others}`, { tone: 'warning' })
}

export const clearableFields = (columns: readonly string[]): readonly string[] =>
  columns.filter((key) => {
    const field = fieldByKey(key)
    return field !== undefined && !field.identifies && canClear(field)
  })

/** Every column that can be cleared, in each of the rows; who the rows mean stays, and so do passwords. */
export function clearRows(edit: UsersGridCommands['edit'], rows: readonly string[], columns: readonly string[]) {
  const fields = clearableFields(columns)
  if (rows.length === 0) return
  if (fields.length === 0) {
    toast('None of these columns can be cleared in JumpCloud.', { tone: 'warning' })
    return
  }
  const cells = rows.flatMap((row) => fields.map((field) => ({ row, field, text: clearMark })))
  if (!edit({ cells }, `clear of ${counted(rows.length, 'row')}`)) return
  const stay = columns.length - fields.length
  toast(`${counted(fields.length, 'field')} of ${counted(rows.length, 'row')} will be cleared; ${counted(stay, 'column')} unchanged.`)
}
