/** Where the rows of a long list stand, and which of them a window shows: plain sums, made once a list. */

/** The top of each row, and at the end the height of all of them. */
export function placesOf<T>(rows: readonly T[], heightOf: (row: T) => number): Float64Array {
  const tops = new Float64Array(rows.length + 1)
  let top = 0
  rows.forEach((row, index) => {
    tops[index] = top
    top += heightOf(row)
  })
  tops[rows.length] = top
  return tops
}

/** The row that stands at a height; the first or the last where none does. */
export function rowAt(tops: Float64Array, y: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

export interface Window {
  readonly first: number
  /** One after the last. */
  readonly end: number
}

/** The rows that a window of this height shows when it has scrolled so far, and some spare ones around them. */
export function windowOf(tops: Float64Array, scrolled: number, height: number, spare: number): Window {
  const count = tops.length - 1
  if (count <= 0) return { first: 0, end: 0 }
  return { first: Math.max(0, rowAt(tops, scrolled) - spare), end: Math.min(count, rowAt(tops, scrolled + height) + 1 + spare) }
}
