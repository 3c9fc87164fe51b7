/** Reads the first table of an HTML text, as spreadsheets put it on the clipboard and some products export it under the name .xls. */
import type { TableSink } from '#domain/file/body.ts'
import { ReadError, type FileRecord, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { recordTable } from './record-table.ts'

/** The head of a text that is HTML with a table in it. */
export const looksLikeHtml = (head: string): boolean =>
  /^\s*(?:<!doctype html|<html|<meta|<table|<google-sheets-html-origin|<style|version:[\d.]+\s)/i.test(head)

/** Nothing is run or fetched: tags are told apart, text is decoded, everything else is passed over. */
export function htmlRecords(html: string): FileRecord[] {
  const records: FileRecord[] = []
  let cells: string[] = []
  let cell: string | null = null
  let span = 1
  /** Columns that a cell above reaches down into, and for how many rows yet. */
  const reaching: number[] = []
  let depth = 0
  let isDone = false
  let silent = ''

  const pass = () => {
    while ((reaching[cells.length] ?? 0) > 0) {
      reaching[cells.length] = (reaching[cells.length] ?? 1) - 1
      cells.push('')
    }
  }
  const endCell = () => {
    if (cell === null) return
    cells.push(cell.replaceAll(/^[ \n]+|[ \n]+$/g, '').replaceAll(/ *\n */g, '\n'))
    for (let extra = 1; extra < span; extra += 1) cells.push('')
    cell = null
  }
  const endRow = () => {
    endCell()
    pass()
    if (cells.length > 0) records.push({ line: records.length + 1, cells })
    cells = []
  }
  markupReader({
    open(tag, attributes) {
      const name = tag.toLowerCase()
      if (isDone) return
      if (name === 'style' || name === 'script') silent = name
      if (name === 'table') depth += 1
      if (depth !== 1) return
      if (name === 'tr') endRow()
      else if (name === 'td' || name === 'th') {
        endCell()
        pass()
        cell = ''
        span = Math.min(500, Number(attribute(attributes, 'colspan') ?? 1) || 1)
        const down = Math.min(10_000, Number(attribute(attributes, 'rowspan') ?? 1) || 1)
        for (let index = 0; index < span; index += 1) reaching[cells.length + index] = down - 1
      } else if ((name === 'br' || name === 'p' || name === 'div') && cell !== null && (name === 'br' || cell !== '')) cell += '\n'
    },
    close(tag) {
      const name = tag.toLowerCase()
      if (name === silent) silent = ''
      if (name === 'tr' && depth === 1) endRow()
      if (name === 'table') {
        if (depth === 1) {
          endRow()
          isDone = true
        }
        depth -= 1
      }
    },
    text(raw) {
      // White space of the source is one space; line ends are `br`, and no-break spaces stay.
      if (cell !== null && silent === '' && !isDone) cell += decodeEntities(raw.replaceAll(/[ \t\r\n\f]+/g, ' '))
    },
  }).push(html)
  return records
}

export function readHtml(html: string, choices: ReadingChoices, sink: TableSink): Omit<Reading, 'encoding'> {
  const records = htmlRecords(html)
  if (records.length === 0) throw new ReadError('There is no table in it. Copy the cells, or export the users as CSV.')
  const table = recordTable(choices, sink)
  table.take(records)
  const done = table.finish()
  if (done === null || done.rows === 0) throw new ReadError('The table has a header and no rows below it.')
  return {
    kind: 'clipboard',
    delimiter: '',
    quote: '',
    newline: '\n',
    tokenizer: 'html',
    tokenizerReason: null,
    sheet: null,
    sheets: [],
    ...done.facts,
  }
}
