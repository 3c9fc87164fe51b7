/** Finds how a text is cut into cells, from the whole picture of its beginning: every candidate is tried, and the most even one wins. */
import type { Dialect, FileRecord, Newline, ReadingChoices } from './reading.ts'
import { findStructure, isBlank, usualWidth } from './structure.ts'
import { tokenize } from './tokenize.ts'

const delimiters = [',', ';', '\t', '|', ', '] as const
/** Records that are looked at. */
const looked = 200
/** What a file of one column has to be beaten by. */
const oneColumn = 0.55

export interface Found {
  readonly dialect: Dialect
  /** The first records, as this dialect cuts them. */
  readonly records: FileRecord[]
}

/** `sample` is the beginning of a text, or all of it. The line ends of the answer are those of the sample; `any` where they differ. */
export function findDialect(sample: string, isWhole: boolean, choices: ReadingChoices = {}, firstLine = 1): Found {
  const quote = choices.quote ?? findQuote(sample)
  const candidates = choices.delimiter === undefined ? ['', ...delimiters.filter((each) => sample.includes(each))] : [choices.delimiter]
  let best: { score: number; delimiter: string; records: FileRecord[] } | null = null
  for (const delimiter of candidates) {
    const records = recordsOf(sample, isWhole, { delimiter, quote, newline: choices.newline ?? 'any' }, firstLine)
    const score = scoreOf(delimiter, records.all, records.strays, choices)
    if (best === null || score > best.score) best = { score, delimiter, records: records.all }
  }
  const delimiter = best?.delimiter ?? ','
  return { dialect: { delimiter, quote, newline: choices.newline ?? findNewline(sample, quote) }, records: best?.records ?? [] }
}

export function recordsOf(sample: string, isWhole: boolean, dialect: Dialect, firstLine = 1): { all: FileRecord[]; strays: number } {
  let tokens = tokenize(sample, dialect, { isLast: isWhole, most: looked, line: firstLine })
  if (tokens.records.length === 0) tokens = tokenize(sample, dialect, { isLast: true, most: looked, line: firstLine })
  return { all: tokens.records.map((cells, index) => ({ cells, line: tokens.lines[index] ?? 1 })), strays: tokens.strays.length }
}

function scoreOf(delimiter: string, records: readonly FileRecord[], strays: number, choices: ReadingChoices): number {
  const { width, share } = usualWidth(records)
  const { headers, known, headerLines } = findStructure(records, choices)
  const names = 0.05 * Math.min(known, 6)
  if (delimiter === '') return (/[,;\t|]/.test(headers[0] ?? '') ? oneColumn / 2 : oneColumn) + names
  const tidy = 1 - 0.4 * Math.min(1, strays / records.length)
  // Columns without a value are no columns, but whoever wrote them uses the delimiter.
  if (width < 2) return records.filter(({ cells }) => cells.length > 1).length > records.length * 0.8 ? 0.5 * tidy : 0
  const fit = headerLines.length === 0 ? 0.8 : Math.min(1, headers.filter((name) => name.trim() !== '').length / width)
  return share * fit * tidy * spacing(delimiter, records) + 0.01 * Math.min(width, 20) + names
}

/** Where every cell but the first begins with a space, the space belongs to the delimiter. */
function spacing(delimiter: string, records: readonly FileRecord[]): number {
  if (delimiter !== ',') return 1
  const later = records.flatMap(({ cells }) => cells.slice(1))
  const spaced = later.filter((cell) => cell.startsWith(' ')).length
  return later.length > 0 && spaced / later.length > 0.9 ? 0.8 : 1
}

/** The apostrophe wraps cells where no double quote does and most cells begin with one. */
function findQuote(sample: string): Dialect['quote'] {
  if (/(^|[,;\t|\n\r]) ?"/.test(sample)) return '"'
  const cells = sample.split(/[,;\t|\r\n]+/).slice(0, 400)
  const wrapped = cells.filter((cell) => cell.length > 1 && cell.startsWith("'") && cell.endsWith("'")).length
  return wrapped > cells.length / 2 ? "'" : '"'
}

/** By the line ends outside of quotes; a sample that ends with \r is not asked about that one. */
function findNewline(sample: string, quote: Dialect['quote']): Newline {
  const outside =
    quote === ''
      ? sample
      : sample
          .split(quote)
          .filter((_, index) => index % 2 === 0)
          .join('')
  const text = outside.endsWith('\r') && sample.endsWith('\r') ? outside.slice(0, -1) : outside
  const kinds = new Set(text.match(/\r\n|\n|\r/g))
  if (kinds.size > 1) return 'any'
  const only = [...kinds][0]
  return only === '\r\n' || only === '\r' ? only : '\n'
}

export { isBlank }
