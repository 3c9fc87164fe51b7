/** Packed columns between their two forms: code units for threads, texts for whoever looks at them. */
import type { PackedBlock, PackedColumn } from '#domain/table/packed-table.ts'
import { unitsOf, type BlockUnits, type ColumnUnits } from '#domain/table/units.ts'

const ascii = new TextDecoder('utf-8', { ignoreBOM: true })
const wide = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Memory that threads share is not decoded by every browser. */
const own = (units: Uint8Array | Uint16Array) => (typeof SharedArrayBuffer !== 'undefined' && units.buffer instanceof SharedArrayBuffer ? units.slice() : units)
/** Arguments that a call can take. */
const atOnce = 8_192

function textOf(given: Uint8Array | Uint16Array): string {
  const units = own(given)
  if (units instanceof Uint8Array) return ascii.decode(units)
  const text = wide.decode(units)
  // Half of a pair comes back as \uFFFD: then unit by unit, so that nothing is lost.
  if (!text.includes('\uFFFD')) return text
  let exact = ''
  for (let at = 0; at < units.length; at += atOnce) exact += String.fromCharCode(...units.subarray(at, at + atOnce))
  return exact
}

/** Becomes a text when somebody looks at it: of a large table that is a few blocks. */
class LazyColumn implements PackedColumn {
  readonly ends: Uint32Array
  readonly packed: ColumnUnits
  #text: string | null = null

  constructor(packed: ColumnUnits) {
    this.packed = packed
    this.ends = packed.ends
  }

  get text(): string {
    this.#text ??= textOf(this.packed.units)
    return this.#text
  }
}

export function columnUnits(column: PackedColumn | null): ColumnUnits | null {
  if (column === null) return null
  return column instanceof LazyColumn ? column.packed : unitsOf(column)
}

export const packedColumn = (found: ColumnUnits | null): PackedColumn | null => (found === null ? null : new LazyColumn(found))

export const blockUnits = ({ columns, lines }: PackedBlock): BlockUnits => ({ columns: columns.map(columnUnits), lines })
export const packedBlock = ({ columns, lines }: BlockUnits): PackedBlock => ({ columns: columns.map(packedColumn), lines })
