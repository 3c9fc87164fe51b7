/** Every record of the browser's database, and the stores they lie in. */
import type { DBSchema } from 'idb'
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { DraftOrigin } from '#domain/draft/origin.ts'
import type { Reading } from '#domain/file/reading.ts'
import type { Batch, Job, LedgerRow, StateCounts } from '#domain/jobs/ledger-model.ts'
import type { UnsentRows } from '#domain/jobs/unsent.ts'
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import type { Recipe } from '#domain/mapping/recipe.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { LeftOutKind } from '#domain/plan/left-out.ts'
import type { SeenUser } from '#domain/plan/drift.ts'
import type { Tenant } from '#domain/tenant.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import type { StoredCells } from './stored-cells.ts'

/** One submit of a draft, as Home counts it. */
export interface DraftSubmission {
  readonly jobId: string
  readonly at: number
  /** Rows of the draft at that time. */
  readonly rowCount: number
  /** Rows that some job had by then, and rows that were blocked or excluded. */
  readonly sent: number
  readonly left: number
  /** Those of `left` that were excluded; earlier versions did not note it. */
  readonly excluded?: number
}

/** Which rows of a draft a job has, what they said then, and which rows did not go. Numbers are those of the draft's row keys. */
export interface StoredSent {
  readonly jobId: string
  readonly draft: string
  readonly name: string
  readonly at: number
  readonly rows: Uint32Array
  /** Null for a job of a version that did not note them. */
  readonly prints: Uint32Array | null
  /** For a retry draft: the rows of the earlier job, parallel to `rows`. */
  readonly sources: Uint32Array | null
  readonly leftOut: readonly { readonly kind: LeftOutKind; readonly reason: string; readonly rows: Uint32Array }[]
  readonly retries: readonly { readonly draftId: string; readonly name: string; readonly rows: Uint32Array }[]
}

export interface DraftHeader {
  readonly id: string
  readonly tenant: Tenant
  /** The name of the file, or of what else the rows came from. */
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly headers: readonly string[]
  /** With the rows that were added by hand. */
  readonly rowCount: number
  /** Whether the columns have been mapped, so that there is a grid to open. */
  readonly hasRows: boolean
  /** How the file was read, and what was chosen about it. */
  readonly source: Reading
  readonly origin: DraftOrigin
  /** What was sent of it, oldest first. */
  readonly submissions?: readonly DraftSubmission[]
  /** Counts up with every job and every retry draft that takes rows of it: what was planned before is not sent any more. */
  readonly sendVersion?: number
  /** The tab that may write: another that takes the draft over puts its own name here. */
  readonly owner: string
}

export type StoredDraft = Omit<DraftHeader, 'tenant' | 'origin'> & { readonly origin?: DraftOrigin; readonly world: string; readonly at: Tenant }

/** Column -1 holds the lines of the file; a secret column has no record. */
export type StoredColumn = { readonly draft: string; readonly column: number } & ({ readonly cells: StoredCells } | { readonly lines: readonly Uint32Array[] })

export interface StoredSeen {
  readonly draft: string
  readonly users: ReadonlyMap<string, SeenUser>
}

export interface StoredPayload {
  readonly key: RowKey
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** Names of what was taken out because it is secret; without it the user is not sent. */
  readonly secrets: readonly string[]
  /** The directory user as it was, for updates: only what the payload touches. */
  readonly before: SystemUser | null
  /** When that user was read, epoch milliseconds. */
  readonly readAt: number
}

/** What a job keeps of its draft, so that it can be told and exported once the draft is gone. */
export interface StoredJobSource {
  readonly jobId: string
  /** The file's own headers; their cells lie in `columns` under the id of the job. */
  readonly headers: readonly string[]
  readonly unsent: UnsentRows
}

/** SHA-256 of the file of a draft, in hexadecimal. */
export interface StoredDigest {
  readonly draft: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface BatchHeader extends Omit<Batch, 'rows'> {
  readonly counts: StateCounts
}

export interface JobHeader extends Omit<Job, 'batches'> {
  readonly batches: readonly BatchHeader[]
  /** Somebody is left to be looked up in the directory, or waits for their second phase. */
  readonly hasLooks: boolean
}

export interface StoredJob {
  readonly id: string
  readonly world: string
  readonly version: number
  readonly job: Omit<JobHeader, 'tenant'> & { readonly world: Tenant }
}

/** Each record carries its tenant as text, so that it is only ever listed under it (rule 14); on disk a tenant is called `world`, as in earlier versions. */
export interface RollcallSchema extends DBSchema {
  drafts: { key: string; value: StoredDraft; indexes: { world: string } }
  /** The table of a draft as it was read, a record a column: written once. */
  columns: { key: [draft: string, column: number]; value: StoredColumn }
  /** What was done to a draft since, a record an edit, in order: only ever added to, until it is compacted. */
  edits: { key: number; value: { readonly draft: string; readonly record: LogRecord }; indexes: { draft: string } }
  /** What was sent of drafts, by job: it outlives the draft. */
  sent: { key: string; value: StoredSent; indexes: { draft: string } }
  /** How the directory stood when the draft was first compared. */
  seen: { key: string; value: StoredSeen }
  jobs: { key: string; value: StoredJob; indexes: { world: string } }
  /** The users of a batch: apart from the job, so that a move of one batch does not write everybody. */
  // An older name that stands in every browser's database (docs/glossary.md).
  people: { key: string; value: { key: string; jobId: string; rows: readonly LedgerRow[] }; indexes: { jobId: string } }
  payloads: { key: string; value: { key: string; jobId: string; items: readonly StoredPayload[] }; indexes: { jobId: string } }
  sources: { key: string; value: StoredJobSource }
  digests: { key: string; value: StoredDigest }
  /** What was mapped before: by the whole list of headers in earlier versions, and as recipes since; and values of the directory that give columns away. */
  mappings: { key: string; value: { id: string; mapping: ColumnMapping[]; recipe?: Recipe; directory?: DirectoryValues; usedAt?: number } }
}
