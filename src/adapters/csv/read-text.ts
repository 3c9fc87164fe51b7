/** Decoded text, piece by piece → a table: dialect and header found in its beginning, then everything read. */
import { shapeBody, type BodyFacts, type TableSink } from '#domain/file/body.ts'
import { findDialect } from '#domain/file/dialect.ts'
import { isOwnHeader } from '#domain/file/own-export.ts'
import { readLines } from '#domain/file/read-lines.ts'
import { ReadError, type Dialect, type FileRecord, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import { findStructure, isBlank, topOf, type Structure } from '#domain/file/structure.ts'
import { findInner, splitHeader, splitLone } from '#domain/file/whole-lines.ts'
import { counted, plural } from '#domain/count.ts'
import type { PlainRules } from '#domain/file/plain-scan.ts'
import type { PlainRows } from '#domain/packed/plain-rows.ts'
import { recordStream, type RecordStream } from './record-stream.ts'

/** Dialect and header are found in so many characters, wherever the chunks are cut: in the fewer ones where they hold enough lines. */
const samples = { few: 65_536, enoughLines: 250, many: 262_144 } as const

/** How many characters of a beginning are the sample; null while there are too few of them. */
function sampleOf(head: string): number | null {
  if (head.length < samples.few) return null
  const lines = head.slice(0, samples.few).match(/\r\n|\n|\r/g)?.length ?? 0
  return lines >= samples.enoughLines ? samples.few : head.length < samples.many ? null : samples.many
}

export type TextFacts = Omit<Reading, 'kind' | 'encoding' | 'sheet' | 'sheets'>

export interface TextReader {
  push(text: string, isLast: boolean): void
  readonly rows: number
  /** How the records that come now may be read as bytes; null where they are text, or where a record has begun and not ended. */
  plain(): { readonly dialect: Dialect; readonly rules: PlainRules } | null
  /** Within a record: what comes now is the rest of it. */
  readonly isWithin: boolean
  /** Takes rows that are bytes, one a line; at least `waiting` others follow as text. */
  takePlain(rows: PlainRows, count: number): void
  finish(): TextFacts
}

export const noUsers = 'The file has a header and no users below it. If the first line is a user, add a line with the column names above it.'
export const emptyFile = 'The file is empty. Export it again, with a header row and one row per user.'

/** What the beginning of a text tells: its dialect, its header, and a line that sets the delimiter. */
function readHead(text: string, isLast: boolean, choices: ReadingChoices, size: number) {
  if (isLast && text.trim() === '') throw new ReadError(emptyFile)
  const declared = /^(?:"?sep=([^\r\n"])"?|sep=(\t))(\r\n|\n|\r)/i.exec(text)
  const separator = declared?.[1] ?? declared?.[2]
  const rest = declared === null ? text : text.slice(declared[0].length)
  const line = declared === null ? 1 : 2
  const wanted = separator === undefined || choices.delimiter !== undefined ? choices : { ...choices, delimiter: separator }
  const sample = rest.slice(0, size)
  const { dialect, records: found } = findDialect(sample, isLast && sample.length === rest.length, wanted, line)
  const inner = findInner(found, choices)
  const records =
    inner === null ? splitHeader(found, dialect.delimiter, choices) : found.map((record) => ({ ...record, cells: splitLone(record.cells, inner) }))
  const notes = separator === undefined ? [] : [`Line 1 sets the delimiter to ${separator === '\t' ? 'tab' : `“${separator}”`}.`]
  return { rest, line, dialect, inner, records, structure: findStructure(records, choices), notes }
}

interface Begun {
  readonly top: FileRecord[]
  readonly dialect: Dialect
  readonly structure: Structure
  readonly stream: RecordStream
  readonly body: ReturnType<typeof shapeBody>
  readonly notes: readonly string[]
}

function plainOf({ dialect, stream, body }: Begun): ReturnType<TextReader['plain']> {
  const rules = stream.wholeTo === null ? null : body.plainRules()
  return rules === null ? null : { dialect, rules }
}

