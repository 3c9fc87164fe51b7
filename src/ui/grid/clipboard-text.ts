/** Blocks of cells as clipboard text: tab-separated as spreadsheets write it, and a table in HTML. */

export type Block = readonly (readonly string[])[]

/** Cells with a tab, a line break or a leading quote are quoted, as Excel and Google Sheets do. */
const tsvCell = (text: string): string => (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const toTsv = (block: Block): string => block.map((row) => row.map(tsvCell).join('\t')).join('\n')

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '').replaceAll(/\r\n?|\n/g, '<br>')

/** Marked as text, so that a spreadsheet keeps leading zeros and long numbers. */
export const toHtml = (block: Block): string =>
  `<table>${block.map((row) => `<tr>${row.map((text) => `<td style="white-space:pre-wrap;mso-number-format:'\\@'">${escapeHtml(text)}</td>`).join('')}</tr>`).join('')}</table>`

/**
 * Reads tab-separated text. A cell is quoted where it begins with a quote whose end is followed by a tab, a line end or nothing; any other quote is a
 * character like others, since not every program quotes.
 */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const end = source.endsWith('\n') ? source.length - 1 : source.length
  if (end <= 0) return source === '' ? [] : [['']]
  while (at <= end) {
    const quoted = source[at] === '"' ? quotedCell(source, at, end) : null
    const next = quoted?.end ?? endOfCell(source, at, end)
    row.push(quoted?.text ?? source.slice(at, next))
    if (next >= end || source[next] === '\n') {
      rows.push(row)
      row = []
    }
    at = next + 1
  }
  return rows
}

function endOfCell(source: string, from: number, end: number): number {
  let at = from
  while (at < end && source[at] !== '\t' && source[at] !== '\n') at += 1
  return at
}

function quotedCell(source: string, from: number, end: number): { readonly text: string; readonly end: number } | null {
  for (let at = from + 1; at < end; at += 1) {
    if (source[at] !== '"') continue
    if (source[at + 1] === '"') {
      at += 1
      continue
    }
    const after = at + 1
    return after >= end || source[after] === '\t' || source[after] === '\n' ? { text: source.slice(from + 1, at).replaceAll('""', '"'), end: after } : null
  }
  return null
}

/** All rows as wide as the widest. */
export function squared(rows: Block): Block {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return rows.map((row) => (row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => '')]))
}
