/** The rows as they are shown: sorted and filtered, which changes the view and never the draft. */
import type { TextColumn } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import type { Row, Rows } from '../packed/row.ts'

export interface ViewSort {
  readonly column: number
  readonly direction: 'ascending' | 'descending'
}

/** Sorted by value rather than by character: case and accents do not count, and numbers within a text count as numbers. */
export function sortKey(text: string): string {
  const folded = /^[\0-\x7F]*$/.test(text) ? text.toLowerCase() : text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return /\d/.test(folded) ? folded.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0')) : folded
}

/** Positions of rows in the order of a column. Blank cells come last in either direction, and rows that are equal keep their order. */
export function sortedPositions(rows: Rows, { column, direction }: ViewSort): Uint32Array {
  const list = RowList.of(rows)
  const ranks = new Map<string, number>()
  const texts: string[] = []
  list.eachText(column, (text) => {
    texts.push(text)
    if (!ranks.has(text)) ranks.set(text, 0)
  })
  const distinct = [...ranks.keys()].map((text) => ({ text, key: sortKey(text) }))
  distinct.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  let rank = 0
  let last: string | null = null
  for (const { text, key } of distinct) {
    if (key !== last) rank += 1
    last = key
    ranks.set(text, rank)
  }
  const most = rank + 1
  // Rows go to the place of their rank: no comparison of rows, however many there are.
  const rankOf = (text: string): number => {
    if (text.trim() === '') return most
    const at = ranks.get(text) ?? most
    return direction === 'ascending' ? at : most - at
  }
  const starts = new Uint32Array(most + 2)
  const own = Uint32Array.from(texts, rankOf)
  for (const at of own) starts[at + 1] = (starts[at + 1] ?? 0) + 1
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const positions = new Uint32Array(own.length)
  own.forEach((at, index) => {
    const to = starts[at] ?? 0
    positions[to] = index
    starts[at] = to + 1
  })
  return positions
}

/** The cells of a block that hold a text in lower case, found in all of them at once; null where letters may take another length in lower case. */
function cellsWithText({ text, bytes, offsets }: TextColumn, needle: string): Uint8Array | null {
  if (!(bytes instanceof Uint8Array)) return null
  const found = new Uint8Array(offsets.length)
  const lower = text.toLowerCase()
  let cell = 0
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + 1)) {
    while (cell < offsets.length && (offsets[cell] ?? 0) <= at) cell += 1
    // A text that begins in one cell and ends in the next is in neither.
    if (at + needle.length > (offsets[cell] ?? 0)) continue
    found[cell] = 1
    at = (offsets[cell] ?? at) - 1
  }
  return found
}

/** Which rows hold a text in any of the columns; case does not count. */
export function rowsWithText(rows: Rows, columns: readonly number[], wanted: string): Uint8Array {
  const list = RowList.of(rows)
  const found = new Uint8Array(list.length)
  const needle = wanted.toLowerCase()
  // A letter becomes two at most in lowercase: “İ”.
  const hasText = (text: string) => text.length * 2 >= needle.length && text.toLowerCase().includes(needle)
  for (const column of columns) list.markRows(column, hasText, found, (cells) => cellsWithText(cells, needle))
  return found
}

/** Which rows hold one of the values in a column. */
export function rowsWithValue(rows: Rows, column: number, values: ReadonlySet<string>): Uint8Array {
  const list = RowList.of(rows)
  const found = new Uint8Array(list.length)
  list.eachText(column, (text, index) => {
    if (values.has(text)) found[index] = 1
  })
  return found
}

/** The values of a column with how often each occurs, the most frequent first. */
export function valuesOf(rows: Rows, column: number): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  RowList.of(rows).eachText(column, (text) => counts.set(text, (counts.get(text) ?? 0) + 1))
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (sortKey(a.value) < sortKey(b.value) ? -1 : 1))
}

export interface ViewFilter {
  readonly text: string
  /** The columns that the text is looked for in: secret ones are not among them. */
  readonly textColumns: readonly number[]
  readonly values: readonly { readonly column: number; readonly values: ReadonlySet<string> }[]
  /** Null keeps every row. */
  readonly isWanted: ((row: Row) => boolean) | null
}

/** The numbers of the rows that are shown, in their order; null for all of them as they are. */
export function viewedRows(rows: Rows, filter: ViewFilter, sort: ViewSort | null): Uint32Array | null {
  const text = filter.text.trim()
  if (sort === null && text === '' && filter.values.length === 0 && filter.isWanted === null) return null
  const masks = [
    ...(text === '' ? [] : [rowsWithText(rows, filter.textColumns, text)]),
    ...filter.values.map(({ column, values }) => rowsWithValue(rows, column, values)),
  ]
  const { isWanted } = filter
  const list = RowList.of(rows)
  const order = sort === null ? null : sortedPositions(rows, sort)
  const numbers = new Uint32Array(rows.length)
  let count = 0
  for (let at = 0; at < rows.length; at += 1) {
    const index = order?.[at] ?? at
    if (masks.some((mask) => mask[index] === 0)) continue
    if (isWanted !== null) {
      const row = list.at(index)
      if (row === undefined || !isWanted(row)) continue
    }
    // By its number: a hundred thousand rows that nobody sees are not made for it.
    numbers[count] = list.numberAt(index)
    count += 1
  }
  return numbers.slice(0, count)
}
