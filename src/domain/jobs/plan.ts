/** The plan: what a draft would do to the directory, row by row, before anything is sent. */
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../rows/row.ts'
import type { SystemUser } from '../wire.ts'

/** Before → after of one field, as cell texts. `before` is '' where the directory has none. */
export interface Change {
  readonly field: FieldKey
  readonly before: string
  readonly after: string
}

/** What would happen to one row. Exactly one of these for every row of the draft. */
export type PlanItem =
  | { readonly kind: 'create'; readonly row: RowKey; readonly changes: readonly Change[] }
  | { readonly kind: 'update'; readonly row: RowKey; readonly user: SystemUser; readonly changes: readonly Change[] }
  | { readonly kind: 'unchanged'; readonly row: RowKey; readonly user: SystemUser }
  | { readonly kind: 'excluded'; readonly row: RowKey; readonly reason: string }
  | { readonly kind: 'blocked'; readonly row: RowKey; readonly reasons: readonly string[] }

export interface PlanCounts {
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly unchanged: number
  readonly excluded: number
  readonly blocked: number
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly counts: PlanCounts
}
