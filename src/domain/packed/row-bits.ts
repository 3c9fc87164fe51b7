/** A set of rows by number, one bit a row: a hundred thousand rows in twelve kilobytes, which a worker can hand over. */

export class RowBits {
  words: Uint32Array
  count: number

  constructor(words: Uint32Array = new Uint32Array(0)) {
    this.words = words
    this.count = 0
    for (const word of words) this.count += bitsIn(word)
  }

  has(number: number): boolean {
    return (((this.words[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1
  }

  set(number: number, on: boolean) {
    if (this.has(number) === on) return
    const at = number >>> 5
    if (at >= this.words.length) {
      const more = new Uint32Array(Math.max(16, this.words.length * 2, at + 1))
      more.set(this.words)
      this.words = more
    }
    this.words[at] = (this.words[at] ?? 0) ^ (1 << (number & 31))
    this.count += on ? 1 : -1
  }

  /** Adds every row of another set. */
  addAll({ words }: RowBits) {
    if (words.length > this.words.length) {
      const more = new Uint32Array(words.length)
      more.set(this.words)
      this.words = more
    }
    this.count = 0
    this.words.forEach((word, at) => {
      const both = (word | (words[at] ?? 0)) >>> 0
      this.words[at] = both
      this.count += bitsIn(both)
    })
  }

  /** Row numbers from the first on, at most so many. */
  first(most: number): number[] {
    const found: number[] = []
    for (let at = 0; at < this.words.length && found.length < most; at += 1) {
      const word = this.words[at] ?? 0
      for (let bit = 0; word >>> bit !== 0 && bit < 32 && found.length < most; bit += 1) if (((word >>> bit) & 1) === 1) found.push(at * 32 + bit)
    }
    return found
  }
}

function bitsIn(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
