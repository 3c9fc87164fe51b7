/** Turns records into the rows of a table: blank ones and the footer set apart, ragged ones made as wide as the header, everything counted. */
import { counted, plural } from '../count.ts'
import type { FileRecord, BlockedLine, ReadingChoices } from './reading.ts'
import { ReadError } from './reading.ts'
import { guardMark, unguard, unguardEarlier } from './formula-guard.ts'
import { isBlank, isFooter, type Structure } from './structure.ts'

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
  readonly notes: readonly string[]
}

/** Records at the end that may turn out to be a footer: they wait until the end is seen. */
const waiting = 10
const named = 3

const linesOf = (lines: readonly number[], count: number) =>
  `${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, named).join(', ')}${count > named ? ' …' : ''}`

const isBlankRecord = (cells: readonly string[]) => (cells[0] ?? '') === '' && isBlank(cells)

/** -1 where there is none. Loops that most pieces of a file pass through without finding anything are functions of their own. */
function firstBlank(records: readonly (readonly string[])[]): number {
  for (let index = 0; index < records.length; index += 1) if (isBlankRecord(records[index] ?? [])) return index
  return -1
}

/** -1 where all are as wide as the header. */
function firstRagged(rows: readonly (readonly string[])[], width: number): number {
  for (let index = 0; index < rows.length; index += 1) if (rows[index]?.length !== width) return index
  return -1
}

/** `isOwn`: Rollcall wrote the file, so it has no footer; `isGuarded`: an earlier version did for spreadsheets, with guards to remove and no mark. */
export function shapeBody(structure: Structure, choices: ReadingChoices, sink: TableSink, { isOwn, isGuarded }: { isOwn: boolean; isGuarded: boolean }) {
  const mark = structure.headers.findIndex((header) => header.trim() === guardMark)
  const removeGuard = mark === -1 ? unguardEarlier : unguard
  const headers = mark === -1 ? structure.headers : structure.headers.filter((_, column) => column !== mark).map(unguard)
  const width = headers.length
  if (width > limits.columns) throw new ReadError(`The file has ${width} columns; at most ${limits.columns} can be read. Remove columns that are not needed.`)
  const takesApostrophes = (isGuarded || mark !== -1) && choices.apostrophes !== 'keep'
  const secret = headers.map((header) => /passw|kennwort|mot de passe|secret/i.test(header))
  let rowCount = 0
  let blankRows = 0
  let blankLine = 0
  let shortRows = 0
  const shortLines: number[] = []
  let emptyTails = 0
  let apostrophes = 0
  const heldBack: BlockedLine[] = []
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
        blankRows += 1
        if (blankLine === 0) blankLine = lines[index] ?? 0
      } else {
        rows.push(cells)
        at.push(lines[index] ?? 0)
      }
    }
    return { rows, lines: at }
  }

  function give(rows: string[][], lines: number[]) {
    if (rowCount + rows.length > limits.rows) throw new ReadError(`The file has more than ${counted(limits.rows, 'row')}, the most that can be read. Split it.`)
    if (mark !== -1) for (const cells of rows) cells.splice(mark, 1)
    const ragged = firstRagged(rows, width)
    if (ragged >= 0) makeEven(rows, lines, ragged)
    if (takesApostrophes) for (const cells of rows) removeGuards(cells)
    rowCount += rows.length
    sink.rows(rows, lines)
  }

  function makeEven(rows: readonly string[][], lines: readonly number[], from: number) {
    for (let index = from; index < rows.length; index += 1) {
      const cells = rows[index] ?? []
      if (cells.length < width) pad(cells, lines[index] ?? 0)
      else if (cells.length > width) cut(cells, rowCount + index, lines[index] ?? 0)
    }
  }

  function pad(cells: string[], line: number) {
    if (!isBlank(cells)) {
      shortRows += 1
      if (shortLines.length < named) shortLines.push(line)
    }
    while (cells.length < width) cells.push('')
  }

  /** Values beyond the header are never moved: the row is blocked, and its line is named. */
  function cut(cells: string[], row: number, line: number) {
    const extra = cells.splice(width)
    const filled = extra.filter((cell) => cell.trim() !== '').length
    if (filled === 0) emptyTails += 1
    else
      heldBack.push({
        row,
        line,
        message: `The row has ${width + extra.length} values and the header has ${width} columns, so its values may stand under the wrong headers.`,
      })
  }

  function removeGuards(cells: string[]) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? ''
      if (secret[index] === true || !cell.includes("'")) continue
      const plain = removeGuard(cell)
      if (plain === cell) continue
      cells[index] = plain
      apostrophes += 1
    }
  }

  /** The end of the file has been seen. */
  function finish(): BodyFacts {
    const below: FileRecord[] = []
    while (choices.footer !== 'keep' && !isOwn && lateRows.length > 0 && rowCount + lateRows.length > 1) {
      const line = lateLines.at(-1) ?? 0
      // Blank rows are gone by now: a gap before the line is one.
      const standsApart = line - (lateLines.at(-2) ?? line) > 1
      if (!isFooter(lateRows.at(-1) ?? [], width, standsApart)) break
      below.unshift({ cells: lateRows.pop() ?? [], line })
      lateLines.pop()
    }
    if (lateRows.length > 0) give(lateRows, lateLines)
    return { rows: rowCount, below, blankRows, shortRows, heldBack, notes: notes(below.length) }
  }

  function notes(footer: number): string[] {
    const said: string[] = []
    if (heldBack.length > 0)
      said.push(
        `${counted(heldBack.length, 'row has', 'rows have')} more values than the header (${linesOf(
          heldBack.map(({ line }) => line),
          heldBack.length,
        )}). Usually a value with a delimiter lacks quotes. ${plural(heldBack.length, 'It is', 'They are')} blocked until you check and include ${plural(heldBack.length, 'it', 'them')}.`,
      )
    if (shortRows > 0)
      said.push(`${counted(shortRows, 'row has', 'rows have')} fewer values than the header (${linesOf(shortLines, shortRows)}); missing values are blank.`)
    if (emptyTails > 0) said.push(`${counted(emptyTails, 'row ends', 'rows end')} with extra empty delimiters. Ignored.`)
    if (blankRows > 0) said.push(`${counted(blankRows, 'blank row')} skipped (the first on line ${blankLine}).`)
    if (footer > 0)
      said.push(
        footer === 1 ? 'The last line looks like a total, not a user. Skipped.' : `The last ${footer} lines look like totals or remarks, not users. Skipped.`,
      )
    if (apostrophes > 0) said.push(`${counted(apostrophes, 'value')} had the apostrophe that Rollcall adds as protection against formulas. Removed.`)
    return said
  }

  return { take, finish }
}

export type Body = ReturnType<typeof shapeBody>
