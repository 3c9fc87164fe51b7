/** Writes a table as CSV, by PapaParse: safe to open in a spreadsheet, or exact. */
import Papa from 'papaparse'

/** `spreadsheet`: no cell can become a formula there, and Rollcall reads back what was written. `exact`: cells as they are. */
export type CsvFlavour = 'spreadsheet' | 'exact'

/**
 * Cells that a spreadsheet may take for a formula: = + - @, their full-width twins, a tab, a line end or a zero byte first, also behind spaces
 * and apostrophes (OWASP ASVS 1.2.10). Apostrophes are counted in, so that one can always be taken off again.
 */
const risky = /^'*[\s\0]*[=+\-@\t\r\n\0＝＋－＠]/

export const guard = (cell: string): string => (risky.test(cell) ? `'${cell}` : cell)

/** For spreadsheets with the mark that tells Excel it is UTF-8, and its line ends; exact files have neither, and are known by that. */
export function writeCsv(headers: readonly string[], rows: readonly (readonly string[])[], flavour: CsvFlavour): string {
  const isExact = flavour === 'exact'
  const newline = isExact ? '\n' : '\r\n'
  const cells = isExact ? rows : rows.map((row) => row.map(guard))
  const text = Papa.unparse([headers as string[], ...(cells as string[][])], { newline })
  return `${isExact ? '' : '\uFEFF'}${text}${newline}`
}

/** A file name from whatever a person or an organization is called. */
export function fileName(...parts: string[]): string {
  const name = parts
    .join(' ')
    .normalize('NFC')
    .replaceAll(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s]+/, '')
    .slice(0, 120)
  return name === '' ? 'Rollcall' : name
}
