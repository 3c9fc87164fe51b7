/** The rows of a sheet as records, with every cell as text. */
import { limits } from '#domain/file/body.ts'
import { ReadError, type FileRecord } from '#domain/file/reading.ts'
import { stringCollector, type Book } from './book.ts'
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { numberText } from './number-text.ts'

export interface SheetCounts {
  readonly dates: number
  readonly decorated: number
  readonly unsolved: number
  readonly hiddenRows: number
}

const rowsAtOnce = 2_000

/** Records carry the number of their row. Rows that the sheet leaves out are blank; the last of them are not worth counting. */
export async function readSheet(
  pieces: AsyncIterable<string>,
  { strings, formats, is1904 }: Book,
  take: (records: FileRecord[]) => void,
): Promise<SheetCounts> {
  const counts = { dates: 0, decorated: 0, unsolved: 0, hiddenRows: 0 }
  let records: FileRecord[] = []
  let line = 0
  let cells: string[] = []
  let column = -1
  let kind = ''
  let style = -1
  let value = ''
  let inValue = false
  let hasFormula = false
  const inline = stringCollector()

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
      else if (name === 'f') hasFormula = true
      else if (name === 'row') {
        line = Number(attribute(attributes, 'r') ?? line + 1)
        if (/^(1|true)$/.test(attribute(attributes, 'hidden') ?? '')) counts.hiddenRows += 1
        cells = []
        column = -1
      }
    },
    close(name) {
      inline.close(name)
      if (name === 'v') inValue = false
      else if (name === 'c') endCell()
      else if (name === 'row') {
        records.push({ line, cells })
        if (records.length >= rowsAtOnce) flush()
      }
    },
    text(raw) {
      inline.text(raw)
      if (inValue) value += raw
    },
  })
  for await (const piece of pieces) reader.push(piece)
  flush()
  return counts

  function flush() {
    if (records.length > 0) take(records)
    records = []
  }

  function endCell() {
    if (column >= limits.columns) throw new ReadError(`Row ${line} of the sheet has more than ${limits.columns} columns, the most that can be read.`)
    const text = cellText()
    if (text === '') return
    while (cells.length < column) cells.push('')
    cells[column] = text
  }

  function cellText(): string {
    if (kind === 'inlineStr') return inline.take()
    inline.take()
    if (value === '') {
      if (hasFormula && kind !== 'str') counts.unsolved += 1
      return ''
    }
    switch (kind) {
      case 's':
        return strings[Number(value)] ?? ''
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'str':
      case 'e':
      case 'd':
        return decodeEntities(value)
      default: {
        const format = formats[style] ?? 'plain'
        if (format === 'date' || format === 'date-time' || format === 'time') counts.dates += 1
        else if (format === 'decorated') counts.decorated += 1
        return numberText(value, format, is1904)
      }
    }
  }
}

// These three run once a cell: plain searches, no expressions made anew.
const reference = /\sr="([A-Z]+)\d*"/
const typed = /\st="([a-zA-Z]+)"/
const styled = /\ss="(\d+)"/
const typeOf = (attributes: string) => typed.exec(attributes)?.[1] ?? 'n'
const styleOf = (attributes: string) => Number(styled.exec(attributes)?.[1] ?? -1)

/** "AB12" is column 27, from 0. */
function columnOf(attributes: string): number | null {
  const letters = reference.exec(attributes)?.[1]
  if (letters === undefined) return null
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}
