/** Reads the cells of a spreadsheet from the HTML that Excel, Google Sheets, Numbers and LibreOffice put on the clipboard. Nothing of it becomes part of the page. */
import { squared, type Block } from './clipboard-text.ts'

const token = /<!--[\s\S]*?-->|<(style|script|head|title)\b[\s\S]*?<\/\1\s*>|<\/?([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ensp: ' ',
  emsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  euro: '€',
}

function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

const spanOf = (attributes: string, name: string): number => {
  const found = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)?.[1]
  return Math.max(1, Math.min(1_000, Number(found ?? 1)))
}

interface Cell {
  text: string
  readonly isKept: boolean
}

const breaking = new Set(['p', 'div', 'li'])
const cellText = ({ text }: Cell): string =>
  text
    .replaceAll(/ *\n */g, '\n')
    .trim()
    .replaceAll('\u00A0', ' ')

/** Rows of cells as they are read, merged ones filled up with blanks. */
class TableReader {
  readonly rows: string[][] = []
  /** Cells of later rows that belong to a merged cell. */
  readonly #taken = new Set<string>()
  #cell: Cell | null = null
  #span = { across: 1, down: 1 }

  startRow() {
    this.endCell()
    this.rows.push([])
  }

  startCell(attributes: string) {
    this.endCell()
    if (this.rows.length === 0) this.rows.push([])
    this.#cell = { text: '', isKept: /white-space\s*:\s*pre/i.test(attributes) }
    this.#span = { across: spanOf(attributes, 'colspan'), down: spanOf(attributes, 'rowspan') }
  }

  addText(text: string) {
    if (this.#cell === null) return
    // White space only formats the HTML, unless the cell says that it is kept; a space that is meant is a non-breaking one.
    const shown = this.#cell.isKept ? text : text.replaceAll(/[ \t\r\n]+/g, ' ')
    this.#cell.text += decoded(shown)
  }

  breakLine(isParagraph: boolean) {
    if (this.#cell !== null && (!isParagraph || this.#cell.text.trim() !== '')) this.#cell.text += '\n'
  }

  endCell() {
    if (this.#cell === null) return
    const row = this.rows.length - 1
    const cells = this.rows[row] ?? []
    this.#fill(row, cells)
    const from = cells.length
    cells.push(cellText(this.#cell))
    for (let across = 1; across < this.#span.across; across += 1) cells.push('')
    for (let down = 1; down < this.#span.down; down += 1)
      for (let across = 0; across < this.#span.across; across += 1) this.#taken.add(`${row + down} ${from + across}`)
    this.#cell = null
  }

  endRow() {
    this.endCell()
    const row = this.rows.length - 1
    this.#fill(row, this.rows[row] ?? [])
  }

  #fill(row: number, cells: string[]) {
    while (this.#taken.has(`${row} ${cells.length}`)) cells.push('')
  }
}

/** Null where the HTML has no table: then its plain text is what counts. Merged cells have their text in the first, as in a spreadsheet. */
export function fromHtml(html: string): Block | null {
  const begin = html.search(/<table\b/i)
  if (begin < 0) return null
  const reader = new TableReader()
  let depth = 0
  for (const [whole, , name, attributes = ''] of html.slice(begin).matchAll(token)) {
    const tag = name?.toLowerCase()
    const isEnd = whole.startsWith('</')
    if (tag === undefined) {
      if (!whole.startsWith('<')) reader.addText(whole)
    } else if (tag === 'table') {
      depth += isEnd ? -1 : 1
      if (depth === 0) break
    } else if (tag === 'tr') {
      if (isEnd) reader.endRow()
      else reader.startRow()
    } else if (tag === 'td' || tag === 'th') {
      if (isEnd) reader.endCell()
      else reader.startCell(attributes)
    } else if (tag === 'br') reader.breakLine(false)
    else if (!isEnd && breaking.has(tag)) reader.breakLine(true)
  }
  reader.endRow()
  const rows = reader.rows.filter((cells) => cells.length > 0)
  return rows.length === 0 ? null : squared(rows)
}
