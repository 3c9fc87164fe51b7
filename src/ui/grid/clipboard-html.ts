/** Reads the cells of a spreadsheet from the HTML that Excel, Google Sheets, Numbers and LibreOffice put on the clipboard. Nothing of it becomes part of the page. */
import { squared, type Block } from './clipboard-text.ts'

/** What does not end is taken to the end: looking for its end again from every place in it would take minutes. */
const token =
  /<!--[\s\S]*?(?:-->|$)|<(style|script|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?([a-z][a-z0-9]*)((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^>"'])*)(?:>|$)|[^<]+|</gi

/** More than a grid takes: spans claim millions of cells in a few bytes. */
const mostCells = 4_000_000
const mostAcross = 1_000

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
  return Math.max(1, Math.min(mostAcross, Number(found ?? 1)))
}

interface Cell {
  text: string
  readonly isKept: boolean
}

const breaking = new Set(['p', 'div', 'li'])
/** Without spaces around its lines. By hand: an expression takes long for a long run of spaces. */
function cellText({ text }: Cell): string {
  const lines = text.split('\n')
  const isSpace = (line: string, at: number) => line.charCodeAt(at) === 32
  const stripped = lines.map((line) => {
    let from = 0
    let to = line.length
    while (from < to && isSpace(line, from)) from += 1
    while (to > from && isSpace(line, to - 1)) to -= 1
    return line.slice(from, to)
  })
  return stripped.join('\n').trim().replaceAll('\u00A0', ' ')
}

/** Rows of cells as they are read, merged ones filled up with blanks. */
class TableReader {
  readonly rows: string[][] = []
  /** For how many more rows a merged cell reaches down into each column. */
  readonly #reaching = new Map<number, number>()
  #cells = 0
  #cell: Cell | null = null
  #span = { across: 1, down: 1 }

  /** Whether there are more cells than a grid takes. */
  get isTooLarge(): boolean {
    return this.#cells > mostCells
  }

  startRow() {
    this.endRow()
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
    const cells = this.rows.at(-1) ?? []
    this.#fill(cells)
    const { across, down } = this.#span
    for (let column = cells.length; column < cells.length + across; column += 1) if (down > 1) this.#reaching.set(column, down - 1)
    cells.push(cellText(this.#cell), ...Array.from({ length: across - 1 }, () => ''))
    this.#cells += across
    this.#cell = null
  }

  endRow() {
    this.endCell()
    const cells = this.rows.at(-1)
    if (cells !== undefined) this.#fill(cells)
  }

  #fill(cells: string[]) {
    for (let rows = this.#reaching.get(cells.length); rows !== undefined; rows = this.#reaching.get(cells.length)) {
      if (rows > 1) this.#reaching.set(cells.length, rows - 1)
      else this.#reaching.delete(cells.length)
      cells.push('')
      this.#cells += 1
    }
  }
}

/** Null where the HTML has no table, or one of more cells than a grid takes: then its plain text is what counts. Merged cells have their text in the first, as in a spreadsheet. */
export function fromHtml(html: string): Block | null {
  const begin = html.search(/<table\b/i)
  if (begin < 0) return null
  const reader = new TableReader()
  let depth = 0
  for (const [whole, , name, attributes = ''] of html.slice(begin).matchAll(token)) {
    if (reader.isTooLarge) return null
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
