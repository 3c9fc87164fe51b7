/** Turns records into the rows of a table: lines that are no users skipped, ragged rows made as wide as the header, everything counted. */
import { formatCount } from '../count.ts'
import type { PlainRows } from '../packed/plain-rows.ts'
import { soundsSecret } from '../fields/secret-header.ts'
import { bodyNotes } from './body-notes.ts'
import { brokenLines } from './broken-lines.ts'
import { cellCleaner } from './cell-cleaning.ts'
import { isFooter } from './footer.ts'
import { guardMark, unguard, unguardEarlier } from './formula-guard.ts'
import { ReadError, type BlockedLine, type FileRecord, type Offer, type ReadingChoices } from './reading.ts'
import { rowShaper, tailOf, withoutTail } from './row-shape.ts'
import type { SkippedKind, SkippedLine } from './skipped-lines.ts'
import { isBlank, type Structure } from './structure.ts'
import type { PlainRules } from './plain-scan.ts'
import { userLines, type Lines } from './user-lines.ts'
import type { InnerDialect } from './whole-lines.ts'

/** Stated limits of a file. */
export const limits = { bytes: 256 * 1024 * 1024, rows: 200_000, columns: 500, recordCharacters: 8_000_000 } as const

/** Who takes a table while it is read. */
export interface TableSink {
  /** Called before the first rows, and again where reading has to start over: everything given before is then void. */
  begin(headers: readonly string[]): void
  /** Rows in file order, each as wide as the headers, and the line of the file on which each begins. The arrays are the sink's to keep. */
  rows(rows: readonly string[][], lines: readonly number[]): void
  /** The first `count` of rows that are bytes still, each on a line of its own from `firstLine` on. A sink without this gets every row as texts. */
  readonly plain?: ((rows: PlainRows, count: number, firstLine: number) => void) | undefined
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
export const waiting = 10
/** A spreadsheet that was saved down to its last line has a million. */
const mostBlank = 6_000_000

const isBlankRecord = (cells: readonly string[]) => (cells[0] ?? '') === '' && isBlank(cells)

/** -1 where there is none. Loops that most pieces of a file pass through without finding anything are functions of their own. */
function firstBlank(records: readonly (readonly string[])[]): number {
  for (let index = 0; index < records.length; index += 1) if (isBlankRecord(records[index] ?? [])) return index
  return -1
}

/** The header as the rows will have it, and what it tells of what another program did to them. */
function headerOf({ structure, choices, delimiter, isGuarded }: BodyOptions) {
  const mark = structure.headers.findIndex((header) => header.trim() === guardMark)
  const hasGuards = (isGuarded || mark !== -1) && choices.apostrophes !== 'keep'
  const named = mark === -1 ? structure.headers : structure.headers.filter((_, column) => column !== mark).map(unguard)
  const tail = choices.tails === 'keep' ? '' : tailOf(named, delimiter)
  const headers = tail === '' ? named : named.map((header) => withoutTail(header, tail))
  if (headers.length > limits.columns)
    throw new ReadError(`The file has ${headers.length} columns; at most ${limits.columns} can be read. Remove the columns that you don't need.`)
  return { headers, tail, mark, removeGuard: hasGuards ? (mark === -1 ? unguardEarlier : unguard) : null }
}

/** Nothing is done to rows but to those that are odd. */
const isUntouched = ({ inner, choices }: BodyOptions) => inner === null && choices.spaces !== 'remove' && choices.wholeLines !== 'split'

/** Removes blank rows and counts them. */
function blankFilter() {
  const counts = { blankRows: 0, blankLine: 0 }
  /** The first blank one is known. */
  function without(records: readonly string[][], lines: readonly number[], blank: number): Lines {
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
    if (counts.blankRows > mostBlank)
      throw new ReadError(`The file has more than ${formatCount(mostBlank)} blank lines, the most that can be read. Remove them, or export the users again.`)
    return { rows, lines: at }
  }
  return { without, counts }
}

/** The last rows, which may turn out to be a footer: they wait until the end of the file is seen. */
function lateEnd({ choices, isOwn }: BodyOptions, width: number, isKept: (line: number) => boolean) {
  let late: { rows: string[][]; lines: number[] } = { rows: [], lines: [] }
  return {
    /** Answers the rows that wait no more. */
    pass(found: Lines): Lines {
      const rows = [...late.rows, ...found.rows]
      const lines = [...late.lines, ...found.lines]
      const keep = Math.max(0, rows.length - waiting)
      late = { rows: rows.slice(keep), lines: lines.slice(keep) }
      rows.length = keep
      lines.length = keep
      return { rows, lines }
    },
    /** Takes the lines at the end that are no users: a total, a date, a remark. So many rows came before. */
    takeFooter(rowCount: number): FileRecord[] {
      const below: FileRecord[] = []
      const { rows, lines } = late
      while (choices.footer !== 'keep' && rows.length > 0 && rowCount + rows.length > 1) {
        const line = lines.at(-1) ?? 0
        // Blank rows are gone by now: a gap before the line is one.
        const standsApart = line - (lines.at(-2) ?? line) > 1
        if (isKept(line) || !isFooter(rows.at(-1) ?? [], width, standsApart, isOwn)) break
        below.unshift({ cells: rows.pop() ?? [], line })
        lines.pop()
      }
      return below
    },
    left: () => late,
    /** The rows that wait, which wait no more: at least as many others follow. */
    release(): Lines {
      const released = late
      late = { rows: [], lines: [] }
      return released
    },
  }
}

/** Gathers the rows that must not be sent unseen: by what their cells say, by what the row before says, or by what lies over them in a sheet. */
function blocker(width: number, sample: readonly (readonly string[])[]) {
  const heldBack: BlockedLine[] = []
  const held = new Map<number, string>()
  const halfBefore = brokenLines(width, sample)
  return {
    heldBack,
    /** Blocks a line for a reason that is not in its cells. */
    hold: (line: number, message: string) => held.set(line, message),
    /** `shape` gives the row its columns, and a reason where its own cells are one. */
    block(cells: readonly string[], at: { readonly row: number; readonly line: number }, shape: () => string | null) {
      const half = cells.length < width ? halfBefore(cells, at.row, at.line) : null
      const reason = shape()
      if (half !== null && heldBack.at(-1)?.row !== half.row)
        heldBack.push({
          ...half,
          message: `The row seems to continue on line ${at.line}: a line break without quotes. Correct it in the grid, then include it.`,
        })
      const rest =
        half === null ? null : `The line seems to be the rest of line ${half.line}, which has a line break without quotes. Correct that row in the grid.`
      const message = held.get(at.line) ?? reason ?? rest
      if (message !== null) heldBack.push({ ...at, message })
    },
  }
}

function refuseTooMany(rows: number) {
  if (rows > limits.rows) throw new ReadError(`The file has more than ${formatCount(limits.rows)} rows, the most that can be read. Split it.`)
}

const sum = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)

