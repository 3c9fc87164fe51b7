/**
 * Cuts bytes into the cells of users like most: rows as wide as the header, on one line each, exactly as their dialect says. Whatever is not beyond
 * doubt ends the run, and is read as a text by everybody who knows more. So this file has no rule of its own for what a user is: only signs
 * after which the others (user-lines.ts, row-shape.ts, well-formed.ts) would change nothing.
 */
import { ByteKeys } from '../packed/byte-keys.ts'
import { beyondAscii, doubledQuotes, isCleanUtf8, plainText, type PlainRows } from '../packed/plain-rows.ts'
import type { Dialect } from './reading.ts'

export interface PlainRules {
  readonly width: number
  /** Whether a first cell without digits may begin a line that is no user, such as a total or the header again. */
  readonly mayBeNoUser: (first: string) => boolean
}

export interface PlainScan {
  readonly rows: PlainRows
  readonly count: number
  /** Where each row begins in the bytes, and behind the last one where it ends. */
  readonly starts: Int32Array
  /** The run ended at a row that is another kind, and not for want of bytes. */
  readonly isOdd: boolean
}

const lineFeed = 10
const carriageReturn = 13
/** The record has no end yet, or is no plain one. */
const unfinished = -1
const isOther = -2
/** First words that are known to begin users; what others begin is asked each time. */
const mostWords = 4096

/** Null where the dialect is one that is read as text only. `capacity`: the most bytes that are looked at together. */
export const plainScanner = (dialect: Dialect, rules: PlainRules, capacity: number): PlainScanner | null =>
  dialect.delimiter.length === 1 && dialect.delimiter.charCodeAt(0) < 128 && rules.width > 1 && (dialect.newline === '\n' || dialect.newline === '\r\n')
    ? new PlainScanner(dialect, rules, capacity)
    : null

export class PlainScanner {
  readonly #width: number
  readonly #mayBeNoUser: (first: string) => boolean
  readonly #delimiter: number
  readonly #quote: number
  readonly #hasReturn: boolean
  readonly #from: Int32Array
  readonly #to: Int32Array
  readonly #marks: Uint8Array
  readonly #starts: Int32Array
  /** 1 for each byte that may end a cell. */
  readonly #stops = new Uint8Array(256)
  readonly #users = new ByteKeys(mostWords)

