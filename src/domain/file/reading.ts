/** How a file is read: what may be chosen, what was found, and everything that was noticed on the way. */

/** What ends a record outside of quotes; `any` takes all three, also mixed. */
export type Newline = '\n' | '\r\n' | '\r' | 'any'

/** How text is cut into cells. */
export interface Dialect {
  /** One or two characters; '' where the file is one column. */
  readonly delimiter: string
  /** What a cell may be wrapped in; '' where quotes are letters like any other. */
  readonly quote: '"' | "'" | ''
  readonly newline: Newline
}

/** What an administrator may decide instead of us; whatever is absent is found. Plain data: it is stored with the draft. */
export interface ReadingChoices {
  /** A label of the Encoding Standard, such as `windows-1252`. */
  readonly encoding?: string
  readonly delimiter?: string
  readonly quote?: Dialect['quote']
  readonly newline?: Newline
  /** Line of the file on which the header stands, or `none` where the first record is a person already. */
  readonly header?: number | 'none'
  /** How many records make the header, from that line on. */
  readonly headerRows?: 1 | 2
  readonly blankRows?: 'keep'
  readonly footer?: 'keep'
  readonly apostrophes?: 'keep'
  /** A header without people is no mistake: a draft that begins empty. */
  readonly people?: 'none'
  /** Name of the sheet of a workbook. */
  readonly sheet?: string
}

/** A record as it stands in the file, with the line on which it begins. */
export interface FileRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** A row that was read and must not be sent unseen: its values may stand under the wrong headers. */
export interface BlockedLine {
  /** Place of the row among the table's rows, from 0. */
  readonly row: number
  readonly line: number
  readonly message: string
}

export interface Reading extends Dialect {
  readonly kind: 'text' | 'workbook' | 'clipboard'
  readonly encoding: string
  /** Which tokenizer ran. Ours takes over where PapaParse would be wrong (docs/decisions/0009). */
  readonly tokenizer: 'papaparse' | 'own' | 'workbook' | 'html'
  /** Why ours took over, or null. */
  readonly tokenizerReason: string | null
  readonly sheet: string | null
  readonly sheets: readonly string[]
  /** Lines of the header: none, one or two. */
  readonly headerLines: readonly number[]
  /** Non-blank records before the header and after the last person, as text, for the administrator's eyes. */
  readonly above: readonly { readonly line: number; readonly text: string }[]
  readonly below: readonly { readonly line: number; readonly text: string }[]
  /** Blank rows that were passed over. */
  readonly blankRows: number
  /** Rows with fewer values than the header; the missing ones are blank. */
  readonly shortRows: number
  readonly heldBack: readonly BlockedLine[]
  /** The first records as they stand in the file, for choosing the header. Never stored: they may hold passwords. */
  readonly top: readonly FileRecord[]
  readonly choices: ReadingChoices
  /** What was noticed, in sentences. No note quotes a cell of a person: it could be a password. */
  readonly notes: readonly string[]
}

/** What keeps a file from being read: one sentence with what to do. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
}