export function shapeBody(options: BodyOptions, sink: TableSink) {
  const { structure, choices, delimiter, inner, sample } = options
  const { headers, tail, mark, removeGuard } = headerOf(options)
  const isAsItIs = removeGuard === null && mark === -1 && tail === '' && isUntouched(options)
  const width = headers.length
  const secret = headers.map(soundsSecret)
  const users = userLines({ headerRows: structure.headerRows, width, sample, secret, choices })
  const shaper = rowShaper({ headers, delimiter, tail, inner, choices })
  const cleaner = cellCleaner({ secret, removeGuard, removesSpaces: choices.spaces === 'remove' })
  const blanks = blankFilter()
  const blocked = blocker(width, delimiter === '' ? [] : sample)
  const end = lateEnd(options, width, users.isKept)
  let rowCount = 0

  sink.begin(headers)

  /** Takes the next records; all but the last few go on at once. */
  function take(records: readonly string[][], lines: readonly number[]) {
    const blank = choices.blankRows === 'keep' ? -1 : firstBlank(records)
    give(end.pass(blank < 0 ? { rows: records, lines } : blanks.without(records, lines, blank)))
  }

  function give(read: Lines) {
    const { rows, lines } = users.keep(read)
    if (sum(users.skippedCounts) > limits.rows)
      throw new ReadError(
        `More than ${formatCount(limits.rows)} lines of the file are no users, such as the header again. Remove them, or export the users again.`,
      )
    if (rows.length === 0) return
    refuseTooMany(rowCount + rows.length)
    for (let index = 0; index < rows.length; index += 1) {
      const cells = rows[index] ?? []
      const line = lines[index] ?? 0
      if (mark !== -1) cells.splice(mark, 1)
      blocked.block(cells, { row: rowCount + index, line }, () => users.blockedBy(line, shaper.shape(cells, line)))
    }
    cleaner.clean(rows)
    rowCount += rows.length
    sink.rows(rows, lines)
  }

  /** What a row has to be so that it may come as bytes; null where rows of this file, or those that come now, have to be texts. */
  function plainRules(): PlainRules | null {
    const { mayBeNoUser } = users
    return sink.plain === undefined || mayBeNoUser === null || !isAsItIs || users.isUnderOther(end.left().rows) ? null : { width, mayBeNoUser }
  }

  /** Takes rows that are bytes, as `plainRules` wants them. At least `waiting` others have to follow, which come as texts. */
  function takePlain(rows: PlainRows, count: number, firstLine: number) {
    give(end.release())
    refuseTooMany(rowCount + count)
    rowCount += count
    sink.plain?.(rows, count, firstLine)
  }

  /** The end of the file has been seen. */
  function finish(): BodyFacts {
    const below = end.takeFooter(rowCount)
    give(end.left())
    const { skipped, skippedCounts } = users
    const joinAt = shaper.suggested()
    const counts = { rows: rowCount, ...blanks.counts, ...cleaner.counts, ...shaper.counts() }
    const facts = { ...counts, shortLines: shaper.shortLines, heldBack: blocked.heldBack, skipped, skippedCounts, footer: below.length, joinAt, headers, tail }
    return {
      rows: rowCount,
      below,
      blankRows: counts.blankRows,
      shortRows: options.hasShortRows ? counts.short : 0,
      heldBack: blocked.heldBack,
      skipped,
      joinAt,
      offers: offersOf(facts, choices, shaper.hasWide()),
      notes: bodyNotes(options.hasShortRows ? facts : { ...facts, short: 0 }),
    }
  }

  return { take, takePlain, plainRules, hold: blocked.hold, skipSection: users.skipSection, finish }
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
