/** Everything outside of itself that a draft session touches: given to it, so that a test can give it others. */
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { MappedTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import type { Tenant } from '#domain/tenant.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import type { Purpose } from '#domain/packed/row.ts'
import type { CheckedRows } from '../intake/protocol.ts'
import type { OpenedDraft, ReadOptions, ReadResult } from '../intake/intake.ts'
import type { RetryClaim } from '../storage/draft-claim.ts'
import type { Append } from '../storage/drafts.ts'
import type { DraftHeader, DraftSubmission, StoredPayload } from '../storage/schema.ts'
import type { FollowUp } from './sent.ts'
import type { OpenState, Session } from './draft-model.ts'
import type { DraftLock, LockEvents } from './lock.ts'

export interface DraftDependencies {
  readonly store: {
    /** Null where there is no such draft. */
    openStored(id: string): Promise<OpenedDraft | null>
    putDraft(header: DraftHeader, table: PackedTable, unstored: ReadonlySet<number>, records: readonly LogRecord[], claim?: RetryClaim): Promise<void>
    appendRecords(id: string, owner: string, append: Append): Promise<void>
    claimDraft(id: string, owner: string): Promise<boolean>
    /** Empty for a draft that is not stored. */
    getSubmissions(id: string): Promise<readonly DraftSubmission[]>
    /** Null for a job that is not in this browser. */
    getFollowUp(jobId: string): Promise<FollowUp | null>
    getPayloads(key: string): Promise<readonly StoredPayload[]>
  }
  /** What was read of the directory before: nothing is waited for. */
  readonly knownDirectory: (tenant: Tenant) => DirectoryValues | null
  /** Reads a file, in a worker. */
  readonly readFile: (file: File, options: ReadOptions) => Promise<ReadResult>
  readonly lock: (id: string, events: LockEvents) => DraftLock
  readonly clock: {
    /** Epoch milliseconds. */
    now(): number
    after(ms: number, task: () => void): void
    /** When the page has nothing better to do. */
    whenIdle(task: () => void): void
    /** Ends a task, so that drawing and typing have their turn. */
    yieldToMain(): Promise<void>
  }
  /** Checks every row of a mapped table. */
  readonly checkRows: (table: PackedTable, purpose: Purpose | null) => Promise<CheckedRows>
  /** Maps a table whose columns hold attribute pairs or lists. */
  readonly mapRows: (table: PackedTable, mapping: readonly ColumnMapping[]) => Promise<MappedTable>
  /** This tab, among others: the one that writes a draft puts its name there. */
  readonly tabName: string
  readonly newId: () => string
  /** Tells the administrator why an edit was refused. */
  readonly onRefused: (message: string) => void
}

/** What the parts of the sessions share. */
export interface DraftContext extends DraftDependencies {
  readonly setState: (session: Session, change: Partial<OpenState>) => void
  /** Another tab had the draft and has let go of it: it is read again. */
  readonly reload: (session: Session) => void
}
