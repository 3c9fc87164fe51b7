/** What a spreadsheet puts on the clipboard → a file that the reader takes like any other. Nothing is parsed here: this runs in the page. */
import { tokenize } from '#domain/file/tokenize.ts'

export interface Pasted {
  /** Tab-separated text, as Excel, Sheets and Numbers write it. */
  readonly text: string
  readonly html: string
}

const name = 'Pasted rows'
const both = 'application/x-rollcall-clipboard'

export const isPasted = (file: Blob): boolean => file.type === both

/** Null where no cells were copied. */
export function pastedFile({ text, html }: Pasted): File | null {
  const hasTable = /<t[dh][\s>]/i.test(html)
  if (text.trim() === '' && !hasTable) return null
  if (!hasTable) return new File([text], name, { type: 'text/tab-separated-values' })
  return new File([JSON.stringify({ text, html })], name, { type: both })
}

/**
 * The text or the table of a pasted file. The text is exact and is read, unless it was cut into another number of rows than the table beside it has:
 * Numbers does not put quotes around cells with line ends, and then only the table tells the rows apart.
 */
export async function pastedPart(file: Blob, countRows: (html: string) => number): Promise<Blob> {
  const { text, html } = JSON.parse(await file.text()) as Pasted
  const asText = new Blob([text], { type: 'text/tab-separated-values' })
  const asTable = new Blob([html], { type: 'text/html' })
  if (text.trim() === '') return asTable
  const rows = countRows(html)
  return rows > 1 && rows !== tokenize(text, { delimiter: '\t', quote: '"', newline: 'any' }).records.length ? asTable : asText
}
