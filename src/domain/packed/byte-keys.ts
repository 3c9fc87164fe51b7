/** Short runs of bytes, each once, and found again without a text being made of them. */

/** `capacity`: the most of them, below 65,536. */
export class ByteKeys {
  readonly #capacity: number
  readonly #mask: number
  /** By what the bytes look like: their place and one. */
  readonly #slots: Uint16Array
  #bytes = new Uint8Array(1024)
  readonly #ends: Uint32Array
  #count = 0

  constructor(capacity: number) {
    this.#capacity = capacity
    const slots = 1 << Math.ceil(Math.log2(capacity * 4))
    this.#mask = slots - 1
    this.#slots = new Uint16Array(slots)
    this.#ends = new Uint32Array(capacity + 1)
  }

  get isFull(): boolean {
    return this.#count === this.#capacity
  }

  /** The place of the bytes in the order in which they were added, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots
    const mask = this.#mask
    for (let slot = looksOf(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
      const place = (slots[slot] ?? 0) - 1
      if (place < 0 || this.#isSame(place, bytes, from, to)) return place
    }
  }

  #isSame(place: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#bytes
    const begin = this.#ends[place] ?? 0
    if ((this.#ends[place + 1] ?? 0) - begin !== to - from) return false
    // Values that are alike differ at their end.
    for (let at = to - 1, other = begin + to - from - 1; at >= from; at -= 1, other -= 1) if (own[other] !== bytes[at]) return false
    return true
  }

  /** For bytes that are not found, while it is not full. */
  add(bytes: Uint8Array, from: number, to: number) {
    const begin = this.#ends[this.#count] ?? 0
    const end = begin + to - from
    if (end > this.#bytes.length) {
      const more = new Uint8Array(end * 2)
      more.set(this.#bytes.subarray(0, begin))
      this.#bytes = more
    }
    this.#bytes.set(bytes.subarray(from, to), begin)
    let slot = looksOf(bytes, from, to) & this.#mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
    this.#count += 1
    this.#ends[this.#count] = end
    this.#slots[slot] = this.#count
  }
}

/** From length, beginning and end, which is what most lists of values differ in. */
function looksOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from
  if (length < 3) return length === 0 ? 0 : (bytes[from] ?? 0) * 31 + (bytes[to - 1] ?? 0) * length
  return length * 131 + (bytes[from] ?? 0) * 17 + (bytes[to - 3] ?? 0) * 523 + (bytes[to - 2] ?? 0) * 61 + (bytes[to - 1] ?? 0) * 7
}
