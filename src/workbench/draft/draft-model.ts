/** What an open draft is: its table and content in memory, the log behind it, and what is said about it on the screen. */
import type { DraftContent } from '#domain/draft/edit.ts'
import type { EditLog, LogRecord } from '#domain/draft/edit-log.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { IssueIndex, IssueGroup } from '#domain/issues/issue-index.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import type { CheckedRows } from '#adapters/intake/intake.ts'
import type { DraftHeader } from '#adapters/storage/schema.ts'
import type { DraftLock } from '#adapters/storage/draft-lock.ts'
import type { StorageFault } from '#adapters/storage/faults.ts'

export interface OpenDraft extends DraftContent, Pick<DraftHeader, 'id' | 'tenant' | 'name' | 'createdAt' | 'source'> {
  readonly table: PackedTable
}

/** The issues of a draft at one moment. */
export interface Issues {
  get(key: RowKey): readonly Issue[] | undefined
  has(key: RowKey): boolean
  /** Rows with an error, and rows with warnings only. */
  readonly errors: number
  readonly warnings: number
  readonly groups: readonly (IssueGroup & { readonly count: number })[]
  /** The first rows of a group, in row order. */
  rowsOf(group: IssueGroup, most: number): RowKey[]
}

/** Secrets that the browser does not have any more. */
export interface MissingSecrets {
  /** Source columns that the same file can fill again. */
  readonly columns: readonly number[]
  /** Secrets that were typed, which no file has. */
  readonly typed: number
}

export interface OpenState {
  readonly kind: 'open'
  readonly draft: OpenDraft
  readonly saved: 'saved' | 'saving' | 'failed'
  readonly fault: StorageFault | null
  /** Whether this tab may edit; `asking` while it waits for the other tab to let go. */
  readonly access: 'mine' | 'elsewhere' | 'asking'
  /** Null until every row has been looked at. */
  readonly issues: Issues | null
  /** A full look at the rows is under way, so `issues` may be behind. */
  readonly isChecking: boolean
  /** What would be undone and done again, by name. */
  readonly undo: string | null
  readonly redo: string | null
  readonly missing: MissingSecrets | null
}

export type SessionState = { readonly kind: 'loading' } | { readonly kind: 'missing' } | { readonly kind: 'failed'; readonly message: string } | OpenState

/** A look that is taken elsewhere, of the rows before any edit. */
export interface FirstLook {
  readonly checked: Promise<CheckedRows>
  /** Whether the grid is on the screen when the answer comes: what is done with it must not hold that up. Before that, it is drawn once with the answer. */
  readonly isDrawn: boolean
}

/** An open draft and everything behind its screen. */
export interface Session {
  readonly id: string
  state: OpenState
  log: EditLog
  lock: DraftLock | null
  /** Whom the lock speaks to. */
  seat: { session: Session } | null
  /** The rows of the applied mapping before any edit. */
  base: { readonly mapping: readonly ColumnMapping[]; readonly from: PackedTable; readonly table: PackedTable; readonly rows: RowSet } | null
  /** The look that the reading worker took, with the mapping it had guessed. */
  firstLook: (FirstLook & { readonly mapping: readonly ColumnMapping[] }) | null
  book: IssueIndex | null
  /** Edited rows as the book knows them. */
  known: Map<RowKey, Row>
  /** Counts up with each full look, so that a late answer is passed over. */
  look: number
  /** Records that are not on disk yet. */
  queue: LogRecord[]
  isWriting: boolean
  /** Resolves when it is settled which tab writes this draft. */
  mayWrite: Promise<void>
  /** Whether the table is on disk, so that records can be added to it. */
  isStored: boolean
  /** Records on disk, for compacting. */
  recordCount: number
  retryMs: number
}
