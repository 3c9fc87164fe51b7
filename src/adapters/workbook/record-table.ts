/** Records that come as cells already, from a sheet or from the clipboard → a table: header found, body shaped, facts gathered. */
import { limits, shapeBody, type BodyFacts, type TableSink } from '#domain/file/body.ts'
import { isOwnHeader } from '#domain/file/own-export.ts'
import { readLines } from '#domain/file/read-lines.ts'
import type { FileRecord, Reading, ReadingChoices } from '#domain/file/reading.ts'
import { counted } from '#domain/count.ts'
import { findInner, splitLone } from '#domain/file/whole-lines.ts'
import { crossedOut } from '#domain/draft/blocked.ts'
import { findStructure, isBlank, topOf, type Structure } from '#domain/file/structure.ts'

/** Records that the header is looked for in. */
const sampled = 200

export type RecordFacts = Pick<
  Reading,
  'headerLines' | 'above' | 'below' | 'blankRows' | 'shortRows' | 'heldBack' | 'skipped' | 'joinAt' | 'offers' | 'top' | 'choices' | 'notes'
>

/** A record, and what lies over it in a sheet. */
export interface TableRecord extends FileRecord {
  /** Columns under a cell that is merged downwards. */
  readonly under?: readonly number[]
  /** Its only cell is merged across columns, as a title is. */
  readonly isSpanned?: boolean
  /** Every value of it is crossed out. */
  readonly isStruck?: boolean
  /** Columns at which a cell begins that is merged with the next one. */
  readonly across?: readonly number[]
}

interface Begun {
  readonly top: FileRecord[]
  readonly structure: Structure
  readonly body: ReturnType<typeof shapeBody>
}

export function recordTable(choices: ReadingChoices, sink: TableSink) {
  let head: TableRecord[] = []
  /** The users' row before, from which merged cells reach down. */
  let above: readonly string[] | null = null
  let merged = 0
  let begun: Begun | null = null
  let seen = 0

  const give = (body: ReturnType<typeof shapeBody>, records: readonly TableRecord[]) => {
    const rows: string[][] = []
    const lines: number[] = []
    for (const { cells: read, line, under = [], across = [], isSpanned = false, isStruck = false } of records) {
      const cells = [...read]
      seen += 1
      const spans = () => across.some((column) => (cells[column] ?? '').trim() !== '')
      const isTitle = isSpanned && (spans() || across.length === 0) && cells.filter((cell) => cell.trim() !== '').length === 1
      if (isTitle && body.skipSection(cells, line)) {
        above = null
        continue
      }
      // A blank row under a merged cell stays blank, and the value reaches on below it.
      if (isBlank(cells)) above = under.reduce<string[]>((kept, column) => ((kept[column] = above?.[column] ?? ''), kept), [])
      else {
        if (above !== null) fill(cells, under, above)
        above = cells
      }
      if (isStruck) body.hold(line, crossedOut)
      if (spans())
        body.hold(line, 'A cell of this row is merged across columns, so its value may belong to each of them. Correct it in the grid, then include the row.')
      rows.push(cells)
      lines.push(line)
    }
    body.take(rows, lines)
  }
  /** A merged cell holds its value for every row that it reaches over. */
  const fill = (cells: string[], under: readonly number[], from: readonly string[]) => {
    for (const column of under) {
      const text = from[column] ?? ''
      if (text === '' || (cells[column] ?? '') !== '') continue
      merged += 1
      if (choices.merged === 'blank') continue
      while (cells.length < column) cells.push('')
      cells[column] = text
    }
  }
  const begin = (): Begun => {
    const found = padded(head.slice(0, sampled))
    const inner = findInner(found, choices)
    const first = inner === null ? found : found.map((record) => ({ ...record, cells: splitLone(record.cells, inner) }))
    const structure = findStructure(first, choices)
    const isOwn = isOwnHeader(structure.headers)
    const sample = first.slice(structure.bodyFrom).map(({ cells }) => cells)
    const body = shapeBody({ structure, choices, sample, delimiter: inner?.delimiter ?? '', inner, isOwn, isGuarded: isOwn, hasShortRows: false }, sink)
    const rest = head.slice(structure.bodyFrom)
    head = []
    give(body, rest)
    return { top: topOf(first), structure, body }
  }

  return {
    take(records: readonly TableRecord[]) {
      if (begun !== null) {
        give(begun.body, records)
        return
      }
      head = head.concat(records)
      if (head.length >= sampled) begun = begin()
    },
    get rows() {
      return seen
    },
    /** Null where there was no record at all. */
    finish(): { rows: number; facts: RecordFacts } | null {
      if (begun === null && head.length === 0) return null
      begun ??= begin()
      const facts = begun.body.finish()
      return { rows: facts.rows, facts: recordFacts(begun, facts, choices, merged) }
    },
  }
}

/** `merged`: cells under merged ones. */
function recordFacts({ structure, top }: Begun, facts: BodyFacts, choices: ReadingChoices, merged: number): RecordFacts {
  return {
    ...readLines(structure, facts),
    offers: merged > 0 || choices.merged !== undefined ? [...facts.offers, 'merged'] : facts.offers,
    top,
    choices,
    notes: [...structure.notes, ...facts.notes, ...mergedNotes(merged, choices)],
  }
}

const mergedNotes = (merged: number, choices: ReadingChoices): string[] => {
  if (merged === 0) return []
  const under = `${counted(merged, 'cell')} under merged cells`
  return [choices.merged === 'blank' ? `${under} left blank.` : `${under} filled with the merged value.`]
}

/** Blank cells at the end of a row are missing: for finding the header all rows are as wide as the widest. */
function padded(records: readonly FileRecord[]): FileRecord[] {
  const width = Math.min(
    limits.columns,
    records.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  )
  return records.map(({ line, cells }) => ({ line, cells: [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')] }))
}
