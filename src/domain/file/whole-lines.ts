/** Lines of a table that were put into a single cell each: typed into column A of a spreadsheet, or quoted whole by another program. */
import { findDialect } from './dialect.ts'
import type { Dialect, FileRecord, ReadingChoices } from './reading.ts'
import { isKnownHeader } from './header-cells.ts'
import { tokenize } from './tokenize.ts'

/** How the text within the cell is cut. */
export type InnerDialect = Pick<Dialect, 'delimiter' | 'quote'>

export const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  ', ': 'commas and spaces',
}
export const marks = [',', ';', '\t', '|'] as const

/** The only cell that has something in it, where that is the first one. */
export function loneText(cells: readonly string[]): string | null {
  const [first = ''] = cells
  return first.trim() !== '' && cells.every((cell, index) => index === 0 || cell.trim() === '') ? first : null
}

export const splitLine = (text: string, { delimiter, quote }: InnerDialect): string[] =>
  tokenize(text.replaceAll(/[\r\n]+/g, ' '), { delimiter, quote, newline: 'any' }).records[0] ?? ['']

/** The cells of a line that is a single one; others as they are. */
export function splitLone(cells: readonly string[], inner: InnerDialect): readonly string[] {
  const text = loneText(cells)
  return text === null || !text.includes(inner.delimiter) ? cells : splitLine(text, inner)
}

export const countOf = (text: string, mark: string): number => text.split(mark).length - 1

/** How the cells are cut where nearly all lines are a single cell, header included; null for an ordinary table. */
export function findInner(records: readonly FileRecord[], choices: ReadingChoices): InnerDialect | null {
  if (choices.wholeLines === 'keep') return null
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const lone = filled.flatMap(({ cells }) => loneText(cells) ?? [])
  const split = lone.filter((text) => marks.some((mark) => text.includes(mark)))
  if (split.length < 2 || split.length < filled.length * 0.8) return null
  const { dialect, records: inner } = findDialect(lone.map((text) => text.replaceAll(/[\r\n]+/g, ' ')).join('\n'), true, {})
  if (dialect.delimiter === '') return null
  // A column of remarks with commas in them is no table: its lines have a header that names columns.
  const isTable = inner
    .slice(0, 5)
    .some(({ cells }) => cells.length > 1 && cells.filter((cell) => isKnownHeader(cell.trim())).length >= Math.min(2, cells.length))
  return isTable || choices.wholeLines === 'split' ? { delimiter: dialect.delimiter, quote: dialect.quote } : null
}

/** The header alone may be one cell, above rows that are not. */
export function splitHeader(records: readonly FileRecord[], delimiter: string, { wholeLines }: ReadingChoices): readonly FileRecord[] {
  if (wholeLines === 'keep') return records
  const at = records.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const header = records[at]
  const text = header === undefined || delimiter === '' ? null : loneText(header.cells)
  if (header === undefined || text === null || !text.includes(delimiter)) return records
  const cells = splitLine(text, { delimiter, quote: '"' })
  if (cells.filter((cell) => isKnownHeader(cell.trim())).length < 2) return records
  return records.map((record, index) => (index === at ? { ...record, cells } : record))
}
