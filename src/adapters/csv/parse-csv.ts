/** CSV text → table: dialect found, tokens by PapaParse, shape checked; nothing shifted, dropped or trimmed in silence. */
import Papa from 'papaparse'
import type { Table } from '#domain/table/table.ts'
import { scanQuotes } from './scan-quotes.ts'

export interface ReadTable {
  readonly table: Table
  readonly delimiter: string
  /** What was noticed, in sentences. */
  readonly notes: readonly string[]
}

/** What keeps a file from being read; one sentence with what to do. */
export class CsvError extends Error {
  override readonly name = 'CsvError'
}

/** Stated limits of a file. */
export const limits = { bytes: 64 * 1024 * 1024, rows: 200_000, columns: 500 } as const

const delimiters = [',', ';', '\t', '|'] as const

export function parseCsv(whole: string): ReadTable {
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole
  if (text.trim() === '') throw new CsvError('The file is empty. Export it again, with a header row and one row a person.')
  if (text.includes('\0')) throw new CsvError('The file holds zero bytes, which no CSV file has. Export it again as CSV, in UTF-8.')
  const delimiter = findDelimiter(text)
  const scan = scanQuotes(text, delimiter)
  if (scan.unclosedLine !== null)
    throw new CsvError(`A quote that opens on line ${scan.unclosedLine} is never closed, so the rest of the file cannot be told apart. Close it or remove it.`)
  const parsed = Papa.parse<string[]>(scan.text, { delimiter, newline: '\n', header: false, skipEmptyLines: false })
  return shape(parsed.data, scan.lines, delimiter)
}

function shape(data: readonly string[][], lines: readonly number[], delimiter: string): ReadTable {
  const notes: string[] = []
  const records = data.map((cells, index) => ({ cells, line: lines[index] ?? index + 1 }))
  const isBlank = (cells: readonly string[]) => cells.length === 1 && cells[0] === ''
  while (records.length > 0 && isBlank(records.at(-1)?.cells ?? [])) records.pop()
  const leading = records.findIndex(({ cells }) => !isBlank(cells))
  if (leading > 0) notes.push(`${leading} blank ${leading === 1 ? 'line' : 'lines'} before the header ${leading === 1 ? 'was' : 'were'} passed over.`)
  const [header, ...body] = records.slice(Math.max(0, leading))
  if (header === undefined) throw new CsvError('The file is empty. Export it again, with a header row and one row a person.')
  const width = header.cells.length
  if (width > limits.columns) throw new CsvError(`The file has ${width} columns; at most ${limits.columns} can be read. Remove what is not needed.`)
  if (body.length > limits.rows) throw new CsvError(`The file has ${body.length} rows; at most ${limits.rows} can be read. Split it.`)
  if (body.every(({ cells }) => isBlank(cells)))
    throw new CsvError('The file has a header and no people below it. If the first line is already a person, put a line with the column names above it.')
  const long = body.find(({ cells }) => cells.length > width)
  if (long !== undefined)
    throw new CsvError(
      `Line ${long.line} has ${long.cells.length} values, and the header has ${width} columns. A value with a “${delimiter === '\t' ? 'tab' : delimiter}” in it needs quotes around it, or the header lacks a name.`,
    )
  const short = body.filter(({ cells }) => cells.length < width && !isBlank(cells))
  if (short.length > 0)
    notes.push(
      `${short.length} ${short.length === 1 ? 'row has' : 'rows have'} fewer values than the header (the first on line ${short[0]?.line ?? 0}); the missing ones are blank.`,
    )
  const blank = body.filter(({ cells }) => isBlank(cells)).length
  if (blank > 0) notes.push(`${blank} ${blank === 1 ? 'line is' : 'lines are'} blank; they stand in the grid as empty rows and can be left out.`)
  return {
    delimiter,
    notes,
    table: {
      headers: header.cells,
      rows: body.map(({ cells }) => (cells.length === width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => '')])),
      lines: body.map(({ line }) => line),
    },
  }
}

/** The delimiter that splits the first lines most evenly; a file of one column has none, and the comma is assumed. */
function findDelimiter(text: string): string {
  const sample = text.slice(0, 65_536)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const scanned = scanQuotes(sample, delimiter)
    const widths = Papa.parse<string[]>(scanned.text, { delimiter, newline: '\n', header: false, skipEmptyLines: 'greedy', preview: 50 }).data.map(
      ({ length }) => length,
    )
    const width = widths[0] ?? 1
    if (width < 2) continue
    const even = widths.filter((each) => each === width).length / widths.length
    const score = even * 1000 + width
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
