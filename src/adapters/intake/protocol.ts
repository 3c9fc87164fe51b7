/** What page and worker say to each other: one job a worker (what was read is stored by the same one), and its table in blocks, so that no message holds the page up. */
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import type { Snapshot } from '#domain/draft/apply-edit.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { IssueIndexState } from '#domain/issues/issue-index.ts'
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { Purpose } from '#domain/packed/row.ts'
import type { BlockBytes } from '#domain/packed/column-bytes.ts'
import type { Reading, ReadingChoices } from '#domain/file/reading.ts'
import type { DraftHeader } from '../storage/schema.ts'
import type { PlainFault } from '../storage/faults.ts'
import type { MovedTable } from './moved-table.ts'

/** What a draft has before its file is read. */
export type NewDraft = Pick<DraftHeader, 'id' | 'tenant' | 'name' | 'createdAt' | 'owner'>

export type ToWorker =
  /** Reads a file, and looks at its rows where it is to be a draft. Another worker may do that meanwhile. */
  | {
      readonly kind: 'read'
      readonly file: File
      readonly choices: ReadingChoices
      readonly draft: NewDraft | null
      readonly checker: MessagePort | null
      readonly directory: DirectoryValues | null
    }
  /** Stores the draft that was read: it takes a processor from whoever still reads or looks. */
  | { readonly kind: 'store' }
  | { readonly kind: 'check-along'; readonly reader: MessagePort }
  | { readonly kind: 'open'; readonly id: string }
  /** Looks at the rows of the draft that was opened, once they are on the screen. */
  | { readonly kind: 'check-opened' }
  /** Looks at the rows of a mapped table that is in the page. */
  | {
      readonly kind: 'check'
      readonly headers: readonly string[]
      readonly rowCount: number
      readonly blocks: readonly BlockBytes[]
      readonly purpose: Purpose | null
    }
  /** Maps a table that is in the page. */
  | {
      readonly kind: 'map'
      readonly headers: readonly string[]
      readonly rowCount: number
      readonly blocks: readonly BlockBytes[]
      readonly mapping: readonly ColumnMapping[]
    }

/** Issues of the rows as a mapping makes them, before any edit. */
export interface CheckedRows {
  readonly purpose: Purpose | null
  readonly state: IssueIndexState
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly bytes: number; readonly rows: number }
  /** Said again where reading starts over: what came before is void. */
  | { readonly kind: 'begin'; readonly headers: readonly string[] }
  | { readonly kind: 'block'; readonly block: BlockBytes }
  | { readonly kind: 'read'; readonly source: Reading; readonly settled: Snapshot }
  | { readonly kind: 'opened'; readonly header: DraftHeader; readonly records: readonly LogRecord[]; readonly missing: readonly number[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'checked'; readonly checked: CheckedRows }
  | { readonly kind: 'mapped'; readonly table: MovedTable }
  | { readonly kind: 'stored' }
  | { readonly kind: 'not-stored'; readonly fault: PlainFault }
  /** Nothing else follows. */
  | { readonly kind: 'failed'; readonly message: string }
