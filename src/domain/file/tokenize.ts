/** Cuts text into records and cells, for the files that a settled dialect does not describe: mixed line ends, stray quotes, samples. */
import type { Dialect } from './reading.ts'

export interface Tokens {
  readonly records: string[][]
  /** Line of the file on which each record begins. */
  readonly lines: number[]
  /** Where the first record begins that is not whole yet, and its line. */
  readonly end: number
  readonly endLine: number
  /** Line of a quote that the text ends within, or null. */
  readonly openedAt: number | null
  /** Quotes within a quoted cell that are neither doubled nor at its end, and spaces between a closing quote and the delimiter. */
  readonly strays: readonly number[]
}

const lineFeed = 10
const carriageReturn = 13
const space = 32

/** Where the marks of a dialect are in a text: delimiters, line ends and the ends of cells. */
function marksIn(text: string, { delimiter, newline }: Dialect, isLast: boolean) {
  const takesLf = newline === '\n' || newline === 'any'
  const takesCr = newline === '\r' || newline === 'any'
  const takesCrLf = newline === '\r\n' || newline === 'any'
  const { length } = text
  /** Length of the line end at `index`, 0 where there is none, -1 where the next text has to be seen first. */
  const lineEnd = (index: number): number => {
    const code = text.charCodeAt(index)
    if (code === lineFeed) return takesLf ? 1 : 0
    if (code !== carriageReturn) return 0
    if (index + 1 === length && !isLast) return -1
    if (takesCrLf && text.charCodeAt(index + 1) === lineFeed) return 2
    return takesCr ? 1 : 0
  }
  const isDelimiter = (index: number): boolean => delimiter !== '' && text.startsWith(delimiter, index)
  /** The next place of each mark is kept until it is passed; `length` where there is none. */
  const nextDelimiter = finder(text, delimiter)
  const nextLf = finder(text, '\n')
  const nextCr = finder(text, '\r')
  /** Where a cell without quotes ends that begins at `from`. */
  const cellEnd = (from: number): number => {
    const stop = nextDelimiter(from)
    let end = Math.min(nextLf(from), nextCr(from))
    while (end < stop && lineEnd(end) === 0) end = Math.min(nextLf(end + 1), nextCr(end + 1))
    return Math.min(end, stop)
  }
  /** Delimiters of another program between a closing quote and the end of its line belong to the cell; -1 where the next text has to be seen first. */
  const tailAt = (from: number): number => {
    if (isDelimiter(from)) return from
    let at = from
    while (at < length && isForeign(text.charCodeAt(at)) && !isDelimiter(at)) at += 1
    if (at >= length) return isLast ? at : -1
    const ended = at > from ? lineEnd(at) : 0
    return ended === 0 ? from : ended === -1 ? -1 : at
  }
  return { lineEnd, isDelimiter, cellEnd, tailAt, hasInnerLines: !takesLf || !takesCr }
}

/** Reads quoted cells; `onStray` is told of quotes that are letters, and of spaces behind a closing one. */
function quotedCells(text: string, quoteText: string, { lineEnd, isDelimiter, tailAt }: ReturnType<typeof marksIn>, isLast: boolean, onStray: () => void) {
  const quote = quoteText.charCodeAt(0)
  const { length } = text
  /** Null where the cell does not end in this text. */
  return (open: number): { cell: string; next: number } | null => {
    let from = open + 1
    const parts: string[] = []
    for (;;) {
      const close = text.indexOf(quoteText, from)
      if (close === -1 || (close + 1 === length && !isLast)) return null
      if (text.charCodeAt(close + 1) === quote) {
        parts.push(text.slice(from, close + 1))
        from = close + 2
        continue
      }
      let next = close + 1
      while (next < length && text.charCodeAt(next) === space && !isDelimiter(next)) next += 1
      if (next >= length && !isLast) return null
      const tail = tailAt(next)
      if (tail === -1) return null
      if (tail > next) {
        parts.push(text.slice(from, close), text.slice(next, tail))
        return { cell: parts.join(''), next: tail }
      }
      if (next >= length || isDelimiter(next) || lineEnd(next) !== 0) {
        if (next > close + 1) onStray()
        parts.push(text.slice(from, close))
        return { cell: parts.length === 1 ? (parts[0] ?? '') : parts.join(''), next }
      }
      onStray()
      parts.push(text.slice(from, close + 1))
      from = close + 1
    }
  }
}

/**
 * Records of `text`, which begins on `line`. Unless the text is the last of its file, only records are given whose end is certain, so that
 * the cuts between texts never show. A quote that is followed by anything but a delimiter or a line end is a letter, and is counted.
 */
export function tokenize(text: string, dialect: Dialect, { line: firstLine = 1, isLast = true, most = Number.POSITIVE_INFINITY } = {}): Tokens {
  const { delimiter } = dialect
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0)
  const { length } = text
  const records: string[][] = []
  const lines: number[] = []
  const strays: number[] = []
  let at = 0
  let line = firstLine
  let end = 0
  let endLine = firstLine
  let straysAtEnd = 0
  let openedAt: number | null = null
  let cells: string[] = []
  const marks = marksIn(text, dialect, isLast)
  const { lineEnd, isDelimiter, cellEnd, hasInnerLines } = marks
  const quotedCell = quotedCells(text, dialect.quote, marks, isLast, () => strays.push(line))

  while (at < length && records.length < most) {
    // Each turn reads one cell; `at` stands on its first character.
    let cell: string
    if (quote !== -1 && text.charCodeAt(at) === quote) {
      const closed = quotedCell(at)
      if (closed === null) {
        openedAt = line
        break
      }
      cell = closed.cell
      at = closed.next
      line += inner(cell)
    } else {
      const from = at
      at = cellEnd(at)
      cell = text.slice(from, at)
      if (hasInnerLines) line += inner(cell)
    }
    cells.push(cell)
    if (at < length && isDelimiter(at)) {
      at += delimiter.length
      // A delimiter at the very end leaves an empty last cell.
      if (at < length || !isLast) continue
      cells.push('')
    }
    const ended = at < length ? lineEnd(at) : 0
    if (ended === -1 || (at >= length && !isLast)) break
    records.push(cells)
    lines.push(endLine)
    cells = []
    at += ended
    if (ended > 0) line += 1
    end = at
    endLine = line
    straysAtEnd = strays.length
  }
  // What was seen in a record that is not whole is seen again with the next text.
  strays.length = straysAtEnd
  return { records, lines, end, endLine, openedAt, strays }
}

/** Comma, semicolon, vertical bar and tab. */
const isForeign = (unit: number) => unit === 44 || unit === 59 || unit === 124 || unit === 9

/** Finds a mark from places that never go back; a place that is known is not looked for again. */
function finder(text: string, mark: string): (from: number) => number {
  let known = mark === '' ? text.length : -1
  return (from) => {
    if (known >= from) return known
    const found = text.indexOf(mark, from)
    known = found === -1 ? text.length : found
    return known
  }
}

/** Line ends within a cell. */
export function inner(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0
  let count = 0
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && cell.charCodeAt(at + 1) !== lineFeed)) count += 1
  }
  return count
}
