/** Rows of a file as places in its bytes (UTF-8): what a row is before a text is made of each of its cells. */

/** Cells lie row by row, at `row * width + column`. All of it is written over when the next bytes are looked at. */
export interface PlainRows {
  readonly bytes: Uint8Array
  readonly width: number
  /** Where each cell begins and ends in the bytes, without its quotes. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** The marks below; 0 is a cell of ASCII that stands in the bytes as it is. */
  readonly marks: Uint8Array
  /** The byte of the quote that is doubled where a cell holds one; -1 where quotes are letters like any other. */
  readonly quote: number
}

/** The cell has characters beyond ASCII. */
export const beyondAscii = 1
/** The cell has quotes, each written twice. */
export const doubledQuotes = 2

/** Rows in a list of them, and how many rows of the block came before. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly filled: number
}

/** Bytes of the cells of a column: at least as many as they have code units. */
export function countBytes({ width, from, to }: PlainRows, column: number, span: Span): number {
  let count = 0
  for (let row = span.from; row < span.to; row += 1) count += (to[row * width + column] ?? 0) - (from[row * width + column] ?? 0)
  return count
}

/** All marks of a column's cells together. */
export function marksOf({ width, marks }: PlainRows, column: number, span: Span): number {
  let all = 0
  for (let row = span.from; row < span.to; row += 1) all |= marks[row * width + column] ?? 0
  return all
}

/** Writes the code units of a column's cells one after the other, and where each of them ends. Answers where the last one does. */
export function copyUnits(rows: PlainRows, column: number, span: Span, units: Uint16Array, begin: number, offsets: Uint32Array): number {
  const { bytes, width, from, to, marks, quote } = rows
  let at = begin
  for (let row = span.from; row < span.to; row += 1) {
    const cell = row * width + column
    const end = to[cell] ?? 0
    if (marks[cell] === 0) {
      for (let place = from[cell] ?? 0; place < end; place += 1) {
        units[at] = bytes[place] ?? 0
        at += 1
      }
    } else at = decode(bytes, from[cell] ?? 0, end, quote, units, at)
    offsets[span.filled + row - span.from] = at
  }
  return at
}

/** Whether bytes are valid UTF-8 without a � in them, which a reader counts: the sequences of RFC 3629. */
export function isCleanUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const lead = bytes[at] ?? 0
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
    if (length === 0 || at + length > to) return false
    for (let next = 1; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return false
    const second = bytes[at + 1] ?? 0
    if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) || (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f))
      return false
    if (lead === 0xef && second === 0xbf && bytes[at + 2] === 0xbd) return false
    at += length
  }
  return true
}

/** Bytes that are known to be valid, as code units; two quotes are one. */
function decode(bytes: Uint8Array, from: number, to: number, quote: number, units: Uint16Array, begin: number): number {
  let end = begin
  for (let at = from; at < to;) {
    const lead = bytes[at] ?? 0
    const one = (bytes[at + 1] ?? 0) & 63
    const two = (bytes[at + 2] ?? 0) & 63
    if (lead < 0x80) {
      units[end] = lead
      at += lead === quote ? 2 : 1
    } else if (lead < 0xe0) {
      units[end] = ((lead & 31) << 6) | one
      at += 2
    } else if (lead < 0xf0) {
      units[end] = ((lead & 15) << 12) | (one << 6) | two
      at += 3
    } else {
      const point = (((lead & 7) << 18) | (one << 12) | (two << 6) | ((bytes[at + 3] ?? 0) & 63)) - 0x10000
      units[end] = 0xd800 | (point >> 10)
      end += 1
      units[end] = 0xdc00 | (point & 0x3ff)
      at += 4
    }
    end += 1
  }
  return end
}

/** Code units that become a text at once. */
const mostAtOnce = 4096

/** The text of one cell. */
export function plainText({ bytes, from, to, marks, quote }: PlainRows, cell: number): string {
  const begin = from[cell] ?? 0
  const end = to[cell] ?? begin
  if (marks[cell] === 0 && end - begin <= mostAtOnce) return String.fromCharCode(...bytes.subarray(begin, end))
  const units = new Uint16Array(end - begin)
  const length = decode(bytes, begin, end, marks[cell] === 0 ? -1 : quote, units, 0)
  let text = ''
  for (let at = 0; at < length; at += mostAtOnce) text += String.fromCharCode(...units.subarray(at, Math.min(length, at + mostAtOnce)))
  return text
}
