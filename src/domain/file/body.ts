/** Turns records into the rows of a table: lines that are no users skipped, ragged rows made as wide as the header, everything counted. */
import { formatCount } from '../count.ts'
import { soundsSecret } from '../fields/secret-header.ts'
import { bodyNotes } from './body-notes.ts'
import { isFooter } from './footer.ts'
import { guardMark, unguard, unguardEarlier } from './formula-guard.ts'
import { ReadError, type BlockedLine, type FileRecord, type Offer, type ReadingChoices } from './reading.ts'
import { rowShaper, tailOf, withoutTail } from './row-shape.ts'
import { lineSorter, type SkippedKind, type SkippedLine } from './skipped-lines.ts'
import { isBlank, type Structure } from './structure.ts'
import type { InnerDialect } from './whole-lines.ts'

/** Stated limits of a file. */
export const limits = { bytes: 256 * 1024 * 1024, rows: 200_000, columns: 500, recordCharacters: 8_000_000 } as const

/** Who takes a table while it is read. */
export interface TableSink {
  /** Called before the first rows, and again where reading has to start over: everything given before is then void. */
  begin(headers: readonly string[]): void
  /** Rows in file order, each as wide as the headers, and the line of the file on which each begins. The arrays are the sink's to keep. */
  rows(rows: string[][], lines: number[]): void
}

export interface BodyFacts {
  readonly rows: number
  readonly below: readonly FileRecord[]
  readonly blankRows: number
  readonly shortRows: number
  readonly heldBack: readonly BlockedLine[]
  readonly skipped: readonly SkippedLine[]
  readonly joinAt: number | null
  readonly offers: readonly Offer[]
  readonly notes: readonly string[]
}

/** What is known about a table before its rows are read. */
export interface BodyOptions {
  readonly structure: Structure
  readonly choices: ReadingChoices
  /** The first rows. */
  readonly sample: readonly (readonly string[])[]
  /** '' where the cells are given, as in a workbook. */
  readonly delimiter: string
  readonly inner: InnerDialect | null
  /** The header is one that Rollcall writes. */
  readonly isOwn: boolean
  /** An earlier version wrote it for spreadsheets, with guards to remove and no mark. */
  readonly isGuarded: boolean
  /** A workbook does not store blank cells at the end of a row. */
  readonly hasShortRows: boolean
}

/** Records at the end that may turn out to be a footer: they wait until the end is seen. */
const waiting = 10
/** Skipped lines that are kept to be shown. */
const mostShown = 200

const isBlankRecord = (cells: readonly string[]) => (cells[0] ?? '') === '' && isBlank(cells)

/** -1 where there is none. Loops that most pieces of a file pass through without finding anything are functions of their own. */
function firstBlank(records: readonly (readonly string[])[]): number {
  for (let index = 0; index < records.length; index += 1) if (isBlankRecord(records[index] ?? [])) return index
  return -1
}

