/** Packed columns between their two forms: code units for threads and disk, texts for whoever looks at them. */
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

function columnUnits(column: PackedColumn | null): ColumnUnits | null {
  if (column === null) return null
  return column instanceof LazyColumn ? column.packed : unitsOf(column)
}

const packedColumn = (found: ColumnUnits | null): PackedColumn | null => (found === null ? null : new LazyColumn(found))

/** A column of a block on disk. Most cells are short, so that how long each is takes a quarter of what its place would. */
export interface StoredUnits {
  readonly units: Uint8Array | Uint16Array
  readonly lengths: Uint8Array | Uint32Array
}

/** By itself, not with the whole memory that it is a part of. */
export function storedUnits(column: PackedColumn | null): StoredUnits | null {
  const found = columnUnits(column)
  if (found === null) return null
  const { ends } = found
  const lengths = new Uint32Array(ends.length)
  let from = 0
  let most = 0
  for (let at = 0; at < ends.length; at += 1) {
    const to = ends[at] ?? from
    lengths[at] = to - from
    if (to - from > most) most = to - from
    from = to
  }
  return { units: found.units.slice(), lengths: most < 256 ? Uint8Array.from(lengths) : lengths }
}

export function fromStored({ units, lengths }: StoredUnits): PackedColumn {
  const ends = new Uint32Array(lengths.length)
  let end = 0
  for (let at = 0; at < lengths.length; at += 1) ends[at] = end += lengths[at] ?? 0
  return new LazyColumn({ units, ends })
}

export const blockUnits = ({ columns, lines }: PackedBlock): BlockUnits => ({ columns: columns.map(columnUnits), lines })
export const packedBlock = ({ columns, lines }: BlockUnits): PackedBlock => ({ columns: columns.map(packedColumn), lines })
