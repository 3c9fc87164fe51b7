/** Packed columns between their two forms: code units for threads, texts for whoever looks at them. */
import type { PackedBlock, PackedColumn, TextColumn, Units } from '#domain/packed/packed-table.ts'
import { columnUnits, type BlockUnits, type ColumnUnits, type MovedColumn } from '#domain/packed/column-bytes.ts'

const ascii = new TextDecoder('utf-8', { ignoreBOM: true })
const wide = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Memory that threads share is not decoded by every browser; it is copied to the same place again and again. */
let copy = new Uint8Array(0)

function own(units: Units): Uint8Array {
  const bytes = new Uint8Array(units.buffer, units.byteOffset, units.byteLength)
  if (typeof SharedArrayBuffer === 'undefined' || !(units.buffer instanceof SharedArrayBuffer)) return bytes
  if (copy.length < bytes.length) copy = new Uint8Array(bytes.length * 2)
  copy.set(bytes)
  return copy.subarray(0, bytes.length)
}

/** Arguments that a call can take. */
const atOnce = 8_192

function textOf(units: Units): string {
  const bytes = own(units)
  if (units instanceof Uint8Array) return ascii.decode(bytes)
  const text = wide.decode(bytes)
  // Half of a pair comes back as \uFFFD: then unit by unit, so that nothing is lost.
  if (!text.includes('\uFFFD')) return text
  let exact = ''
  for (let at = 0; at < units.length; at += atOnce) exact += String.fromCharCode(...units.subarray(at, at + atOnce))
  return exact
}

/** So many cells of a column are cut out of its units before it becomes a text: what a screen shows, and rows with issues. */
const mostParts = 512

/** Becomes a text when somebody looks at it as a whole, or at many of its cells: of a large table that is a few blocks. */
class LazyColumn implements TextColumn {
  readonly ends: Uint32Array
  readonly units: Units
  #text: string | null = null
  #parts = 0

  constructor({ units, ends }: ColumnUnits) {
    this.units = units
    this.ends = ends
  }

  get text(): string {
    this.#text ??= textOf(this.units)
    return this.#text
  }

  part(from: number, to: number): string {
    if (this.#text === null && this.#parts < mostParts && to - from < atOnce) {
      this.#parts += 1
      return String.fromCharCode(...this.units.subarray(from, to))
    }
    return this.text.slice(from, to)
  }
}

export const movedColumn = (column: PackedColumn | null): MovedColumn | null =>
  column === null ? null : column.codes === undefined ? columnUnits(column) : column
export const packedColumn = (found: MovedColumn | null): PackedColumn | null => (found?.codes === undefined ? found && new LazyColumn(found) : found)

export const blockUnits = ({ columns, lines }: PackedBlock): BlockUnits => ({ columns: columns.map(movedColumn), lines })
export const packedBlock = ({ columns, lines }: BlockUnits): PackedBlock => ({ columns: columns.map(packedColumn), lines })
