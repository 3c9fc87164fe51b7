/** How a file is read: what may be chosen, what was found, and everything that was noticed on the way. */

import type { SkippedLine } from './skipped-lines.ts'

/** Import options that only concern some files. */
export type Offer = 'skippedLines' | 'extraValues' | 'wholeLines' | 'tails' | 'merged' | 'spaces' | 'apostrophes'

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
  /** Line of the file on which the header stands, or `none` where the first record is a user already. */
  readonly header?: number | 'none'
  /** How many records make the header, from that line on. */
  readonly headerRows?: 1 | 2
  readonly blankRows?: 'keep'
  readonly footer?: 'keep'
  readonly apostrophes?: 'keep'
  /** Read as rows what looks like no user: comments, repeated headers, examples and their like. */
  readonly skippedLines?: 'keep'
  /** Lines that look like no user and are read as rows all the same. */
  readonly keptLines?: readonly number[]
  /** Values beyond the header: as columns of their own, or joined into the column at this place, which lacks quotes. */
  readonly extraValues?: 'columns' | number
  /** Lines that are a single cell each: split where they are found, never, or also where only some lines are. */
  readonly wholeLines?: 'split' | 'keep'
  /** Delimiters of another program at the end of every line. */
  readonly tails?: 'keep'
  /** Cells of a workbook under a merged cell: filled with its value, or blank. */
  readonly merged?: 'blank'
  /** Take away spaces around every value but passwords. */
  readonly spaces?: 'remove'
  /** A header without users is no mistake: a draft that begins empty. */
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
  /** Which tokenizer cut what came as text. Ours takes over where PapaParse would be wrong (docs/decisions/0009). */
  readonly tokenizer: 'papaparse' | 'own' | 'workbook' | 'html'
  /** Why ours took over, or null. */
  readonly tokenizerReason: string | null
  readonly sheet: string | null
  readonly sheets: readonly string[]
  /** Lines of the header: none, one or two. */
  readonly headerLines: readonly number[]
  /** Non-blank records before the header and after the last user, as text for the administrator. */
  readonly above: readonly { readonly line: number; readonly text: string }[]
  readonly below: readonly { readonly line: number; readonly text: string }[]
  /** Blank rows that were skipped. */
  readonly blankRows: number
  /** Rows with fewer values than the header; the missing ones are blank. */
  readonly shortRows: number
  readonly heldBack: readonly BlockedLine[]
  /** Lines that were read as no users, the first ones of them. Drafts of earlier versions have none. */
  readonly skipped?: readonly SkippedLine[]
  /** The column that the values of too wide rows probably belong into, for `extraValues`. */
  readonly joinAt?: number | null
  /** What was found and can be decided otherwise, so that its option is offered. */
  readonly offers?: readonly Offer[]
  /** The first records as they stand in the file, for choosing the header. Never stored: they may hold passwords. */
  readonly top: readonly FileRecord[]
  readonly choices: ReadingChoices
  /** What was noticed, in sentences. No note quotes a cell of a user: it could be a password. */
  readonly notes: readonly string[]
}

/** What keeps a file from being read: one sentence with what to do. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
}
