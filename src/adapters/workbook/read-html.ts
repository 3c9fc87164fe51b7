/** Reads the first table of an HTML text, as spreadsheets put it on the clipboard and some products export it under the name .xls. */
import { counted } from '#domain/count.ts'
import { limits, type TableSink } from '#domain/file/body.ts'
import { ReadError, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { recordTable, type TableRecord } from './record-table.ts'

const recordsAtOnce = 2_000
/** Spans may claim millions of cells in a few bytes: what is beyond any table that can be read is not made. */
const mostCells = limits.columns * 2
const mostSpan = limits.columns
const mostDown = limits.rows
/** In the whole table: 25 columns of the most rows that can be read. */
const mostUnder = 5_000_000

/** Puts the cells of a table into records: spans fill the cells that they cover, as a spreadsheet would draw them. */
function htmlRows(take: (records: TableRecord[]) => void) {
  let records: TableRecord[] = []
  let rows = 0
  let cells: string[] = []
  let under: number[] = []
  let isSpanned = false
  let underCount = 0
  let isRow = false
  let cell: string | null = null
  let span = 1
  /** For how many more rows a cell above reaches down into each column, and whether the column is its first one. */
  const reaching = new Map<number, { rows: number; readonly isFirst: boolean }>()

  const pass = () => {
    for (let above = reaching.get(cells.length); above !== undefined; above = reaching.get(cells.length)) {
      if (above.isFirst) under.push(cells.length)
      above.rows -= 1
      if (above.rows <= 0) reaching.delete(cells.length)
      cells.push('')
      underCount += 1
    }
    if (underCount > mostUnder) throw new ReadError('The merged cells of the table cover more cells than can be read. Export the users as CSV instead.')
  }
  const endCell = () => {
    if (cell === null) return
    const room = mostCells - cells.length
    if (room > 0) {
      cells.push(trimmed(cell))
      for (let extra = 1; extra < Math.min(span, room); extra += 1) cells.push('')
      if (span > 1) isSpanned = true
    }
    cell = null
  }
  const flush = () => {
    if (records.length > 0) take(records)
    records = []
  }
  const endRow = () => {
    // A row that was closed is over: cells above reach into the next one.
    if (!isRow) return
    isRow = false
    endCell()
    pass()
    if (cells.length > 0) {
      rows += 1
      while (cells.length > 0 && cells.at(-1) === '') cells.pop()
      records.push({ line: rows, cells, under, isSpanned })
    }
    if (records.length >= recordsAtOnce) flush()
    cells = []
    under = []
    isSpanned = false
  }
  const beginRow = () => {
    endRow()
    isRow = true
  }
  const beginCell = (attributes: string) => {
    isRow = true
    endCell()
    pass()
    cell = ''
    const hasSpan = attributes.includes('span') || attributes.includes('SPAN')
    span = hasSpan ? spanIn(attributes, 'colspan', mostSpan) : 1
    const down = hasSpan ? spanIn(attributes, 'rowspan', mostDown) : 1
    if (down === 1) return
    for (let index = 0; index < span && cells.length + index < mostCells; index += 1)
      reaching.set(cells.length + index, { rows: down - 1, isFirst: index === 0 })
  }
  /** Text outside of a cell is none of the table's. */
  const addText = (text: string) => {
    if (cell !== null) cell += text
  }
  const addBreak = (isForced: boolean) => {
    if (cell !== null && (isForced || cell !== '')) cell += '\n'
  }
  return { beginRow, endRow, beginCell, addText, addBreak, flush, count: () => rows }
}

/** Nothing is run or fetched: tags are told apart, text is decoded, everything else is skipped. Answers how many tables there are. */
export function readHtmlRecords(html: string, take: (records: TableRecord[]) => void): { readonly rows: number; readonly tables: number } {
  const { beginRow, endRow, beginCell, addText, addBreak, flush, count } = htmlRows(take)
  let tables = 0
  let depth = 0
  let isDone = false
  let silent = ''

  markupReader({
    open(tag, attributes) {
      const name = tag.toLowerCase()
      if (name === 'table' && depth === 0) tables += 1
      if (isDone && name !== 'table') return
      if (name === 'style' || name === 'script') silent = name
      if (name === 'table') depth += 1
      if (depth !== 1 || isDone) return
      if (name === 'tr') beginRow()
      else if (name === 'td' || name === 'th') beginCell(attributes)
      else if (name === 'br' || name === 'p' || name === 'div') addBreak(name === 'br')
    },
    close(tag) {
      const name = tag.toLowerCase()
      if (name === silent) silent = ''
      if (name === 'tr' && depth === 1 && !isDone) endRow()
      if (name !== 'table' || depth === 0) return
      if (depth === 1 && !isDone) {
        endRow()
        isDone = true
      }
      depth -= 1
    },
    text(raw) {
      // White space of the source is one space; line ends are `br`, and no-break spaces stay.
      if (silent === '' && !isDone) addText(decodeEntities(raw.replaceAll(/[ \t\r\n\f]+/g, ' ')))
    },
  }).push(html)
  if (!isDone) endRow()
  flush()
  return { rows: count(), tables }
}

const spanIn = (attributes: string, name: string, most: number): number =>
  Math.min(most, Math.max(1, Math.floor(Number(attribute(attributes, name) ?? 1)) || 1))

/** Without the spaces around the text and its lines. By hand: an expression takes a long time for a long run of spaces. */
function trimmed(text: string): string {
  const isSpace = (at: number) => text[at] === ' ' || text[at] === '\n'
  let from = 0
  let to = text.length
  while (from < to && isSpace(from)) from += 1
  while (to > from && isSpace(to - 1)) to -= 1
  const inside = text.slice(from, to)
  return inside.includes('\n')
    ? inside
        .split('\n')
        .map((line) => line.replace(/^ /, '').replace(/ $/, ''))
        .join('\n')
    : inside
}

export function readHtml(html: string, choices: ReadingChoices, sink: TableSink): Omit<Reading, 'encoding'> {
  const table = recordTable(choices, sink)
  const { rows, tables } = readHtmlRecords(html, (records) => table.take(records))
  if (rows === 0) throw new ReadError('There is no table in the file. Copy the cells in the spreadsheet, or export the users as CSV.')
  const done = table.finish()
  if (done === null || (done.rows === 0 && choices.people !== 'none')) throw new ReadError('The table has a header and no users below it.')
  const { facts } = done
  return {
    kind: 'clipboard',
    delimiter: '',
    quote: '',
    newline: '\n',
    tokenizer: 'html',
    tokenizerReason: null,
    sheet: null,
    sheets: [],
    ...facts,
    notes: tables > 1 ? [`The file has ${counted(tables, 'table')}. Only the first is read.`, ...facts.notes] : facts.notes,
  }
}
