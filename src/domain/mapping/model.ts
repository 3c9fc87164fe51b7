/** What a column of the file is mapped to, and why. */
import type { FieldKey } from '../fields/field.ts'

/** The lists of a user that JumpCloud's own tools write into one column. */
export type UserList = 'attributes' | 'phoneNumbers' | 'addresses'

export type ColumnTarget =
  | { readonly kind: 'field'; readonly field: FieldKey }
  /** `AttributeN_name`: the cell names the custom attribute whose value stands in `AttributeN_value`. */
  | { readonly kind: 'attribute-name'; readonly number: number }
  | { readonly kind: 'attribute-value'; readonly number: number }
  /** A whole list in a cell, as JSON or as PowerShell prints it: each element becomes a field of its own. */
  | { readonly kind: 'list'; readonly list: UserList }
  | { readonly kind: 'not-sent'; readonly name: string; readonly reason: string }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unmapped' }

/** How sure a guess is; what an administrator chose is `certain`. */
export type Confidence = 'certain' | 'likely' | 'unsure'

/** What blank cells and a word mean, beside a value; without it, blanks leave the value as it is. */
export interface BlankPolicy {
  readonly clearsBlank: boolean
  /** Cells with this text clear the value, without regard to case; '' is none. */
  readonly clearWord: string
}

export interface ColumnMapping {
  readonly column: number
  readonly header: string
  readonly target: ColumnTarget
  /** Why this target, for the administrator's eyes. */
  readonly why: string
  /** Absent in drafts of earlier versions. */
  readonly confidence?: Confidence
  readonly blanks?: BlankPolicy
}

const chosen = ({ column, target, blanks }: ColumnMapping) => JSON.stringify([column, target, blanks])

/** Whether two mappings make the same rows; one that was stored comes back as other objects. */
export const isSameMapping = (a: readonly ColumnMapping[] | null, b: readonly ColumnMapping[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((each, at) => b[at] !== undefined && chosen(each) === chosen(b[at])))

/** What was chosen for a header before. */
export interface Remembered {
  readonly target: ColumnTarget
  readonly blanks?: BlankPolicy
  readonly why: string
}
