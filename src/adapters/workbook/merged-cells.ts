/** Reads a sheet through once before its rows count: whether it is whole, and which cells lie under a merged one, as only its end says. */
import { limits } from '#domain/file/body.ts'
import { attribute, markupReader } from './markup.ts'
import { entryBytes, type Zip } from './zip.ts'

/** Rows and columns from 1 and from 0, as in records and their cells. */
export interface Merge {
  readonly column: number
  readonly lastColumn: number
  readonly row: number
  readonly lastRow: number
}

const opening = 'mergeCells'
/** More text than a list of merged cells has. */
const mostListed = 4_000_000
const mostMerges = 50_000

export async function mergesOf(file: Blob, zip: Zip, path: string, signal?: AbortSignal): Promise<Merge[]> {
  const merges: Merge[] = []
  // Tags and references are ASCII, whatever the texts are.
  const decoder = new TextDecoder('latin1')
  let before = ''
  let list: string | null = null
  for await (const bytes of entryBytes(file, zip, path, { signal })) {
    const piece = decoder.decode(bytes)
    if (list !== null) {
      if (list.length < mostListed) list += piece
      continue
    }
    const both = before + piece
    const at = both.indexOf(opening)
    if (at !== -1) list = `<${both.slice(at)}`
    else before = both.slice(-opening.length)
  }
  if (list === null) return merges
  markupReader({
    open(name, attributes) {
      if (name !== 'mergeCell' || merges.length >= mostMerges) return
      const merge = mergeIn(attribute(attributes, 'ref') ?? '')
      if (merge !== null) merges.push(merge)
    },
    close: () => undefined,
  }).push(list.slice(0, mostListed))
  return merges.toSorted((a, b) => a.row - b.row)
}

function mergeIn(reference: string): Merge | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (found === null) return null
  const [, first = '', row = '', last = '', lastRow = ''] = found
  return { column: columnNumber(first), lastColumn: columnNumber(last), row: Number(row), lastRow: Number(lastRow) }
}

/** "AB" is column 27, from 0. */
export function columnNumber(letters: string): number {
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}

/** Asked row by row, downwards: the columns that lie under a merged cell, whether one spans columns in the row, and at which they begin. */
export function mergeFinder(merges: readonly Merge[]) {
  let next = 0
  let active: Merge[] = []
  return (row: number): { readonly under: readonly number[]; readonly isSpanned: boolean; readonly across: readonly number[] } => {
    active = active.filter(({ lastRow }) => lastRow >= row)
    for (; next < merges.length && (merges[next]?.row ?? 0) <= row; next += 1) {
      const merge = merges[next]
      if (merge !== undefined && merge.lastRow >= row && active.length < limits.columns) active.push(merge)
    }
    return {
      under: active.flatMap((merge) => (merge.row < row ? [merge.column] : [])),
      across: active.flatMap(({ column, lastColumn }) => (lastColumn > column ? [column] : [])),
      isSpanned: active.some((merge) => merge.row === row && merge.lastRow === row && merge.lastColumn - merge.column >= 1),
    }
  }
}
