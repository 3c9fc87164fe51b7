/** What the page and the planning worker say to each other; in pieces, so that neither stops the other for long. */
import type { PlanOptions, Review } from '#domain/plan/compute-plan.ts'
import type { Change, PlanCounts, PlanItem } from '#domain/plan/plan-model.ts'
import type { Wanted } from '#domain/directory/match.ts'
import type { Row } from '#domain/packed/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { MovedRows } from './moved-rows.ts'

export type ToPlanner =
  /** Always the first. */
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'rows'; readonly rows: MovedRows }
  /** Rows that were edited or added by hand; the last piece completes the rows. */
  | { readonly kind: 'edited'; readonly rows: readonly Row[]; readonly isLast: boolean }
  | { readonly kind: 'users'; readonly users: readonly SystemUser[]; readonly isFirst: boolean }
  /** Whom the directory has to be asked for, of the rows as handed over. */
  | { readonly kind: 'wanted'; readonly number: number }
  | { readonly kind: 'plan'; readonly number: number; readonly options: PlanOptions }

/** An item without its user, whom the page has already: only the id travels. */
export type LightItem = PlanItem extends infer Item
  ? Item extends { readonly user: SystemUser }
    ? Omit<Item, 'user'> & { readonly userId: string }
    : Item
  : never

export type FromPlanner =
  | { readonly kind: 'wanted'; readonly number: number; readonly wanted: readonly Wanted[]; readonly isLast: boolean }
  | { readonly kind: 'items'; readonly number: number; readonly items: readonly LightItem[] }
  | {
      readonly kind: 'planned'
      readonly number: number
      readonly counts: PlanCounts
      readonly absent: readonly string[]
      readonly drift: readonly (readonly [string, readonly Change[]])[]
      readonly summary: Review['summary']
      readonly prints: Uint32Array
      /** Milliseconds that the plan took to compute. */
      readonly ms: number
    }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string }
