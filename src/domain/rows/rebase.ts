/** Keeps what an administrator typed when the columns of a draft are mapped again. */
import type { Row, RowSet } from './row.ts'

/**
 * Rows as mapped before (`before`), as edited since (`edited`) and as mapped anew (`after`): answers `after` with every edit made again
 * where its column still stands. Rows added by hand stay, rows taken out stay out. Edits of columns that are gone are listed by column.
 */
export function rebaseEdits(before: RowSet, edited: RowSet, after: RowSet): { rows: RowSet; lost: string[] } {
  const mapped = new Map(before.rows.map((row) => [row.key, row]))
  const fresh = new Map(after.rows.map((row) => [row.key, row]))
  const lost = new Set<string>()
  const place = edited.columns.map((column) => after.columns.indexOf(column))
  const rows: Row[] = []
  for (const row of edited.rows) {
    const base = fresh.get(row.key)
    const cells: string[] = base ? [...base.cells] : after.columns.map(() => '')
    const was = mapped.get(row.key)
    edited.columns.forEach((column, index) => {
      const text = row.cells[index] ?? ''
      const beforeIndex = before.columns.indexOf(column)
      const original = was === undefined || beforeIndex < 0 ? '' : (was.cells[beforeIndex] ?? '')
      if (text === original) return
      const target = place[index] ?? -1
      if (target < 0) lost.add(column)
      else cells[target] = text
    })
    rows.push({ ...row, cells })
  }
  return { rows: { columns: after.columns, rows }, lost: [...lost] }
}
