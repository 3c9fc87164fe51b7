/** The rows of its draft that a job does not send, and what else it remembers of how the draft was made and submitted. */
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import type { LeftOutKind } from '../plan/left-out.ts'

/** For the report; sentences, without values. */
export interface JobFacts {
  /** The draft, also where the job does not claim it. */
  readonly draft: string
  /** The options of the submit. */
  readonly options: readonly string[]
  /** What was repaired, skipped or excluded on the way from the file to the rows. */
  readonly repairs: readonly string[]
}

export interface UnsentRow {
  readonly key: RowKey
  readonly line: number | null
  readonly username: string
  readonly email: string
  readonly kind: LeftOutKind
  readonly reasons: readonly string[]
  /** Parallel to the columns, never with a secret; empty where nothing needs fixing, or once the values are deleted. */
  readonly cells: readonly string[]
}

export interface UnsentRows {
  readonly columns: readonly FieldKey[]
  readonly rows: readonly UnsentRow[]
}

export const noUnsentRows: UnsentRows = { columns: [], rows: [] }
