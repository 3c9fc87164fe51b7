/** Guards cells that a spreadsheet could take for a formula, whatever delimiter it splits the file at, and takes the guards off again. */

/** Where a spreadsheet may split a cell that we wrote as one: it does not have to use our delimiter, or to respect our quotes. */
const separators = /([,;|\t\r\n])/

/**
 * Formula signs and their full-width twins, also behind spaces, zero bytes, quotes and apostrophes (OWASP ASVS 1.2.10). Apostrophes count in,
 * so that one can always be taken off again.
 */
const risky = /^['"\s\0]*[=+\-@＝＋－＠]/
/** A zero byte, a tab or a line end at the very beginning is as bad; the last two end the first part of the cell. */
const riskyStart = /^'*[\s\0]*(?:\0|$)/

/** One search tells that most cells have nothing to guard. */
const maybeRisky = /[=+\-@＝＋－＠\t\r\n\0]/

/** Parts of a cell stand at even places, the separators between them at odd ones. An apostrophe more or less changes neither. */
const partsOf = (cell: string): string[] => cell.split(separators)
const isRisky = (part: string, index: number, parts: readonly string[]): boolean =>
  index % 2 === 0 && (risky.test(part) || (index === 0 && riskyStart.test(part) && (part.includes('\0') || /^[\t\r\n]/.test(parts[1] ?? ''))))

/** The cell, with an apostrophe before each part that could become a formula. */
export function guard(cell: string): string {
  if (!maybeRisky.test(cell)) return cell
  return partsOf(cell)
    .map((part, index, parts) => (isRisky(part, index, parts) ? `'${part}` : part))
    .join('')
}

/** The opposite of `guard`, for cells that it wrote. */
export function unguard(cell: string): string {
  if (!cell.includes("'") || !maybeRisky.test(cell)) return cell
  return partsOf(cell)
    .map((part, index, parts) => (part.startsWith("'") && isRisky(part, index, parts) ? part.slice(1) : part))
    .join('')
}

/** Header of the blank last column that a file with guarded cells has: our own import then takes the apostrophes off again and drops the column. */
export const guardMark = 'Apostrophes added by Rollcall'

/** Files of earlier versions have no mark, and were guarded at the start of a cell only. */
const riskyBefore = /^'+[\s\0]*[=+\-@\t\r\n\0＝＋－＠]/
export const unguardEarlier = (cell: string): string => (riskyBefore.test(cell) ? cell.slice(1) : cell)
