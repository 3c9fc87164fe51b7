/** What an open draft is: its table and content in memory, the log behind it, and the state that screens show. */
import type { BulkChange } from '#domain/draft/bulk.ts'
import type { DraftContent } from '#domain/draft/edit.ts'
import type { EditLog, LogRecord } from '#domain/draft/edit-log.ts'
import type { IssueGroup, IssueIndex } from '#domain/issues/issue-index.ts'
import type { MappedTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import type { Row, RowKey, Rows, RowSet } from '#domain/packed/row.ts'
import type { CheckedRows } from '../intake/protocol.ts'
import type { StorageFault } from '../storage/faults.ts'
import type { DraftHeader } from '../storage/schema.ts'
import type { DraftLock } from './lock.ts'

export interface OpenDraft extends DraftContent, Pick<DraftHeader, 'id' | 'tenant' | 'name' | 'createdAt' | 'source' | 'origin' | 'submissions'> {
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
  /** The numbers of every row of a group, ascending. */
  numbersOf(group: IssueGroup): number[]
}

/** Secrets that the browser no longer has. */
export interface MissingSecrets {
  /** Source columns that the same file can fill again: secrets, and before the mapping is confirmed what may be one. */
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
  /** Null until every row has been checked. */
  readonly issues: Issues | null
  /** All rows are being checked, so `issues` may be behind. */
  readonly isChecking: boolean
  /** Names of the edits that undo and redo would act on. */
  readonly undo: string | null
  readonly redo: string | null
  readonly missing: MissingSecrets | null
  /** Transforms and repairs that are in force, oldest first. */
  readonly bulk: readonly BulkChange[]
}

export type SessionState = { readonly kind: 'loading' } | { readonly kind: 'missing' } | { readonly kind: 'failed'; readonly message: string } | OpenState

/** A check that runs elsewhere, of the rows before any edit. */
export interface FirstCheck {
  readonly checked: Promise<CheckedRows>
  /** Whether the grid is already on the screen when the result comes: then using it must not block. */
  readonly isDrawn: boolean
}

/** The table as a mapping makes it, made before the mapping is applied. */
export interface MappedAhead {
  readonly mapping: readonly ColumnMapping[]
  readonly from: PackedTable
  readonly mapped: Promise<MappedTable>
  /** Null until it is made. */
  done: MappedTable | null
}

/** An open draft and everything behind its screen. */
export interface Session {
  readonly id: string
  state: OpenState
  log: EditLog
  lock: DraftLock | null
  /** The session that the lock's events are for. */
  slot: { session: Session } | null
  /** The rows of the applied mapping before any edit. */
  base: { readonly mapping: readonly ColumnMapping[]; readonly from: PackedTable; readonly table: PackedTable; readonly rows: RowSet } | null
  ahead: MappedAhead | null
  /** The check by the worker that read the file, with the mapping it had guessed. */
  firstCheck: (FirstCheck & { readonly mapping: readonly ColumnMapping[] }) | null
  index: IssueIndex | null
  /** The rows of the last full check, before any edit by hand. */
  checkedRows: Rows
  /** Edited rows as they were last indexed; null for one that was deleted. */
  lastIndexed: Map<RowKey, Row | null>
  /** Counts up with each full check, so that an outdated result is dropped. */
  checkNumber: number
  /** Records that are not on disk yet. */
  queue: LogRecord[]
  /** The write that runs. */
  writing: Promise<void> | null
  /** Resolves when it is known which tab writes this draft. */
  mayWrite: Promise<void>
  /** Whether the table is on disk, so that records can be added to it. */
  isStored: boolean
  /** Source columns that are not on disk: secrets, and what may be one. */
  unstored: ReadonlySet<number>
  /** Source columns that are not in memory either: the page that read them is gone. */
  absent: ReadonlySet<number>
  /** Source columns that were a secret at some step, taken back or not. */
  secret: Set<number>
  /** Records on disk, for compacting. */
  recordCount: number
  retryMs: number
  /** The submit that runs: whoever asks for another gets this one. */
  submitting: Promise<unknown> | null
}
