/** An issue: what is wrong with a cell or a row, said so that it can be corrected. */
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from './row.ts'

/** What kind of trouble it is: issues of one cause are listed together, and corrected in one step where that is possible. */
export const causeNames = [
  'padding',
  'invisible',
  'direction',
  'no-break',
  'inner-space',
  'full-width',
  'digits',
  'look-alike',
  'quotes',
  'decomposed',
  'mojibake',
  'control',
  'entities',
  'escapes',
  'nothing',
  'formula-error',
  'formula-text',
  'point-zero',
  /** Shorter than the other numbers of its column. */
  'zeros',
  'thousands',
  'scientific',
  'long-number',
  'code-date',
  'true-false',
  'object',
  'path',
  'wrapping',
  'email-case',
  'name-case',
  'word',
  'date',
  'date-order',
  'serial-date',
  'missing',
  'empty-row',
  /** Said by JumpCloud of the same row in an earlier job. */
  'refused',
  /** Found by Review, which knows the directory and the organization. */
  'review',
  /** The earlier job did not do the row, and no value is known to be why. */
  'not-done',
  'value',
] as const
export type Cause = (typeof causeNames)[number]

export interface Issue {
  readonly row: RowKey
  /** The cell, or null where the whole row is meant. A required field that is no column is named too. */
  readonly field: FieldKey | null
  /** An error keeps the row from being sent; a warning only says so. */
  readonly severity: 'error' | 'warning'
  /** One sentence: what is wrong and what to do. */
  readonly message: string
  /** Absent for what is wrong between rows. */
  readonly cause?: Cause
  /** The text that would settle it, offered and never set unasked. */
  readonly suggestion?: string
}
