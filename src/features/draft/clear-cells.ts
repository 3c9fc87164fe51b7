/** The command "Clear in JumpCloud": marks cells, in one step, and says which of them cannot be cleared. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { clearMark, wayToClear } from '#domain/rows/clear.ts'
import { toast } from '#ui/Toast.tsx'
import { editCells } from '#workbench/draft-session.ts'

export function clearCells(draft: string, cells: readonly { readonly row: string; readonly field: string }[]) {
  const reasons = new Map<string, string>()
  const going = cells.flatMap(({ row, field: key }) => {
    const field = fieldByKey(key)
    if (field === undefined) return []
    const way = wayToClear(field)
    if (way.kind !== 'impossible') return [{ row, field: key, text: clearMark }]
    reasons.set(key, way.reason)
    return []
  })
  if (going.length > 0) editCells(draft, going, `${going.length === 1 ? 'clear of a cell' : `clear of ${going.length.toLocaleString()} cells`}`)
  const [first] = reasons.values()
  if (first === undefined) return
  const others = reasons.size > 1 ? ` The same goes for ${reasons.size - 1} more ${reasons.size === 2 ? 'field' : 'fields'}.` : ''
  if (going.length === 0 || reasons.size === 1) toast(`${first}${others}`, { tone: 'warning' })
  else toast(`${going.length.toLocaleString()} ${going.length === 1 ? 'cell is' : 'cells are'} marked. ${first}${others}`, { tone: 'warning' })
}
