/** Which rows hold the same identifier, or one that only dots tell apart: a hash table of row numbers that an edit keeps up to date, and a worker can hand over. */
import { cellIn, type PackedColumn, type Bytes } from '../packed/packed-table.ts'
import { columnBytes, type ColumnBytes } from '../packed/column-bytes.ts'
import { filledText } from '../fields/clear.ts'
import { RowBits } from '../packed/row-bits.ts'

/** Chains of rows by hash; texts are not kept, the rows have them. */
export interface UniqueState {
  /** First row of each chain, 0 for none; as many as a power of two. */
  readonly heads: Uint32Array
  /** The next row of the chain, by row number. */
  readonly next: Uint32Array
  readonly hashes: Uint32Array
  readonly size: number
  /** Rows whose text stands in another row too. */
  readonly duplicates: Uint32Array
  /** Rows whose text stands in another row with other dots. */
  readonly nearDuplicates: Uint32Array
}

/** How many other rows are named at most: counting a hundred thousand equal ones would take longer than it is worth. */
export const mostOthers = 1000

/** Identifiers are the same without case and without spaces around them; '' is nobody's. */
export const uniqueText = (text: string | undefined): string => filledText(text).normalize('NFKC').toLowerCase()

/** What is left of an identifier without the dots that mail providers ignore; those behind the @ are the domain's. */
export function withoutDots(text: string): string {
  const at = text.indexOf('@')
  return at < 0 ? text.replaceAll('.', '') : text.slice(0, at).replaceAll('.', '') + text.slice(at)
}

export class UniqueIndex {
  readonly duplicates: RowBits
  readonly nearDuplicates: RowBits
  #heads: Uint32Array
  #next: Uint32Array
  #hashes: Uint32Array
  #size: number
  readonly #textOf: (number: number) => string

  /** `textOf` answers the text of a row as it was inserted, made alike. */
  constructor(textOf: (number: number) => string, state?: UniqueState) {
    this.#textOf = textOf
    this.#heads = state?.heads ?? new Uint32Array(1024)
    this.#next = state?.next ?? new Uint32Array(1024)
    this.#hashes = state?.hashes ?? new Uint32Array(1024)
    this.#size = state?.size ?? 0
    this.duplicates = new RowBits(state?.duplicates)
    this.nearDuplicates = new RowBits(state?.nearDuplicates)
  }

  get state(): UniqueState {
    return {
      heads: this.#heads,
      next: this.#next,
      hashes: this.#hashes,
      size: this.#size,
      duplicates: this.duplicates.words,
      nearDuplicates: this.nearDuplicates.words,
    }
  }

  /** Rows that hold the text, without the given one; from the newest entry on, at most so many. */
  others(number: number, text: string, most: number): number[] {
    return text === '' ? [] : this.#find(number, text, { same: most, near: 0 }).same
  }

  /** Rows that hold the text with other dots. */
  nearOthers(number: number, text: string, most: number): number[] {
    return text === '' ? [] : this.#find(number, text, { same: Infinity, near: most }).near
  }

  /** Walks the chain of a text until one of the two kinds has as many as are wanted. */
  #find(number: number, text: string, most: { readonly same: number; readonly near: number }): { same: number[]; near: number[] } {
    const hash = hashOf(text)
    const same: number[] = []
    const near: number[] = []
    let bare: string | null = null
    for (let at = this.#heads[hash & (this.#heads.length - 1)] ?? 0; at !== 0; at = this.#next[at] ?? 0) {
      if (at === number || this.#hashes[at] !== hash) continue
      const other = this.#textOf(at)
      if (other === text) {
        if (same.push(at) >= most.same) break
      } else if (most.near > 0) {
        bare ??= withoutDots(text)
        // Of dots alone nothing is left that could be the same.
        if (bare !== '' && withoutDots(other) === bare && near.push(at) >= most.near) break
      }
    }
    return { same, near }
  }

  insert(number: number, text: string) {
    if (text === '') return
    const {
      same: [twin],
      near,
    } = this.#find(number, text, { same: 1, near: Infinity })
    if (twin !== undefined) {
      this.duplicates.set(twin, true)
      this.duplicates.set(number, true)
      // What the one is near to, the other is too.
      this.nearDuplicates.set(number, this.nearDuplicates.has(twin))
    } else for (const other of near.length > 0 ? [number, ...near] : near) this.nearDuplicates.set(other, true)
    this.#add(number, hashOf(text))
  }

  /** Inserts the cells of a column, the first of which is of the given row. Most are of ASCII and have a hash of their own: those are not cut out. */
  insertColumn(column: PackedColumn, first: number) {
    const { bytes, offsets } = columnBytes(column)
    this.#makeRoom(first + offsets.length, offsets.length)
    const others: number[] = []
    this.#size += linkNew({ bytes, offsets }, first, { heads: this.#heads, next: this.#next, hashes: this.#hashes }, others)
    for (const at of others) this.insert(first + at, uniqueText(cellIn(column, at)))
  }

  #add(number: number, hash: number) {
    this.#makeRoom(number, 1)
    link(number, hash, this.#heads, this.#next, this.#hashes)
    this.#size += 1
  }

