/** Which rows hold the same identifier: a hash table of row numbers that an edit keeps up to date, and a worker can hand over. */
import { filledText } from './clear.ts'
import { RowBits } from './row-bits.ts'

/** Chains of rows by hash; texts are not kept, the rows have them. */
export interface UniqueState {
  /** First row of each chain, 0 for none; as many as a power of two. */
  readonly heads: Uint32Array
  /** The next row of the chain, by row number. */
  readonly next: Uint32Array
  readonly hashes: Uint32Array
  readonly size: number
  /** Rows whose text stands in another row too. */
  readonly doubles: Uint32Array
}

/** How many other rows are named at most: counting a hundred thousand equal ones would take longer than it is worth. */
export const mostOthers = 1000

/** Identifiers are the same without case and without spaces around them; '' is nobody's. */
export const uniqueText = (text: string | undefined): string => filledText(text).normalize('NFKC').toLowerCase()

export class UniqueIndex {
  readonly doubles: RowBits
  #heads: Uint32Array
  #next: Uint32Array
  #hashes: Uint32Array
  #size: number
  readonly #textOf: (number: number) => string

  /** `textOf` answers the text of a row as it is now, made alike. */
  constructor(textOf: (number: number) => string, state?: UniqueState) {
    this.#textOf = textOf
    this.#heads = state?.heads ?? new Uint32Array(1024)
    this.#next = state?.next ?? new Uint32Array(1024)
    this.#hashes = state?.hashes ?? new Uint32Array(1024)
    this.#size = state?.size ?? 0
    this.doubles = new RowBits(state?.doubles)
  }

  get state(): UniqueState {
    return { heads: this.#heads, next: this.#next, hashes: this.#hashes, size: this.#size, doubles: this.doubles.words }
  }

  /** Rows that hold the text, without the given one; from the newest entry on, at most so many. */
  others(number: number, text: string, most: number): number[] {
    return text === '' ? [] : this.#sameAs(number, text, hashOf(text), most)
  }

  #sameAs(number: number, text: string, hash: number, most: number): number[] {
    const found: number[] = []
    for (let at = this.#heads[hash & (this.#heads.length - 1)] ?? 0; at !== 0 && found.length < most; at = this.#next[at] ?? 0)
      if (at !== number && this.#hashes[at] === hash && this.#textOf(at) === text) found.push(at)
    return found
  }

  insert(number: number, text: string) {
    if (text === '') return
    const hash = hashOf(text)
    const [other] = this.#sameAs(number, text, hash, 1)
    if (other !== undefined) {
      this.doubles.set(other, true)
      this.doubles.set(number, true)
    }
    this.#makeRoom(number)
    this.#link(number, hash)
    this.#size += 1
  }

  remove(number: number, text: string) {
    if (text === '') return
    const hash = hashOf(text)
    const bucket = hash & (this.#heads.length - 1)
    let before = 0
    for (let at = this.#heads[bucket] ?? 0; at !== 0 && at !== number; at = this.#next[at] ?? 0) before = at
    const after = this.#next[number] ?? 0
    if (before === 0) this.#heads[bucket] = after
    else this.#next[before] = after
    this.#size -= 1
    if (!this.doubles.has(number)) return
    this.doubles.set(number, false)
    const [left, more] = this.others(number, text, 2)
    if (left !== undefined && more === undefined) this.doubles.set(left, false)
  }

  #link(number: number, hash: number) {
    const bucket = hash & (this.#heads.length - 1)
    this.#hashes[number] = hash
    this.#next[number] = this.#heads[bucket] ?? 0
    this.#heads[bucket] = number
  }

  #makeRoom(number: number) {
    if (number >= this.#next.length) {
      const size = Math.max(this.#next.length * 2, number + 1)
      this.#next = grown(this.#next, size)
      this.#hashes = grown(this.#hashes, size)
    }
    if (this.#size < this.#heads.length) return
    const old = this.#heads
    this.#heads = new Uint32Array(old.length * 2)
    for (const head of old) {
      for (let at = head; at !== 0;) {
        const after = this.#next[at] ?? 0
        this.#link(at, this.#hashes[at] ?? 0)
        at = after
      }
    }
  }
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size)
  to.set(from)
  return to
}

/** FNV-1a over the code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
