/** Where the rows of a job come from, and the rows of the same draft that it does not send. */
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'

/** Why a row of the draft is not part of the job. */
export type UnsentKind = 'blocked' | 'excluded' | 'unchanged'

export interface JobOrigin {
  readonly draft: string
  /** Rows of the draft that the job does not send; with the rows of the job they add up to all rows of the draft. */
  readonly unsent: Readonly<Record<UnsentKind, number>>
  /** The options of the submit, each as a sentence of the report. */
  readonly options: readonly string[]
  /** What was repaired, skipped or left out on the way from the file to the rows, each as a sentence of the report. */
  readonly repairs: readonly string[]
  /** The job whose failed rows these are. */
  readonly retryOf?: string
  /** 2 for the first retry. */
  readonly attempt?: number
  /** The job that this one takes back. */
  readonly revertOf?: string
}

export interface UnsentRow {
  readonly key: RowKey
  readonly line: number | null
  readonly username: string
  readonly email: string
  readonly kind: UnsentKind
  readonly reasons: readonly string[]
  /** Parallel to the columns of the set, never with a secret; empty where nothing needs fixing, or once the values are deleted. */
  readonly cells: readonly string[]
}

export interface UnsentRows {
  readonly columns: readonly FieldKey[]
  readonly rows: readonly UnsentRow[]
}

export const noUnsentRows: UnsentRows = { columns: [], rows: [] }

export function countUnsent(rows: readonly Pick<UnsentRow, 'kind'>[]): Readonly<Record<UnsentKind, number>> {
  const counts = { blocked: 0, excluded: 0, unchanged: 0 }
  for (const { kind } of rows) counts[kind] += 1
  return counts
}