  remove(number: number, text: string) {
    if (text === '') return
    const bucket = hashOf(text) & (this.#heads.length - 1)
    let before = 0
    for (let at = this.#heads[bucket] ?? 0; at !== 0 && at !== number; at = this.#next[at] ?? 0) before = at
    const after = this.#next[number] ?? 0
    if (before === 0) this.#heads[bucket] = after
    else this.#next[before] = after
    this.#size -= 1
    const wasNear = this.nearDuplicates.has(number)
    if (!wasNear && !this.duplicates.has(number)) return
    this.duplicates.set(number, false)
    this.nearDuplicates.set(number, false)
    const {
      same: [left, more],
      near,
    } = this.#find(number, text, { same: 2, near: wasNear ? Infinity : 0 })
    if (left !== undefined && more === undefined) this.duplicates.set(left, false)
    // The last of its spelling: the others are near to nothing any more where they are all of one.
    if (wasNear && left === undefined && new Set(near.map((other) => this.#textOf(other))).size === 1)
      for (const other of near) this.nearDuplicates.set(other, false)
  }

  /** So many rows are to be inserted, about: room that is made at once has not to be made again and again. */
  expect(rows: number) {
    this.#makeRoom(rows, rows)
  }

  /** For rows up to the given number, and so many more of them. */
  #makeRoom(number: number, more: number) {
    if (number >= this.#next.length) {
      const size = Math.max(this.#next.length * 2, number + 1)
      this.#next = grown(this.#next, size)
      this.#hashes = grown(this.#hashes, size)
    }
    let size = this.#heads.length
    // Half of the places stay free, so that few texts share one.
    while (size < (this.#size + more) * 2) size *= 2
    if (size === this.#heads.length) return
    const old = this.#heads
    this.#heads = new Uint32Array(size)
    relink(old, this.#heads, this.#next, this.#hashes)
  }
}

function link(number: number, hash: number, heads: Uint32Array, next: Uint32Array, hashes: Uint32Array) {
  const bucket = hash & (heads.length - 1)
  hashes[number] = hash
  next[number] = heads[bucket] ?? 0
  heads[bucket] = number
}

function relink(from: Uint32Array, heads: Uint32Array, next: Uint32Array, hashes: Uint32Array) {
  for (const head of from) {
    for (let at = head; at !== 0;) {
      const after = next[at] ?? 0
      link(at, hashes[at] ?? 0, heads, next, hashes)
      at = after
    }
  }
}

/**
 * Links the cells of a column that have a hash of their own, and says how many; the others' places are noted: another row may hold the same, or
 * their bytes say too little (they are beyond ASCII, or have spaces to be cut off).
 */
function linkNew(
  { bytes, offsets }: ColumnBytes,
  first: number,
  { heads, next, hashes }: Pick<UniqueState, 'heads' | 'next' | 'hashes'>,
  others: number[],
): number {
  let linked = 0
  let from = 0
  for (let at = 0; at < offsets.length; at += 1) {
    const to = offsets[at] ?? from
    if (to > from) {
      const hash = (bytes[from] ?? 0) > space && (bytes[to - 1] ?? 0) > space ? hashOfBytes(bytes, from, to) : beyond
      if (hash === beyond || hasHash(hash, heads, next, hashes)) others.push(at)
      else {
        link(first + at, hash, heads, next, hashes)
        linked += 1
      }
    }
    from = to
  }
  return linked
}

function hasHash(hash: number, heads: Uint32Array, next: Uint32Array, hashes: Uint32Array): boolean {
  let at = heads[hash & (heads.length - 1)] ?? 0
  while (at !== 0 && hashes[at] !== hash) at = next[at] ?? 0
  return at !== 0
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size)
  to.set(from)
  return to
}

const dot = 46
const space = 32
const mostAscii = 127
const lower = 32

/**
 * FNV-1a over the code units but dots, so that texts which only dots tell apart are of one chain. By tables and not by questions: a processor guesses
 * wrong where the dots of an identifier are.
 */
const seed = 0x811c9dc5
const prime = 0x01000193
const unitOf = Uint8Array.from({ length: mostAscii + 1 }, (_, unit) => (unit === dot ? 0 : unit >= 65 && unit <= 90 ? unit + lower : unit))
const timesOf = Uint32Array.from({ length: mostAscii + 1 }, (_, unit) => (unit === dot ? 1 : prime))

function hashOf(text: string): number {
  let hash = seed
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit !== dot) hash = Math.imul(hash ^ unit, prime)
  }
  return hash >>> 0
}

/** No hash: those are not negative. */
const beyond = -1

/** The hash of what `uniqueText` makes of a cell of ASCII. */
function hashOfBytes(bytes: Bytes, from: number, to: number): number {
  let hash = seed
  let bits = 0
  for (let at = from; at < to; at += 1) {
    const unit = bytes[at] ?? 0
    bits |= unit
    hash = Math.imul(hash ^ (unitOf[unit] ?? 0), timesOf[unit] ?? 0)
  }
  return bits > mostAscii ? beyond : hash >>> 0
}
