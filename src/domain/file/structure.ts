/** Where the users begin: the header among the first records, what stands above it, and whether there is one at all. */
import { normalizeHeader } from '../fields/normalize-header.ts'
import { counted } from '../count.ts'
import { isKnownHeader, isValue } from './header-cells.ts'
import { isOwnHeader } from './own-export.ts'
import type { FileRecord, ReadingChoices } from './reading.ts'

export interface Structure {
  readonly headers: readonly string[]
  readonly headerLines: readonly number[]
  /** The rows of the header as they are in the file. */
  readonly headerRows: readonly (readonly string[])[]
  /** How many records there are before the first user: what is above the header, and the header itself. */
  readonly bodyFrom: number
  readonly above: readonly FileRecord[]
  /** How many header cells are names that the catalogue knows. */
  readonly known: number
  readonly notes: readonly string[]
}

/** How far down a header is looked for. */
const searched = 30

const isFilled = (cell: string) => cell.trim() !== ''
export const isBlank = (cells: readonly string[]): boolean => !cells.some(isFilled)

/** How many cells there are up to the last one with something in it. */
export const filledWidth = (cells: readonly string[]): number => cells.findLastIndex(isFilled) + 1

/** The width that most records have; of two equally usual ones the greater. Columns without a single value are nothing. */
export function usualWidth(records: readonly FileRecord[]): { width: number; share: number } {
  const widest = records.reduce((most, { cells }) => Math.max(most, filledWidth(cells)), 0)
  const counts = new Map<number, number>()
  let total = 0
  for (const { cells } of records) {
    if (isBlank(cells)) continue
    total += 1
    const width = Math.min(cells.length, widest)
    counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  let width = 1
  let most = 0
  for (const [each, count] of counts) if (count > most || (count === most && each > width)) [width, most] = [each, count]
  return { width, share: total === 0 ? 0 : most / total }
}

interface Look {
  readonly filled: number
  readonly known: number
  readonly values: number
  readonly score: number
}

function look(cells: readonly string[], width: number): Look {
  const names = cells.filter(isFilled).map((cell) => cell.trim())
  const filled = names.length
  if (filled === 0) return { filled, known: 0, values: 0, score: Number.NEGATIVE_INFINITY }
  // Hundreds of cells are compared, most of them users': what is a value needs no lookup in the catalogue.
  const others = names.filter((name) => !isValue(name))
  const known = others.filter(isKnownHeader).length
  const values = filled - others.length
  const repeated = 1 - new Set(names).size / filled
  return { filled, known, values, score: Math.min(1, filled / width) + (1.5 * known) / filled - (1.5 * values) / filled - 0.5 * repeated }
}

/** `records` are the first of the file, blank ones included. */
export function findStructure(records: readonly FileRecord[], choices: ReadingChoices = {}): Structure {
  const { width } = usualWidth(records)
  const header = choices.header ?? findHeader(records, width)
  if (header === 'none') return headerless(records, width)
  const at = Math.max(
    0,
    records.findIndex(({ line, cells }) => line >= header && !isBlank(cells)),
  )
  const { rows, from } = headerRows(records, at, width, choices)
  const headers = headersOf(
    rows.map(({ cells }) => cells),
    choices.extraValues === 'columns' ? width : 0,
  )
  const first = rows[0]
  const above = records.filter(({ line, cells }) => line < (first?.line ?? 0) && !isBlank(cells))
  const notes: string[] = []
  if (above.length > 0) notes.push(`${counted(above.length, 'line')} above the header skipped.`)
  if (rows.length > 1) notes.push(`The header has two rows, lines ${rows.map(({ line }) => line).join(' and ')}.`)
  return {
    headers,
    headerLines: rows.map(({ line }) => line),
    headerRows: rows.map(({ cells }) => cells),
    bodyFrom: from,
    above,
    known: headers.filter(isKnownHeader).length,
    notes,
  }
}

/** The line of the header, or `none` where the first record of full width is a user. */
function findHeader(records: readonly FileRecord[], width: number): number | 'none' {
  const candidates = records
    .slice(0, searched)
    .map((record) => ({ ...look(record.cells, width), line: record.line }))
    .filter(({ filled }) => filled > 0 && filled >= width / 2)
  const first = candidates[0] ?? records.filter(({ cells }) => !isBlank(cells)).map(({ cells, line }) => ({ ...look(cells, width), line }))[0]
  if (first === undefined) return 1
  let best = first
  // A later line has to be clearly better: words of the catalogue occur in users' rows too.
  for (const each of candidates) if (each.score > best.score + 0.25 && (each.known > 0 || best.filled < width)) best = each
  return best.known === 0 && best.values / best.filled >= 0.25 ? 'none' : best.line
}

function headerless(records: readonly FileRecord[], width: number): Structure {
  const from = Math.max(
    0,
    records.findIndex(({ cells }) => cells.filter(isFilled).length >= width / 2),
  )
  const above = records.slice(0, from).filter(({ cells }) => !isBlank(cells))
  return {
    headers: Array.from({ length: width }, (_, index) => `Column ${index + 1}`),
    headerLines: [],
    headerRows: [],
    bodyFrom: from,
    above,
    known: 0,
    notes: [`No header row found. Line ${records[from]?.line ?? 1} is read as the first user. Map the columns below, or choose the header row.`],
  }
}

/** One row, or two: groups above names, or a second row of names below the first. */
function headerRows(
  records: readonly FileRecord[],
  at: number,
  width: number,
  { headerRows: wanted, header }: ReadingChoices,
): { rows: FileRecord[]; from: number } {
  const own = records[at]
  if (own === undefined) return { rows: [], from: 0 }
  const next = records[at + 1]
  const isChosen = header !== undefined
  if (wanted === 2 && next !== undefined) return { rows: [own, next], from: at + 2 }
  if (wanted === 1 || isOwnHeader(own.cells)) return { rows: [own], from: at + 1 }
  const before = records[at - 1]
  if (!isChosen && before !== undefined && isGroupRow(before, own, width)) return { rows: [before, own], from: at + 1 }
  if (next !== undefined) {
    const below = look(next.cells, width)
    const isNames = below.values === 0 && below.filled >= width / 2 && below.known >= 2 && below.known / below.filled >= 0.6
    if (isNames || (isGroupRow(own, next, width) && below.values === 0)) return { rows: [own, next], from: at + 2 }
  }
  return { rows: [own], from: at + 1 }
}

/** Merged cells above names that repeat: "Home", "", "Work", "" over "Street", "City", "Street", "City". */
function isGroupRow(groups: FileRecord, names: FileRecord, width: number): boolean {
  const above = look(groups.cells, width)
  const below = names.cells.filter(isFilled)
  const namesRepeat = new Set(below.map(normalizeHeader)).size < below.length
  const isMerged = groups.cells.slice(1, filledWidth(names.cells)).some((cell) => !isFilled(cell))
  return isMerged && above.values === 0 && above.filled >= 2 && above.filled < below.length && namesRepeat
}

/** The columns up to the last one with a name, at least `least`: nothing beyond them belongs to a column. */
function headersOf(rows: readonly (readonly string[])[], least: number): string[] {
  const joined = joinHeaders(rows)
  const named = filledWidth(joined)
  return Array.from({ length: Math.max(named, least, 1) }, (_, index) => (index < named ? (joined[index] ?? '') : `Column ${index + 1}`))
}

function joinHeaders(rows: readonly (readonly string[])[]): string[] {
  const [first = [], second] = rows
  const width = Math.max(first.length, second?.length ?? 0)
  const names = Array.from({ length: width }, (_, index) => first[index] ?? '')
  // Where the first row names every column, the second only says it again.
  if (second === undefined || first.filter(isFilled).length >= Math.max(filledWidth(first), filledWidth(second))) return names
  let group = ''
  return names.map((name, index) => {
    if (isFilled(name)) group = name.trim()
    const own = (second[index] ?? '').trim()
    return own === '' ? name : `${group} ${own}`.trim()
  })
}

const shownRecords = 12
const shownCharacters = 60

/** The first records, for an administrator who chooses the header. */
export const topOf = (records: readonly FileRecord[]): FileRecord[] =>
  records
    .slice(0, shownRecords)
    .map(({ line, cells }) => ({ line, cells: cells.map((cell) => (cell.length > shownCharacters ? `${cell.slice(0, shownCharacters)}…` : cell)) }))
