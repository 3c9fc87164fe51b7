/** Repairs that a file suggests and one click makes: each is an import option, so it can be taken back the same way. */
import { counted } from '#domain/count.ts'
import type { ReadingChoices } from '#domain/file/reading.ts'
import { cellAt } from '#domain/packed/packed-table.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { isSecretColumn } from '#adapters/storage/secrets.ts'

type Change = { readonly [key in keyof ReadingChoices]?: ReadingChoices[key] | undefined }

export interface Repair {
  readonly label: string
  readonly change: Change
}

/** Rows that are searched for cells with spaces around them. */
const sampled = 2_000

export function repairsOf(draft: OpenDraft): Repair[] {
  const { source, table } = draft
  const { offers = [], joinAt = null, choices } = source
  const repairs: Repair[] = []
  const has = (offer: (typeof offers)[number]) => offers.includes(offer) && choices[offer] === undefined
  if (has('extraValues') && joinAt !== null) repairs.push({ label: `Join values in “${table.headers[joinAt] ?? ''}”`, change: { extraValues: joinAt } })
  if (has('wholeLines') && source.heldBack.length > 0) repairs.push({ label: 'Split single-value lines', change: { wholeLines: 'split' } })
  if (choices.spaces === 'remove') repairs.push({ label: 'Keep spaces around values', change: { spaces: undefined } })
  else {
    const padded = paddedCells(draft)
    if (padded > 0)
      repairs.push({ label: `Remove spaces around ${counted(padded, 'value')}${table.rowCount > sampled ? ' or more' : ''}`, change: { spaces: 'remove' } })
  }
  return repairs
}

/** Passwords are never altered, so they don't count. */
function paddedCells(draft: OpenDraft): number {
  const { table, mapping } = draft
  const rows = Math.min(sampled, table.rowCount)
  let count = 0
  for (const { column, header } of mapping) {
    if (isSecretColumn(column, header, draft)) continue
    for (let row = 0; row < rows; row += 1) {
      const cell = cellAt(table, row, column)
      if (cell !== cell.trim()) count += 1
    }
  }
  return count
}
