/** Packed columns between their two forms: code units for threads, texts for whoever looks at them. */
import type { PackedBlock, PackedColumn, TextColumn, Bytes } from '#domain/packed/packed-table.ts'
import { columnBytes, type BlockBytes, type ColumnBytes, type MovedColumn } from '#domain/packed/column-bytes.ts'

const ascii = new TextDecoder('utf-8', { ignoreBOM: true })
const wide = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Memory that threads share is not decoded by every browser; it is copied to the same place again and again. */
let copy = new Uint8Array(0)

function own(bytes: Bytes): Uint8Array {
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (typeof SharedArrayBuffer === 'undefined' || !(bytes.buffer instanceof SharedArrayBuffer)) return view
  if (copy.length < view.length) copy = new Uint8Array(view.length * 2)
  copy.set(view)
  return copy.subarray(0, view.length)
}

/** Arguments that a call can take. */
const atOnce = 8_192
/** Given as a list they are taken in a quarter of the time of `...`, which goes by way of an iterator (measured). */
const textOfUnits = (units: Bytes): string => Reflect.apply(String.fromCharCode, null, units)

function textOf(bytes: Bytes): string {
  const view = own(bytes)
  if (bytes instanceof Uint8Array) return ascii.decode(view)
  const text = wide.decode(view)
  // Half of a pair comes back as \uFFFD: then unit by unit, so that nothing is lost.
  if (!text.includes('\uFFFD')) return text
  let exact = ''
  for (let at = 0; at < bytes.length; at += atOnce) exact += textOfUnits(bytes.subarray(at, at + atOnce))
  return exact
}

/** So many cells of a column are cut out of its bytes before it becomes a text: what a screen shows, and rows with issues. */
const mostParts = 512

/** Becomes a text when somebody looks at it as a whole, or at many of its cells: of a large table that is a few blocks. */
class LazyColumn implements TextColumn {
  readonly offsets: Uint32Array
  readonly bytes: Bytes
  #text: string | null = null
  #parts = 0

  constructor({ bytes, offsets }: ColumnBytes) {
    this.bytes = bytes
    this.offsets = offsets
  }

  get text(): string {
    this.#text ??= textOf(this.bytes)
    return this.#text
  }

  part(from: number, to: number): string {
    if (this.#text === null && this.#parts < mostParts && to - from < atOnce) {
      this.#parts += 1
      return textOfUnits(this.bytes.subarray(from, to))
    }
    return this.text.slice(from, to)
  }
}

export const movedColumn = (column: PackedColumn | null): MovedColumn | null =>
  column === null ? null : column.indices === undefined ? columnBytes(column) : column
export const packedColumn = (found: MovedColumn | null): PackedColumn | null => (found?.indices === undefined ? found && new LazyColumn(found) : found)

export const blockBytes = ({ columns, lines }: PackedBlock): BlockBytes => ({ columns: columns.map(movedColumn), lines })
export const packedBlock = ({ columns, lines }: BlockBytes): PackedBlock => ({ columns: columns.map(packedColumn), lines })
