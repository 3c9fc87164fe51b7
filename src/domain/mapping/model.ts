/** What a column of the file is mapped to, and why. */
import type { FieldKey } from '../fields/field.ts'

export type ColumnTarget =
  | { readonly kind: 'field'; readonly field: FieldKey }
  /** `AttributeN_name`: the cell names the custom attribute whose value stands in `AttributeN_value`. */
  | { readonly kind: 'attribute-name'; readonly number: number }
  | { readonly kind: 'attribute-value'; readonly number: number }
  | { readonly kind: 'not-sent'; readonly name: string; readonly reason: string }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unmapped' }

export interface ColumnMapping {
  readonly column: number
  readonly header: string
  readonly target: ColumnTarget
  /** Why this target, for the administrator's eyes. */
  readonly why: string
}