/** `damaged`: characters that the encoding does not have. */
function textFacts({ dialect, structure, stream, top, notes: headNotes }: Begun, facts: BodyFacts, choices: ReadingChoices, damaged: number): TextFacts {
  const { tokenizer, tokenizerReason, notes } = stream.facts
  return {
    ...dialect,
    newline: tokenizer === 'own' && choices.newline === undefined && /line ends/.test(tokenizerReason ?? '') ? 'any' : dialect.newline,
    tokenizer,
    tokenizerReason,
    ...readLines(structure, facts),
    offers: facts.offers,
    top: top,
    choices,
    notes: [
      ...headNotes,
      ...structure.notes,
      ...notes,
      ...facts.notes,
      ...(damaged === 0
        ? []
        : [
            `${counted(damaged, 'character')} could not be read and ${plural(damaged, 'is', 'are')} shown as “�”. Change the encoding, or search for � in the grid.`,
          ]),
    ],
  }
}

function countDamaged(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count += 1
  return count
}

type Take = (records: string[][], lines: number[]) => void

/** Above the users stand the header and whatever was before it. */
function behindHeader(bodyFrom: number, take: Take): Take {
  let passed = 0
  return (records, lines) => {
    const skip = Math.min(records.length, Math.max(0, bodyFrom - passed))
    passed += records.length
    if (skip === 0) take(records, lines)
    else take(records.slice(skip), lines.slice(skip))
  }
}

/** `hasMark`: the file began with a byte order mark, as what Rollcall writes for spreadsheets does. */
export function textReader(choices: ReadingChoices, sink: TableSink, hasMark = () => false): TextReader {
  let head = ''
  let begun: Begun | null = null
  let seen = 0
  let damaged = 0

  function push(text: string, isLast: boolean) {
    damaged += countDamaged(text)
    if (begun !== null) {
      begun.stream.push(text, isLast)
      return
    }
    head += text
    const size = sampleOf(head)
    if (size !== null || isLast) begin(head, isLast, size ?? samples.many)
  }

  function begin(text: string, isLast: boolean, size: number) {
    const { rest, line, dialect, inner, records, structure, notes } = readHead(text, isLast, choices, size)
    // An exact export of ours has neither mark nor \r\n: nothing was guarded in it.
    const isOwn = isOwnHeader(structure.headers)
    const body = shapeBody(
      {
        structure,
        choices,
        sample: records.slice(structure.bodyFrom).map(({ cells }) => cells),
        delimiter: inner?.delimiter ?? dialect.delimiter,
        inner,
        isOwn,
        isGuarded: isOwn && (hasMark() || dialect.newline !== '\n'),
        hasShortRows: true,
      },
      sink,
    )
    const take = behindHeader(structure.bodyFrom, (records, lines) => {
      seen += records.length
      body.take(records, lines)
    })
    const stream = recordStream(dialect, choices.newline !== undefined, line, take)
    begun = {
      top: topOf(records),
      dialect: inner === null ? dialect : { ...dialect, delimiter: inner.delimiter },
      structure,
      stream,
      body,
      notes,
    }
    head = ''
    stream.push(rest, isLast)
  }

  function finish(): TextFacts {
    if (begun === null) throw new ReadError(emptyFile)
    const { structure, body } = begun
    const facts = body.finish()
    if (facts.rows === 0 && choices.people !== 'none')
      throw new ReadError(structure.headers.every((name) => name.trim() === '') || isBlank(structure.headers) ? emptyFile : noUsers)
    return textFacts(begun, facts, choices, damaged)
  }

  return {
    push,
    finish,
    plain: () => (begun === null ? null : plainOf(begun)),
    get isWithin() {
      return begun !== null && begun.stream.wholeTo === null
    },
    takePlain(rows, count) {
      begun?.body.takePlain(rows, count, begun.stream.wholeTo ?? 0)
      begun?.stream.pass(count)
      seen += count
    },
    get rows() {
      return seen
    },
  }
}
