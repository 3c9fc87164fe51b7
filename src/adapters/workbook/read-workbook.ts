/** Reads one sheet of an Excel workbook into a table, streaming; loaded only when a workbook is dropped. */
import { limits, shapeBody, type TableSink } from '#domain/table/body.ts'
import { ReadError, type FileRecord, type Reading, type ReadingChoices } from '#domain/table/reading.ts'
import { isOwnHeader } from '#domain/table/own-export.ts'
import { findStructure, type Structure } from '#domain/table/structure.ts'
import { entryText, openZip, type Zip } from './zip.ts'
import { readBook, type Book } from './book.ts'
import { readSheet, type SheetCounts } from './sheet.ts'

interface Options {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: { bytes: number; rows: number }) => void) | undefined
}

/** Records that the header is looked for in. */
const looked = 200

export async function readWorkbook(file: Blob, choices: ReadingChoices, sink: TableSink, options: Options): Promise<Reading> {
  const zip = await openZip(file)
  const other = otherKind(zip)
  if (other !== null) throw new ReadError(other)
  const book = await readBook(file, zip)
  const visible = book.sheets.filter(({ isHidden }) => !isHidden)
  const chosen = book.sheets.find(({ name }) => name === choices.sheet)
  if (chosen !== undefined) return readOne(file, zip, book, chosen.name, choices, sink, options)
  let failure: unknown = new ReadError('The workbook has no sheet. Open it and look.')
  for (const { name } of visible.length > 0 ? visible : book.sheets) {
    try {
      return await readOne(file, zip, book, name, choices, sink, options)
    } catch (error) {
      // A cover sheet without people is passed over; what is wrong with the others is said.
      if (!(error instanceof ReadError) || visible.length < 2) throw error
      failure = error
    }
  }
  throw failure
}

function otherKind(zip: Zip): string | null {
  if (zip.has('xl/workbook.xml')) return null
  if (zip.has('xl/workbook.bin'))
    return 'This is a binary Excel workbook (.xlsb). Open it, choose “Save as”, then “Excel Workbook (.xlsx)”, and drop that file.'
  if (zip.has('content.xml')) return 'This is an OpenDocument file. Open it, save it as “Excel 2007–365 (.xlsx)” or as CSV, and drop that file.'
  if ([...zip.keys()].some((name) => name.endsWith('.iwa') || name === 'Index.zip'))
    return 'This is a Numbers document. Choose File, “Export to”, then “CSV” or “Excel”, and drop that file.'
  return 'This is a zip archive and no workbook. Unpack it and drop the CSV file or the workbook inside.'
}

async function readOne(file: Blob, zip: Zip, book: Book, name: string, choices: ReadingChoices, sink: TableSink, options: Options): Promise<Reading> {
  const sheet = book.sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new ReadError(`The workbook has no sheet “${name}”.`)
  let head: FileRecord[] = []
  let begun: { structure: Structure; body: ReturnType<typeof shapeBody> } | null = null
  let rows = 0

  const take = (records: FileRecord[]) => {
    if (begun === null) return
    rows += records.length
    begun.body.take(
      records.map(({ cells }) => cells as string[]),
      records.map(({ line }) => line),
    )
  }
  const begin = () => {
    const structure = findStructure(padded(head.slice(0, looked)), choices)
    begun = { structure, body: shapeBody(structure, choices, sink, isOwnHeader(structure.headers)) }
    const body = head.slice(structure.bodyFrom)
    head = []
    take(body)
  }
  const counts = await readSheet(
    entryText(file, zip, sheet.path, (bytes) => options.onProgress?.({ bytes, rows })),
    book,
    (records) => {
      options.signal?.throwIfAborted()
      if (begun !== null) {
        take(records)
        return
      }
      head.push(...records)
      if (head.length >= looked) begin()
    },
  )
  if (begun === null) {
    if (head.length === 0) throw new ReadError(`The sheet “${name}” is empty. Choose another sheet.`)
    begin()
  }
  const { structure, body } = begun as unknown as { structure: Structure; body: ReturnType<typeof shapeBody> }
  const facts = body.finish()
  if (facts.rows === 0) throw new ReadError(`The sheet “${name}” has a header and no people below it.`)
  const text = ({ line, cells }: FileRecord) => ({
    line,
    text: cells
      .filter((cell) => cell !== '')
      .join(' · ')
      .slice(0, 200),
  })
  return {
    kind: 'workbook',
    encoding: 'Excel workbook',
    delimiter: '',
    quote: '',
    newline: '\n',
    tokeniser: 'workbook',
    tokeniserReason: null,
    sheet: name,
    sheets: book.sheets.map((each) => each.name),
    headerLines: structure.headerLines,
    above: structure.above.map(text),
    below: facts.below.map(text),
    blankRows: facts.blankRows,
    shortRows: 0,
    heldBack: facts.heldBack,
    choices,
    notes: [
      ...(book.sheets.length > 1 ? [`The workbook has ${book.sheets.length} sheets; “${name}” was read.`] : []),
      ...structure.notes,
      // A sheet does not store trailing blanks, so a short row says nothing here.
      ...facts.notes.filter((note) => !note.includes('fewer values than the header')),
      ...countNotes(counts),
    ],
  }
}

/** A sheet leaves out blank cells at the end of a row: for finding the header all rows are as wide as the widest. */
function padded(records: readonly FileRecord[]): FileRecord[] {
  const width = Math.min(
    limits.columns,
    records.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  )
  return records.map(({ line, cells }) => ({ line, cells: [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')] }))
}

function countNotes({ dates, decorated, unsolved, hiddenRows }: SheetCounts): string[] {
  const notes: string[] = []
  const cells = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'cell' : 'cells'}`
  if (dates > 0) notes.push(`${cells(dates)} with a date: a workbook keeps day numbers, which were written out as 2026-12-31.`)
  if (decorated > 0) notes.push(`${cells(decorated)} may look different in the spreadsheet (a currency, a percent sign, a prefix); the number itself was read.`)
  if (unsolved > 0) notes.push(`${cells(unsolved)} with a formula and no stored result, which stay blank. Open the workbook, save it, and drop it again.`)
  if (hiddenRows > 0) notes.push(`${hiddenRows.toLocaleString('en')} hidden ${hiddenRows === 1 ? 'row was' : 'rows were'} read too.`)
  return notes
}