export function shapeBody(options: BodyOptions, sink: TableSink) {
  const { structure, choices, isOwn } = options
  const mark = structure.headers.findIndex((header) => header.trim() === guardMark)
  const removeGuard = mark === -1 ? unguardEarlier : unguard
  const removesGuards = (options.isGuarded || mark !== -1) && choices.apostrophes !== 'keep'
  const named = mark === -1 ? structure.headers : structure.headers.filter((_, column) => column !== mark).map(unguard)
  const tail = choices.tails === 'keep' ? '' : tailOf(named, options.delimiter)
  const headers = tail === '' ? named : named.map((header) => withoutTail(header, tail))
  const width = headers.length
  if (width > limits.columns)
    throw new ReadError(`The file has ${width} columns; at most ${limits.columns} can be read. Remove the columns that you don't need.`)
  const secret = headers.map(soundsSecret)
  const sort = lineSorter(structure.headerRows, width, options.sample)
  const shaper = rowShaper({ headers, delimiter: options.delimiter, tail, inner: options.inner, choices })
  const kept = new Set(choices.keptLines)
  const counts = { rows: 0, blankRows: 0, blankLine: 0, apostrophes: 0, spaces: 0 }
  const heldBack: BlockedLine[] = []
  const skipped: SkippedLine[] = []
  const skippedCounts = new Map<SkippedKind, number>()
  /** Line of a header with other columns, until the first one comes again. */
  let otherHeader = 0
  const underOtherHeader = new Map<number, number>()
  let lateRows: string[][] = []
  let lateLines: number[] = []

  sink.begin(headers)

  /** Takes the next records; all but the last few go on at once. */
  function take(records: readonly string[][], lines: readonly number[]) {
    const blank = choices.blankRows === 'keep' ? -1 : firstBlank(records)
    const found = blank < 0 ? { rows: records, lines } : withoutBlanks(records, lines, blank)
    const rows = [...lateRows, ...found.rows]
    const at = [...lateLines, ...found.lines]
    const keep = Math.max(0, rows.length - waiting)
    lateRows = rows.slice(keep)
    lateLines = at.slice(keep)
    rows.length = keep
    at.length = keep
    if (keep > 0) give(rows, at)
  }

  /** The first blank one is known. */
  function withoutBlanks(records: readonly string[][], lines: readonly number[], blank: number): { rows: string[][]; lines: number[] } {
    const rows = records.slice(0, blank)
    const at = lines.slice(0, blank)
    for (let index = blank; index < records.length; index += 1) {
      const cells = records[index] ?? []
      if (isBlankRecord(cells)) {
        counts.blankRows += 1
        if (counts.blankLine === 0) counts.blankLine = lines[index] ?? 0
      } else {
        rows.push(cells)
        at.push(lines[index] ?? 0)
      }
    }
    return { rows, lines: at }
  }

  /** A footer is found first, so a total that comes here has rows below it. */
  function onlyUsers(found: { rows: string[][]; lines: number[] }): typeof found {
    if (choices.skippedLines === 'keep') return found
    let rows: string[][] | null = null
    let at: number[] = []
    for (let index = 0; index < found.rows.length; index += 1) {
      const cells = found.rows[index] ?? []
      const line = found.lines[index] ?? 0
      const kind = sort(cells)
      if (kind === 'header') otherHeader = 0
      if (kind === 'other-header') otherHeader = line
      const isSkipped = kind !== null && !kept.has(line) && !(kind === 'total' && choices.footer === 'keep')
      if (isSkipped) {
        skip(kind === 'other-header' ? 'header' : kind, cells, line)
        if (rows === null) {
          rows = found.rows.slice(0, index)
          at = found.lines.slice(0, index)
        }
      } else {
        if (otherHeader > 0) underOtherHeader.set(line, otherHeader)
        if (rows !== null) {
          rows.push(cells)
          at.push(line)
        }
      }
    }
    return rows === null ? found : { rows, lines: at }
  }

  function skip(kind: SkippedKind, cells: readonly string[], line: number) {
    skippedCounts.set(kind, (skippedCounts.get(kind) ?? 0) + 1)
    if (skipped.length >= mostShown) return
    const column = cells.findIndex((cell) => cell.trim() !== '')
    const isMore = cells.some((cell, index) => index > column && cell.trim() !== '')
    const text = secret[column] === true ? '••••••' : (cells[column] ?? '').trim().slice(0, 80)
    skipped.push({ line, kind, text: `${text}${isMore ? ' …' : ''}` })
  }

  /** A title that is merged across the table is no user; false where it is to be read as one all the same. */
  function skipSection(cells: readonly string[], line: number): boolean {
    if (choices.skippedLines === 'keep' || kept.has(line)) return false
    skip('section', cells, line)
    return true
  }

  function give(read: string[][], at: number[]) {
    const { rows, lines } = onlyUsers({ rows: read, lines: at })
    if (rows.length === 0) return
    if (counts.rows + rows.length > limits.rows)
      throw new ReadError(`The file has more than ${formatCount(limits.rows)} rows, the most that can be read. Split it.`)
    for (let index = 0; index < rows.length; index += 1) {
      const cells = rows[index] ?? []
      const line = lines[index] ?? 0
      if (mark !== -1) cells.splice(mark, 1)
      const reason = shaper.shape(cells, line)
      const other = underOtherHeader.get(line)
      const message = other === undefined ? reason : `The header on line ${other} names other columns for this line. Import these lines as a file of their own.`
      if (message !== null) heldBack.push({ row: counts.rows + index, line, message })
    }
    if (removesGuards) for (const cells of rows) removeGuards(cells)
    if (choices.spaces === 'remove') for (const cells of rows) removeSpaces(cells)
    counts.rows += rows.length
    sink.rows(rows, lines)
  }

  function removeGuards(cells: string[]) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? ''
      if (secret[index] === true || !cell.includes("'")) continue
      const plain = removeGuard(cell)
      if (plain === cell) continue
      cells[index] = plain
      counts.apostrophes += 1
    }
  }

  function removeSpaces(cells: string[]) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? ''
      const trimmed = cell.trim()
      if (secret[index] === true || trimmed === cell) continue
      cells[index] = trimmed
      counts.spaces += 1
    }
  }

  /** The end of the file has been seen. */
  function finish(): BodyFacts {
    const below: FileRecord[] = []
    while (choices.footer !== 'keep' && lateRows.length > 0 && counts.rows + lateRows.length > 1) {
      const line = lateLines.at(-1) ?? 0
      // Blank rows are gone by now: a gap before the line is one.
      const standsApart = line - (lateLines.at(-2) ?? line) > 1
      if (kept.has(line) || !isFooter(lateRows.at(-1) ?? [], width, standsApart, isOwn)) break
      below.unshift({ cells: lateRows.pop() ?? [], line })
      lateLines.pop()
    }
    if (lateRows.length > 0) give(lateRows, lateLines)
    const joinAt = shaper.suggested()
    const facts = { ...counts, ...shaper.counts, shortLines: shaper.shortLines, heldBack, skipped, skippedCounts, footer: below.length, joinAt, headers, tail }
    return {
      rows: counts.rows,
      below,
      blankRows: counts.blankRows,
      shortRows: options.hasShortRows ? shaper.counts.short : 0,
      heldBack,
      skipped,
      joinAt,
      offers: offersOf(facts, choices, shaper.hasWide()),
      notes: bodyNotes(options.hasShortRows ? facts : { ...facts, short: 0 }),
    }
  }

  return { take, skipSection, finish }
}

interface Offered {
  readonly skippedCounts: ReadonlyMap<SkippedKind, number>
  readonly split: number
  readonly tails: number
  readonly apostrophes: number
  readonly heldBack: readonly BlockedLine[]
}

/** Options stay offered where they were chosen, so that they can be taken back. */
function offersOf({ skippedCounts, split, tails, apostrophes, heldBack }: Offered, choices: ReadingChoices, hasWide: boolean): Offer[] {
  const offers: readonly (readonly [Offer, boolean])[] = [
    ['skippedLines', skippedCounts.size > 0 || choices.keptLines !== undefined],
    ['extraValues', hasWide],
    ['wholeLines', split > 0 || heldBack.some(({ message }) => message.startsWith('The whole line'))],
    ['tails', tails > 0],
    ['apostrophes', apostrophes > 0],
  ]
  return offers.filter(([offer, isFound]) => isFound || choices[offer] !== undefined).map(([offer]) => offer)
}
