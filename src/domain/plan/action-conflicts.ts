/** Rows whose file says one thing and whose plan does another: “create” for somebody who is there, “update” for somebody who is not, “active” for a leaver. */
import { asksFor, type ActionColumn } from '../mapping/action-columns.ts'
import { cellAt, lineAt, type PackedTable } from '../packed/packed-table.ts'
import { rowNumber } from '../packed/packed-rows.ts'
import type { Purpose } from '../packed/row.ts'
import type { PlanItem } from './plan-model.ts'

export interface ActionConflicts {
  /** Lines that say “create”, of users whom the directory has. */
  readonly there: readonly number[]
  /** Lines that say “update”, of users who would be created. */
  readonly missing: readonly number[]
  /** Lines that say that the user stays, of users who would be suspended as leavers. */
  readonly staying: readonly number[]
}

export function actionConflicts(
  table: PackedTable,
  { column, saysStay }: ActionColumn,
  items: readonly PlanItem[],
  purpose: Purpose | null = null,
): ActionConflicts {
  const there: number[] = []
  const missing: number[] = []
  const staying: number[] = []
  for (const { kind, row } of items) {
    const place = rowNumber(row) - 1
    if (place >= table.rowCount || (kind !== 'create' && kind !== 'update' && kind !== 'unchanged')) continue
    const text = cellAt(table, place, column)
    const line = lineAt(table, place) ?? place + 1
    if (purpose === 'leavers') {
      if (kind === 'update' && saysStay(text)) staying.push(line)
      continue
    }
    const asked = asksFor(text)
    if (asked === 'create' && kind !== 'create') there.push(line)
    else if (asked === 'update' && kind === 'create') missing.push(line)
  }
  return { there, missing, staying }
}
