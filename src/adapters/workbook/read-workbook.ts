/** Reads one sheet of an Excel workbook into a table, streaming; loaded only when a workbook is dropped. */
import { counted } from '#domain/count.ts'
import type { TableSink } from '#domain/file/body.ts'
import { ReadError, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import { recordTable } from './record-table.ts'
import { entryText, openZip, type Zip } from './zip.ts'
import { bookPath, readBook, type Book } from './book.ts'
import { mergesOf } from './merged-cells.ts'
import { readSheet, type SheetCounts } from './sheet.ts'

interface Options {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: { bytes: number; rows: number }) => void) | undefined
}

/** Cover sheets are small; what is empty and larger takes time all the same. */
const mostEmpty = 16 * 1024 * 1024

/** A sheet without a table in it: another one of the workbook may have one. */
class EmptySheet extends ReadError {}

export async function readWorkbook(file: Blob, choices: ReadingChoices, sink: TableSink, options: Options): Promise<Reading> {
  const zip = await openZip(file)
  const path = await bookPath(file, zip)
  if (path === null) throw new ReadError(otherKind(zip))
  const book = await readBook(file, zip, path)
  const visible = book.sheets.filter(({ isHidden }) => !isHidden)
  const chosen = book.sheets.find(({ name }) => name === choices.sheet)
  if (chosen !== undefined) return readOne(file, zip, book, chosen.name, choices, sink, options)
  let failure: unknown = new ReadError('The workbook has no sheet. Open it and check.')
  let empty = 0
  for (const { name, path: part } of visible.length > 0 ? visible : book.sheets) {
    try {
      return await readOne(file, zip, book, name, choices, sink, options)
    } catch (error) {
      // A cover sheet without users is skipped; what is wrong with the others is shown.
      if (!(error instanceof EmptySheet)) throw error
      failure = error
      empty += zip.get(part)?.size ?? 0
      if (empty > mostEmpty) throw error
    }
  }
  throw failure
}

/** What archives are that are no workbooks of this kind, by an entry that only they have. */
const otherKinds: readonly (readonly [entry: RegExp, sentence: string])[] = [
  [/^xl\/workbook\.bin$/, 'This is a binary Excel workbook (.xlsb). Open it, choose “Save as”, then “Excel Workbook (.xlsx)”, and drop that file.'],
  [/\.iwa$|^Index\.zip$|^index\.xml$/, 'This is a Numbers document. Choose File, “Export to”, then “CSV” or “Excel”, and drop that file.'],
  [/^content\.xml$/, 'This is an OpenDocument spreadsheet (.ods). Open it, save it as “Excel 2007–365 (.xlsx)” or as CSV, and drop that file.'],
  [/^word\//, 'This is a Word document. Copy its table into a spreadsheet, or save it as CSV, and drop that file.'],
  [/^ppt\//, 'This is a PowerPoint presentation. Copy its table into a spreadsheet, or save it as CSV, and drop that file.'],
]

const otherKind = (zip: Zip): string =>
  otherKinds.find(([entry]) => [...zip.keys()].some((name) => entry.test(name)))?.[1] ??
  'This is a zip archive, not a workbook. Unpack it and drop the CSV file or the workbook inside.'

async function readOne(file: Blob, zip: Zip, book: Book, name: string, choices: ReadingChoices, sink: TableSink, options: Options): Promise<Reading> {
  const sheet = book.sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new ReadError(`The workbook has no sheet “${name}”.`)
  const { signal } = options
  const merges = await mergesOf(file, zip, sheet.path, signal)
  const records = recordTable(choices, sink)
  const onBytes = (bytes: number) => options.onProgress?.({ bytes, rows: records.rows })
  const counts = await readSheet(entryText(file, zip, sheet.path, { onBytes, signal }), book, merges, (found) => records.take(found))
  const done = records.finish()
  if (done === null) throw new EmptySheet(`The sheet “${name}” is empty. Choose another sheet.`)
  if (done.rows === 0 && choices.people !== 'none') throw new EmptySheet(`The sheet “${name}” has a header and no users below it.`)
  const { facts } = done
  return {
    kind: 'workbook',
    encoding: 'Excel workbook',
    delimiter: '',
    quote: '',
    newline: '\n',
    tokenizer: 'workbook',
    tokenizerReason: null,
    sheet: name,
    sheets: book.sheets.map((each) => each.name),
    ...facts,
    notes: [...(book.sheets.length > 1 ? [`The workbook has ${book.sheets.length} sheets; “${name}” was read.`] : []), ...facts.notes, ...countNotes(counts)],
  }
}

function countNotes({ dates, decorated, unsolved, hiddenRows, hiddenColumns, errors }: SheetCounts): string[] {
  const notes: string[] = []
  const cells = (count: number) => counted(count, 'cell')
  if (dates > 0) notes.push(`${cells(dates)} with a date, written as 2026-12-31: a workbook stores day numbers.`)
  if (decorated > 0) notes.push(`${cells(decorated)} may look different in the spreadsheet (a currency, a percent sign, a prefix); the number itself was read.`)
  if (unsolved > 0) notes.push(`${cells(unsolved)} with a formula and no stored result, left blank. Open the workbook, save it, and drop it again.`)
  if (errors > 0)
    notes.push(`${counted(errors, 'cell')} with a formula error such as #N/A. Correct the formulas in the workbook, or type the values in the grid.`)
  if (hiddenRows > 0) notes.push(`${counted(hiddenRows, 'hidden row was', 'hidden rows were')} read too.`)
  if (hiddenColumns > 0) notes.push(`${counted(hiddenColumns, 'hidden column was', 'hidden columns were')} read too.`)
  return notes
}
