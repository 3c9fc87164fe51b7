/** The rows of a sheet as records, with every cell as text. */
import { limits } from '#domain/file/body.ts'
import { ReadError } from '#domain/file/reading.ts'
import { joinedText, stringCollector, type Book } from './book.ts'
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { columnNumber, mergeFinder, type Merge } from './merged-cells.ts'
import type { TableRecord } from './record-table.ts'
import { isoText, numberText } from './number-text.ts'
import { damaged } from './zip.ts'

export interface SheetCounts {
  readonly dates: number
  readonly decorated: number
  readonly unsolved: number
  readonly hiddenRows: number
  /** Columns that are hidden and have values. */
  readonly hiddenColumns: number
  /** Cells whose formula has no result but an error. */
  readonly errors: number
}

const rowsAtOnce = 2_000
/** As many as a sheet of Excel has. */
const mostRows = 1_048_576

/** Collects the records of a sheet, and hands them over many at a time. */
function rowCollector(merges: readonly Merge[], take: (records: TableRecord[]) => void) {
  const mergedAt = mergeFinder(merges)
  let records: TableRecord[] = []
  /** Rows without a value, as formatting leaves them: of no account where nothing follows. */
  let blank: number[] = []
  const flush = () => {
    if (records.length > 0) take(records)
    records = []
  }
  const recordOf = (line: number, cells: string[], isStruck = false): TableRecord => ({
    line,
    cells,
    ...(merges.length === 0 ? {} : mergedAt(line)),
    ...(isStruck ? { isStruck } : {}),
  })
  return {
    add(line: number, cells: string[], isStruck: boolean) {
      if (line > mostRows) throw damaged()
      if (cells.length === 0) {
        if (blank.push(line) > mostRows) throw damaged()
        return
      }
      for (const each of blank) records.push(recordOf(each, []))
      blank = []
      records.push(recordOf(line, cells, isStruck))
      if (records.length >= rowsAtOnce) flush()
    },
    flush,
  }
}

/** Makes the text of a cell from its kind, its style and the value that the file has for it, and counts what was made of them. */
function textMaker({ strings, formats, is1904 }: Book) {
  const counts = { dates: 0, decorated: 0, unsolved: 0, errors: 0 }
  /** A text that is not there was lost with its part of the workbook. */
  const sharedText = (index: string): string => {
    const text = strings[Number(index)]
    if (text === undefined) throw damaged()
    return text
  }
  const textOf = (kind: string, style: number, value: string, hasFormula: boolean): string => {
    if (value === '') {
      if (hasFormula && kind !== 'str') counts.unsolved += 1
      return ''
    }
    switch (kind) {
      case 's':
        return sharedText(value)
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'str':
        return decodeEntities(value)
      case 'e':
        counts.errors += 1
        return decodeEntities(value)
      case 'd':
        counts.dates += 1
        return isoText(decodeEntities(value))
      default: {
        const format = formats[style] ?? 'plain'
        if (format === 'date' || format === 'date-time' || format === 'time') counts.dates += 1
        else if (format === 'decorated') counts.decorated += 1
        return numberText(value, format, is1904)
      }
    }
  }
  return { textOf, counts }
}

/** Records carry the number of their row. Rows that the sheet leaves out are blank; the last of them are not worth counting. */
export async function readSheet(
  pieces: AsyncIterable<string>,
  book: Book,
  merges: readonly Merge[],
  take: (records: TableRecord[]) => void,
): Promise<SheetCounts> {
  const { textOf, counts } = textMaker(book)
  const rows = rowCollector(merges, take)
  const inline = stringCollector()
  let hiddenRows = 0
  const hiddenColumns = columnsHidden()
  let line = 0
  let cells: string[] = []
  /** Cells of the row whose text is not crossed out. */
  let kept = 0
  let column = -1
  let kind = ''
  let style = -1
  let value = ''
  let inValue = false
  let hasFormula = false
  /** What follows the rows was read for merged cells, and the whole checked then. */
  let isRead = false

  const reader = markupReader({
    open(name, attributes) {
      inline.open(name)
      if (name === 'c') {
        column = columnOf(attributes) ?? column + 1
        kind = typeOf(attributes)
        style = styleOf(attributes)
        value = ''
        hasFormula = false
      } else if (name === 'v') inValue = true
      else if (name === 'col') hiddenColumns.learn(attributes)
      else if (name === 'f') hasFormula = true
      else if (name === 'row') {
        line = Number(attribute(attributes, 'r') ?? line + 1)
        if (isHidden(attributes)) hiddenRows += 1
        cells = []
        kept = 0
        column = -1
      }
    },
    close(name) {
      inline.close(name)
      if (name === 'v') inValue = false
      else if (name === 'c') endCell()
      else if (name === 'row') rows.add(line, cells, kept === 0)
      else if (name === 'sheetData') isRead = true
    },
    text(raw) {
      inline.text(raw)
      if (inValue) value = joinedText(value, raw)
    },
  })
  for await (const piece of pieces) {
    reader.push(piece)
    if (isRead) break
  }
  rows.flush()
  return { ...counts, hiddenRows, hiddenColumns: hiddenColumns.count() }

  function endCell() {
    const written = inline.take()
    const text = kind === 'inlineStr' ? written : textOf(kind, style, value, hasFormula)
    if (text === '') return
    // A column that is only formatted has no text.
    if (column >= limits.columns) {
      if (text.trim() === '') return
      throw new ReadError(
        `Row ${line} of the sheet has a value beyond column ${limits.columns}, the last that can be read. Remove the columns that you don't need.`,
      )
    }
    if (!book.struck.has(style)) kept += 1
    while (cells.length < column) cells.push('')
    cells[column] = text
    hiddenColumns.see(column)
  }
}

/** Columns that are hidden, of which those with a value are counted. */
function columnsHidden() {
  const ranges: { readonly from: number; readonly to: number }[] = []
  const seen = new Set<number>()
  return {
    learn(attributes: string) {
      if (isHidden(attributes) && ranges.length < limits.columns)
        ranges.push({ from: Number(attribute(attributes, 'min')) - 1, to: Number(attribute(attributes, 'max')) - 1 })
    },
    see(column: number) {
      if (ranges.some(({ from, to }) => column >= from && column <= to)) seen.add(column)
    },
    count: () => seen.size,
  }
}

// These three run once a cell: plain searches, no expressions made again.
const reference = /\sr="([A-Z]+)\d*"/
const typed = /\st="([a-zA-Z]+)"/
const styled = /\ss="(\d+)"/
const isHidden = (attributes: string) => /^(1|true)$/.test(attribute(attributes, 'hidden') ?? '')
const typeOf = (attributes: string) => typed.exec(attributes)?.[1] ?? 'n'
const styleOf = (attributes: string) => Number(styled.exec(attributes)?.[1] ?? -1)

/** "AB12" is column 27, from 0. */
function columnOf(attributes: string): number | null {
  const letters = reference.exec(attributes)?.[1]
  return letters === undefined ? null : columnNumber(letters)
}
