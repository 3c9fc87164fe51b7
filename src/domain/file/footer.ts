/** Records at the end that are no users: a total, a date, a remark in the first cell alone. */
import { closingWord } from './skipped-lines.ts'

const isFilled = (cell: string) => cell.trim() !== ''

/** `isOwn`: the header is ours, and an exported user may have any text in a single cell; only words for a total count then. */
export function isFooter(cells: readonly string[], width: number, standsApart: boolean, isOwn: boolean): boolean {
  const filled = cells.filter(isFilled)
  if (width < 3 || filled.length === 0) return false
  const first = (cells[0] ?? '').trim()
  if (first === '' || /\S@\S/.test(first)) return false
  if (filled.length > 1 || isOwn) return filled.length <= width / 2 && closingWord.test(first)
  return /:|^[^\p{L}\p{N}\s]/u.test(first) || closingWord.test(first) || (standsApart && /\s/.test(first))
}
