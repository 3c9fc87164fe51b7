/** Whether a piece of text is exactly what its dialect says, so that PapaParse can be trusted with it; and where its last whole record ends. */
import type { Dialect } from './reading.ts'

export interface WellFormed {
  /** Where the first record begins that is not whole yet. */
  readonly end: number
  /** Records before `end`. */
  readonly records: number
  /** Line ends within quotes, before `end`: each cell may hold some. */
  readonly hasInnerLines: boolean
  /** Why the text is not what its dialect says, or null. */
  readonly reason: string | null
}

const none = Number.POSITIVE_INFINITY
const reasons = {
  mixed: 'line ends are mixed',
  stray: 'a quote is inside a cell',
  open: 'a quote does not close',
} as const

const lineFeed = 10
const carriageReturn = 13
const isLineEnd = (unit: number) => unit === lineFeed || unit === carriageReturn

/** Whether a quote opens or closes a cell, by what stands beside it. */
function besideQuotes(text: string, { delimiter }: Dialect, isLast: boolean) {
  const delimiterUnit = delimiter.charCodeAt(0)
  /** Nearly all are of one character. */
  const isDelimiter = (at: number): boolean => text.charCodeAt(at) === delimiterUnit && (delimiter.length === 1 || text.startsWith(delimiter, at))
  return {
    isOpening: (at: number): boolean => at === 0 || isLineEnd(text.charCodeAt(at - 1)) || isDelimiter(at - delimiter.length),
    isClosing: (at: number): boolean => (at >= text.length ? isLast : isLineEnd(text.charCodeAt(at)) || isDelimiter(at)),
  }
}

/** Jumps from quote to quote and from line end to line end; nothing is cut or copied. `isLast`: the text ends where the file ends. */
export function wellFormed(text: string, dialect: Dialect, isLast: boolean): WellFormed {
  const { newline } = dialect
  const { isOpening, isClosing } = besideQuotes(text, dialect, isLast)
  const quoteUnit = dialect.quote.charCodeAt(0)
  const find = (what: string, from: number): number => {
    const at = text.indexOf(what, from)
    return at === -1 ? none : at
  }
  // A last \r may belong to a \r\n that the next text completes.
  const limit = !isLast && text.endsWith('\r') ? text.length - 1 : text.length
  let end = 0
  let records = 0
  let reason: string | null = null
  let hasInnerLines = false
  let lf = find('\n', 0)
  let cr = find('\r', 0)
  let quote = dialect.quote === '' ? none : find(dialect.quote, 0)

  if (newline === 'any') return broken(reasons.mixed)
  for (;;) {
    const isMixed = passLines(Math.min(quote, limit))
    if (isMixed) return broken(reasons.mixed)
    if (quote === none) break
    if (!isOpening(quote)) return broken(reasons.stray)
    let close = find(dialect.quote, quote + 1)
    while (close !== none && text.charCodeAt(close + 1) === quoteUnit) close = find(dialect.quote, close + 2)
    if (close === none || (close + 1 === text.length && !isLast)) {
      if (isLast) reason = reasons.open
      break
    }
    if (!isClosing(close + 1)) {
      // The delimiter may be cut: then the record is not whole, and is seen again.
      if (!isLast && text.length - close <= dialect.delimiter.length) break
      return broken(reasons.stray)
    }
    if (lf < close || cr < close) {
      hasInnerLines = true
      if (lf < close) lf = find('\n', close)
      if (cr < close) cr = find('\r', close)
    }
    quote = find(dialect.quote, close + 1)
  }
  if (reason !== null) return broken(reason)
  if (isLast && end < text.length) {
    records += 1
    end = text.length
  }
  return { end, records, hasInnerLines, reason: null }

  /** Counts the line ends before `until`, all of them outside of quotes; true where one is of another kind. */
  function passLines(until: number): boolean {
    if (newline === '\n') {
      if (cr < until) return true
      for (; lf < until; lf = find('\n', lf + 1)) ended(lf + 1)
    } else if (newline === '\r') {
      if (lf < until) return true
      for (; cr < until; cr = find('\r', cr + 1)) ended(cr + 1)
    } else {
      for (; lf < until; lf = find('\n', lf + 1)) {
        if (cr !== lf - 1) return true
        cr = find('\r', lf)
        ended(lf + 1)
      }
      if (cr < until) return true
    }
    return false
  }
  function ended(at: number) {
    end = at
    records += 1
  }
  function broken(why: string): WellFormed {
    return { end, records, hasInnerLines, reason: why }
  }
}
