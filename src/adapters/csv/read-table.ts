/**
 * Reads a file of any kind into a table, streaming: the one entrance, the same in the worker and in tests.
 *
 * How it is used: `readTable(file, choices, sink, options)` gives the header and then the rows, batch by batch (about one a megabyte), to
 * `sink.begin(headers)` and `sink.rows(rows, lines)`, and answers with the `Reading`: everything that was found and noticed. Rows are as wide as
 * the headers, and the arrays belong to the sink, so it may lay them out column by column and send them on. `begin` may be called twice: reading
 * starts over where a file that looked like UTF-8 is not, and everything given before is then void. It rejects with `ReadError` (one sentence)
 * for a file that cannot be read, and with the signal's reason when cancelled. `collectTable()` is a sink that makes a plain `Table`.
 */
import type { TableSink } from '#domain/file/body.ts'
import { plainText } from '#domain/packed/plain-rows.ts'
import { ReadError, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import type { Table } from '#domain/file/table.ts'
import { byteChunks, refuseTooLarge, startReading, type ByteReader, type ChunkOptions } from './byte-chunks.ts'
import { encodingName, fallbackFor, guessEncoding, makeDecoder, NotUtf8 } from './encoding.ts'
import { compoundSentence, isCompound, notTable, notText } from './file-kind.ts'
import { isPasted, pastedPart } from './pasted-file.ts'
import { plainLane } from './plain-lane.ts'
import { emptyFile, textReader } from './read-text.ts'

export interface ReadOptions extends Omit<ChunkOptions, 'onBytes'> {
  readonly onProgress?: ((progress: { bytes: number; rows: number }) => void) | undefined
}

const headBytes = 65_536
/** Enough to know a workbook and an HTML table by. */
const startBytes = 1024

export async function readTable(file: Blob, choices: ReadingChoices, sink: TableSink, options: ReadOptions = {}): Promise<Reading> {
  refuseTooLarge(file.size)
  // Most files are text: that is begun with while the first bytes say whether this one is.
  if (isPasted(file)) {
    const { readHtmlRecords } = await import('../workbook/read-html.ts')
    return readTable(await pastedPart(file, (html) => readHtmlRecords(html, () => undefined).rows), choices, sink, options)
  }
  const reader = startReading(file)
  const start = new Uint8Array(await file.slice(0, startBytes).arrayBuffer())
  if (isZip(start)) {
    reader.cancel()
    // A workbook is rare: its reader is loaded when there is one.
    const { readWorkbook } = await import('../workbook/read-workbook.ts')
    return readWorkbook(file, choices, sink, options)
  }
  if (isCompound(start)) {
    reader.cancel()
    throw new ReadError(await compoundSentence(file))
  }
  const html = await htmlText(file, start)
  if (html !== null) {
    reader.cancel()
    const { readHtml } = await import('../workbook/read-html.ts')
    return { ...readHtml(html, choices, sink), encoding: 'HTML table' }
  }
  const other = notTable(new TextDecoder(start[1] === 0 || start[0] === 0xff ? 'utf-16le' : 'utf-8').decode(start))
  if (other !== null) {
    reader.cancel()
    throw new ReadError(other)
  }
  try {
    return await readText({ file, start, reader }, choices, sink, options)
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error
    const { encoding, note } = fallbackFor(await firstBytes(file, start))
    const reading = await readText({ file, start, reader: startReading(file) }, { ...choices, encoding }, sink, options)
    return { ...reading, choices, notes: [note, ...reading.notes] }
  }
}

const isZip = ([p, k, three, four]: Uint8Array): boolean => p === 0x50 && k === 0x4b && three === 3 && four === 4

const htmlBytes = 32 * 1024 * 1024

/** Some products export an HTML table under the name .xls, and spreadsheets put one on the clipboard. */
async function htmlText(file: Blob, start: Uint8Array): Promise<string | null> {
  const head = new TextDecoder('utf-8', { ignoreBOM: true }).decode(start)
  // A spreadsheet in XML has a “Table”, too, and is named for what it is.
  if (/<\?mso-application|<(?:\w+:)?Workbook\b|<office:document\b/i.test(head)) return null
  if (!/^\uFEFF?\s*</.test(head) || !/<(?:!doctype html|html|meta|table|style|google-sheets)/i.test(head)) return null
  if (file.size > htmlBytes) throw new ReadError('The file is an HTML table of more than 32 MB. Export the users as CSV instead.')
  return htmlDecoder(head).decode(await file.arrayBuffer())
}

/** By what the page says of itself; browsers take no other word for it either. */
function htmlDecoder(head: string): TextDecoder {
  const charset = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder('utf-8')
  }
}

