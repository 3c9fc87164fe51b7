/** A column on disk: the cells of all its blocks in one piece of memory, which is stored in half the time that one piece a block takes. */
import { longestCell, type PackedColumn } from '#domain/packed/packed-table.ts'
import { aligned, type MovedColumn } from '#domain/packed/column-bytes.ts'
import { movedColumn, packedColumn } from './packed-bytes.ts'

/** How the cells of a block lie there: how long each is (most are short: a byte), then their code units. */
interface StoredTexts {
  readonly values?: undefined
  readonly rows: number
  readonly isLong: boolean
  readonly length: number
  readonly isWide: boolean
}

/** Of a column of few values: a byte a cell. */
interface StoredDictionary {
  readonly rows: number
  readonly values: readonly string[]
}

type StoredBlock = StoredTexts | StoredDictionary

export interface StoredCells {
  readonly bytes: ArrayBuffer
  /** Null is a block of blanks, which takes no bytes. */
  readonly blocks: readonly (StoredBlock | null)[]
}

const lengthBytes = ({ rows, isLong }: StoredTexts) => aligned(rows * (isLong ? 4 : 1))
const sizeOf = (block: StoredBlock) => (block.values === undefined ? lengthBytes(block) + aligned(block.length * (block.isWide ? 2 : 1)) : aligned(block.rows))

/** The two parts of a block that begins at `from`. */
function partsOf(bytes: ArrayBuffer, from: number, block: StoredTexts) {
  const { rows, isLong, length, isWide } = block
  const after = from + lengthBytes(block)
  return {
    lengths: isLong ? new Uint32Array(bytes, from, rows) : new Uint8Array(bytes, from, rows),
    cells: isWide ? new Uint16Array(bytes, after, length) : new Uint8Array(bytes, after, length),
  }
}

// Loops of their own: within a loop over blocks they would be compiled again for every one of them.
function writeLengths(lengths: Uint8Array | Uint32Array, offsets: Uint32Array) {
  let from = 0
  for (let at = 0; at < lengths.length; at += 1) {
    const to = offsets[at] ?? from
    lengths[at] = to - from
    from = to
  }
}

function offsetsOf(lengths: Uint8Array | Uint32Array): Uint32Array {
  const offsets = new Uint32Array(lengths.length)
  let end = 0
  for (let at = 0; at < lengths.length; at += 1) {
    end += lengths[at] ?? 0
    offsets[at] = end
  }
  return offsets
}

export function storedCells(columns: readonly (PackedColumn | null)[]): StoredCells {
  const found = columns.map(movedColumn)
  const blocks = found.map((column) => (column === null ? null : storedBlock(column)))
  const bytes = new ArrayBuffer(blocks.reduce((sum, block) => sum + (block === null ? 0 : sizeOf(block)), 0))
  let from = 0
  for (const [index, block] of blocks.entries()) {
    const column = found[index]
    if (block === null || column == null) continue
    if (column.indices !== undefined) new Uint8Array(bytes, from, block.rows).set(column.indices)
    else if (block.values === undefined) {
      const { lengths, cells } = partsOf(bytes, from, block)
      writeLengths(lengths, column.offsets)
      cells.set(column.bytes)
    }
    from += sizeOf(block)
  }
  return { bytes, blocks }
}

function storedBlock(column: MovedColumn): StoredBlock {
  if (column.indices !== undefined) return { rows: column.indices.length, values: column.values }
  const { offsets, bytes } = column
  return { rows: offsets.length, isLong: longestCell(column) > 255, length: bytes.length, isWide: bytes instanceof Uint16Array }
}

/** The columns are views of the same memory. */
export function cellsFrom({ bytes, blocks }: StoredCells): (PackedColumn | null)[] {
  let from = 0
  return blocks.map((block) => {
    if (block === null) return null
    const begin = from
    from += sizeOf(block)
    if (block.values !== undefined) return { values: block.values, indices: new Uint8Array(bytes, begin, block.rows) }
    const { lengths, cells } = partsOf(bytes, begin, block)
    return packedColumn({ bytes: cells, offsets: offsetsOf(lengths) })
  })
}
