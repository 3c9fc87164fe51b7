/** What a whole column gives away and no single cell: numbers that have lost their leading zeros. */
import { plural } from '#domain/count.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { lostZeros } from '#domain/mapping/transforms/zeros.ts'
import { cellAt } from '#domain/packed/packed-table.ts'
import { formatNumber } from '#ui/locale.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'

/** Rows that are looked at. */
const looked = 2_000

export function columnHints({ mapping, table }: Pick<OpenDraft, 'mapping' | 'table'>): string[] {
  const rows = Math.min(looked, table.rowCount)
  return mapping.flatMap(({ column, header, target }) => {
    const field = target.kind === 'field' ? fieldByKey(target.field) : undefined
    if (field === undefined || field.kind !== 'text' || field.secret) return []
    const found = lostZeros(Array.from({ length: rows }, (_, row) => cellAt(table, row, column).trim()))
    if (found === null) return []
    const { usual, shorter } = found
    return [
      `“${header}”: most numbers have ${usual} digits, and ${formatNumber(shorter)} ${plural(shorter, 'has', 'have')} fewer. A spreadsheet may have removed leading zeros. “Add leading zeros” puts them back.`,
    ]
  })
}