interface Begun {
  readonly file: Blob
  readonly start: Uint8Array
  readonly reader: ByteReader
}

async function readText(
  { file, start, reader: byteReader }: Begun,
  choices: ReadingChoices,
  sink: TableSink,
  { chunkBytes, signal, onProgress }: ReadOptions,
): Promise<Reading> {
  let hasMark = false
  const reader = textReader(choices, sink, () => hasMark)
  let decode: ReturnType<typeof makeDecoder> | null = null
  let encoding = choices.encoding ?? ''
  let note: string | null = null
  let head: Uint8Array | null = new Uint8Array(0)
  let lane: ReturnType<typeof plainLane> | null = null
  let bytes = 0

  const begin = (first: Uint8Array) => {
    const refusal = notText(first)
    const guess = guessEncoding(first)
    if (refusal !== null && !guess.encoding.startsWith('utf-16')) throw new ReadError(refusal)
    hasMark = guess.hasMark
    if (choices.encoding === undefined) {
      encoding = guess.encoding
      note = guess.note
    }
    decode = makeDecoder(encoding, choices.encoding === undefined && encoding === 'utf-8')
    return decode
  }

  for await (const chunk of byteChunks(byteReader, start, { chunkBytes, signal, onBytes: (count) => (bytes = count) })) {
    if (head === null || decode !== null) {
      lane ??= plainLane(reader, decode ?? begin(chunk), encoding)
      lane.push(chunk)
    } else {
      // The encoding is decided from the same first bytes, whatever the chunks.
      head = joined(head, chunk)
      if (head.length < headBytes) continue
      const first = head
      head = null
      reader.push(begin(first.subarray(0, headBytes))(first, false), false)
    }
    onProgress?.({ bytes, rows: reader.rows })
  }
  ;(lane as ReturnType<typeof plainLane> | null)?.end()
  if (head !== null) {
    if (head.length === 0) throw new ReadError(emptyFile)
    reader.push(begin(head)(head, true), true)
  } else {
    reader.push(decode === null ? '' : (decode as ReturnType<typeof makeDecoder>)(new Uint8Array(0), true), true)
  }
  const facts = reader.finish()
  onProgress?.({ bytes: file.size, rows: reader.rows })
  return {
    ...facts,
    kind: 'text',
    encoding: encodingName(encoding),
    sheet: null,
    sheets: [],
    notes: note === null ? facts.notes : [note, ...facts.notes],
  }
}

/** Unpacked ones, where the file is packed. */
async function firstBytes(file: Blob, start: Uint8Array): Promise<Uint8Array> {
  let head = new Uint8Array(0)
  for await (const chunk of byteChunks(startReading(file), start, { chunkBytes: headBytes })) {
    head = joined(head, chunk)
    if (head.length >= headBytes) break
  }
  return head
}

/** A copy: a chunk is written over once the next one is asked for. */
function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

/** A sink that keeps everything; `table()` once the reading is done. */
export function collectTable(): TableSink & { table(): Table } {
  let headers: readonly string[] = []
  let rows: string[][] = []
  let lines: number[] = []
  return {
    begin(found) {
      headers = found
      rows = []
      lines = []
    },
    rows(found, at) {
      for (const cells of found) rows.push(cells)
      for (const line of at) lines.push(line)
    },
    plain(found, count, firstLine) {
      for (let row = 0; row < count; row += 1) {
        rows.push(headers.map((_, column) => plainText(found, row * headers.length + column)))
        lines.push(firstLine + row)
      }
    },
    table: () => ({ headers, rows, lines }),
  }
}