  constructor({ delimiter, quote, newline }: Dialect, { width, mayBeNoUser }: PlainRules, capacity: number) {
    this.#width = width
    this.#mayBeNoUser = mayBeNoUser
    this.#delimiter = delimiter.charCodeAt(0)
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0)
    this.#hasReturn = newline === '\r\n'
    // Each cell is followed by at least one byte, but for those of a row that is cut off.
    this.#from = new Int32Array(capacity + width)
    this.#to = new Int32Array(capacity + width)
    this.#marks = new Uint8Array(capacity + width)
    this.#starts = new Int32Array(Math.ceil(capacity / width) + 2)
    for (const unit of [this.#delimiter, this.#quote, lineFeed, carriageReturn]) if (unit >= 0) this.#stops[unit] = 1
  }

  /** From the beginning of a record, before `end`, where a byte is free for a line end that stops every search. */
  scan(bytes: Uint8Array, end: number): PlainScan {
    const rows: PlainRows = { bytes, width: this.#width, from: this.#from, to: this.#to, marks: this.#marks, quote: this.#quote }
    const starts = this.#starts
    bytes[end] = lineFeed
    starts[0] = 0
    for (let count = 0; ; count += 1) {
      const next = this.#cut(bytes, starts[count] ?? 0, end, count * this.#width)
      if (next < 0 || !this.#isUser(rows, count * this.#width)) return { rows, count, starts, isOdd: next !== unfinished }
      starts[count + 1] = next
    }
  }

  /** One record, its cells noted from `first` on. Answers where the next one begins. */
  #cut(bytes: Uint8Array, begin: number, end: number, first: number): number {
    const from = this.#from
    const to = this.#to
    const marks = this.#marks
    const stops = this.#stops
    const quote = this.#quote
    const delimiter = this.#delimiter
    const last = first + this.#width - 1
    let at = begin
    for (let cell = first; cell <= last; cell += 1) {
      let bits = 0
      let mark = 0
      let unit = bytes[at] ?? 0
      const isQuoted = unit === quote
      if (isQuoted) {
        at += 1
        unit = bytes[at] ?? 0
      }
      from[cell] = at
      for (;;) {
        for (; stops[unit] === 0; unit = bytes[at] ?? 0) {
          bits |= unit
          at += 1
        }
        if (!isQuoted) break
        if (at + 1 >= end) return unfinished
        if (unit === delimiter) at += 1
        else if (unit !== quote) return isOther
        else if (bytes[at + 1] === quote) {
          mark = doubledQuotes
          at += 2
        } else break
        unit = bytes[at] ?? 0
      }
      to[cell] = at
      if (isQuoted) {
        at += 1
        unit = bytes[at] ?? 0
      }
      if (at >= end) return unfinished
      if (bits > 127) {
        if (!isCleanUtf8(bytes, from[cell] ?? 0, to[cell] ?? 0)) return isOther
        mark |= beyondAscii
      }
      marks[cell] = mark
      if (cell === last) break
      if (unit !== delimiter) return isOther
      at += 1
    }
    return this.#pastLineEnd(bytes, at, end)
  }

  #pastLineEnd(bytes: Uint8Array, at: number, end: number): number {
    if (!this.#hasReturn) return bytes[at] === lineFeed ? at + 1 : isOther
    if (bytes[at] !== carriageReturn) return isOther
    if (at + 1 >= end) return unfinished
    return bytes[at + 1] === lineFeed ? at + 2 : isOther
  }

  /** Two cells that are filled, the first of which begins no line of another kind, and an end that is no delimiter of another program. */
  #isUser(rows: PlainRows, first: number): boolean {
    const { bytes, from, to, width } = rows
    const begin = from[first] ?? 0
    const end = to[first] ?? 0
    const last = first + width - 1
    if (end === begin || !isLetterOrDigit(bytes[begin] ?? 0) || isRemark(bytes, begin)) return false
    if (!hasAnother(rows, first) || endsInMark(bytes, from[last] ?? 0, to[last] ?? 0)) return false
    return hasDigit(bytes, begin, end) || this.#users.find(bytes, begin, end) >= 0 || this.#isUserWord(rows, first)
  }

  #isUserWord(rows: PlainRows, first: number): boolean {
    if (this.#mayBeNoUser(plainText(rows, first))) return false
    if (!this.#users.isFull) this.#users.add(rows.bytes, rows.from[first] ?? 0, rows.to[first] ?? 0)
    return true
  }
}

/** A digit or an @, which no word has that begins another kind of line. */
function hasDigit(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = bytes[at] ?? 0
    if ((unit >= 48 && unit <= 57) || unit === 64) return true
  }
  return false
}

/** Whether another cell is filled for certain: it begins with a sign of ASCII that is no blank. */
function hasAnother({ bytes, from, to, width }: PlainRows, first: number): boolean {
  for (let cell = first + 1; cell < first + width; cell += 1) {
    const unit = bytes[from[cell] ?? 0] ?? 0
    if ((to[cell] ?? 0) > (from[cell] ?? 0) && unit > 32 && unit < 127) return true
  }
  return false
}

/** By the first byte; where blanks and signs of other scripts begin so, too, it is none (U+0080–00BF, U+1000–3FFF, U+E000–FFFF). */
const isLetterOrDigit = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) ||
  (unit >= 65 && unit <= 90) ||
  (unit >= 97 && unit <= 122) ||
  (unit >= 0xc3 && unit !== 0xe1 && unit !== 0xe2 && unit !== 0xe3 && unit !== 0xee && unit !== 0xef)

/** “REM” begins a remark in the scripts of Windows. */
const isRemark = (bytes: Uint8Array, begin: number): boolean =>
  ((bytes[begin] ?? 0) | 32) === 114 && ((bytes[begin + 1] ?? 0) | 32) === 101 && ((bytes[begin + 2] ?? 0) | 32) === 109

function endsInMark(bytes: Uint8Array, from: number, to: number): boolean {
  const unit = to > from ? (bytes[to - 1] ?? 0) : 0
  return unit === 44 || unit === 59 || unit === 124 || unit === 9
}
