/** An issue: what is wrong with a cell or a row, said so that it can be put right. */
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from './row.ts'

export interface Issue {
  readonly row: RowKey
  /** The cell, or null where the whole row is meant. */
  readonly field: FieldKey | null
  /** An error keeps the row from being sent; a warning only says so. */
  readonly severity: 'error' | 'warning'
  /** One sentence: what is wrong and what to do. */
  readonly message: string
}
