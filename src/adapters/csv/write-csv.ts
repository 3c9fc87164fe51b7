/** Writes every CSV file that leaves Rollcall, by PapaParse: safe to open in a spreadsheet, or exact. */
import Papa from 'papaparse'
import { guard, guardMark } from '#domain/file/formula-guard.ts'

/** `spreadsheet`: no cell can become a formula there, and Rollcall reads back what was written. `exact`: cells as they are. */
export type CsvFlavour = 'spreadsheet' | 'exact'

/** For spreadsheets with the mark that tells Excel it is UTF-8, and its line ends; exact files have neither. */
export function writeCsv(headers: readonly string[], rows: readonly (readonly string[])[], flavour: CsvFlavour): string {
  return flavour === 'exact' ? textOf([headers, ...rows], '\n') : `\uFEFF${textOf(guardedRecords(headers, rows), '\r\n')}`
}

/** A column more where a cell had to be guarded, which tells our own import to undo it. */
function guardedRecords(headers: readonly string[], rows: readonly (readonly string[])[]): (readonly string[])[] {
  const records = [headers, ...rows]
  const guarded = records.map((record) => record.map(guard))
  const isChanged = guarded.some((record, row) => record.some((cell, column) => cell !== records[row]?.[column]))
  return isChanged ? guarded.map((record, row) => [...record, row === 0 ? guardMark : '']) : guarded
}

const textOf = (records: readonly (readonly string[])[], newline: string) => `${Papa.unparse(records as string[][], { newline })}${newline}`

/** A file name from whatever a user or an organization is called. */
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
