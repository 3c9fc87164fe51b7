/** What a spreadsheet puts on the clipboard → a file that the reader takes like any other. */
import { tokenize } from '#domain/file/tokenize.ts'
import { htmlRecords, looksLikeHtml } from '../workbook/read-html.ts'

export interface Pasted {
  /** Tab-separated text, as Excel, Sheets and Numbers write it. */
  readonly text: string
  readonly html: string
}

const name = 'Pasted rows'

/**
 * The text is exact and is taken, unless it was cut into another number of rows than the table beside it has: Numbers does not put quotes
 * around cells with line ends, and then only the table tells the rows apart. Null where nothing was copied.
 */
export function pastedFile({ text, html }: Pasted): File | null {
  const rows = looksLikeHtml(html) ? htmlRecords(html) : []
  if (text.trim() === '' && rows.length === 0) return null
  const cut = text.trim() === '' ? 0 : tokenize(text, { delimiter: '\t', quote: '"', newline: 'any' }).records.length
  const takesTable = rows.length > 1 && rows.length !== cut
  return takesTable ? new File([html], name, { type: 'text/html' }) : new File([text], name, { type: 'text/tab-separated-values' })
}
