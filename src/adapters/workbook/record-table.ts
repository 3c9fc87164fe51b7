/** Records that come as cells already, from a sheet or from the clipboard → a table: header found, body shaped, facts gathered. */
import { limits, shapeBody, type BodyFacts, type TableSink } from '#domain/file/body.ts'
import { isOwnHeader } from '#domain/file/own-export.ts'
import type { FileRecord, Reading, ReadingChoices } from '#domain/file/reading.ts'
import { findInner, splitLone } from '#domain/file/whole-lines.ts'
import { findStructure, topOf, type Structure } from '#domain/file/structure.ts'

/** Records that the header is looked for in. */
const sampled = 200

export type RecordFacts = Pick<
  Reading,
  'headerLines' | 'above' | 'below' | 'blankRows' | 'shortRows' | 'heldBack' | 'skipped' | 'joinAt' | 'offers' | 'top' | 'choices' | 'notes'
>

export function recordTable(choices: ReadingChoices, sink: TableSink) {
  let head: FileRecord[] = []
  let begun: { top: FileRecord[]; structure: Structure; body: ReturnType<typeof shapeBody> } | null = null
  let seen = 0

  const give = (body: ReturnType<typeof shapeBody>, records: readonly FileRecord[]) => {
    seen += records.length
    body.take(
      records.map(({ cells }) => [...cells]),
      records.map(({ line }) => line),
    )
  }
  const begin = () => {
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
    take(records: readonly FileRecord[]) {
      if (begun !== null) {
        give(begun.body, records)
        return
      }
      head.push(...records)
      if (head.length >= sampled) begun = begin()
    },
    get rows() {
      return seen
    },
    /** Null where there was no record at all. */
    finish(): { rows: number; facts: RecordFacts } | null {
      if (begun === null && head.length === 0) return null
      begun ??= begin()
      const { structure, body } = begun
      const facts: BodyFacts = body.finish()
      return {
        rows: facts.rows,
        facts: {
          headerLines: structure.headerLines,
          above: structure.above.map(asText),
          below: facts.below.map(asText),
          blankRows: facts.blankRows,
          shortRows: facts.shortRows,
          heldBack: facts.heldBack,
          skipped: facts.skipped,
          joinAt: facts.joinAt,
          offers: facts.offers,
          top: begun.top,
          choices,
          notes: [...structure.notes, ...facts.notes],
        },
      }
    },
  }
}

const asText = ({ line, cells }: FileRecord) => ({
  line,
  text: cells
    .filter((cell) => cell.trim() !== '')
    .join(' · ')
    .slice(0, 200),
})

/** Blank cells at the end of a row are left out: for finding the header all rows are as wide as the widest. */
function padded(records: readonly FileRecord[]): FileRecord[] {
  const width = Math.min(
    limits.columns,
    records.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  )
  return records.map(({ line, cells }) => ({ line, cells: [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')] }))
}
