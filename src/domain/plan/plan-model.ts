/** The shapes of a plan: what a draft would do to the directory, row by row. */
import type { RowMatch } from '../directory/match.ts'
import type { Omitted } from '../draft/edit.ts'
import type { FieldKey } from '../fields/field.ts'
import type { Issue } from '../packed/issue.ts'
import type { PasswordPolicy } from './password-policy.ts'
import type { Purpose, RowKey, RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import type { SentRow } from './sent.ts'

/** Before → after of one field, as cell texts. `before` is '' where the directory has none. */
export interface Change {
  readonly field: FieldKey
  readonly before: string
  readonly after: string
  /** The field is emptied, on the administrator's command; `before` is all that goes. */
  readonly clears?: true
  /** The manager is this row, created in the same job: set in the second phase, once it has its user id. */
  readonly awaits?: RowKey
  /** All that changes is the case of letters, or leading zeros. */
  readonly only?: 'case' | 'zeros' | 'signs'
  /** What the administrator reads where the texts are ids. */
  readonly shown?: { readonly before: string; readonly after: string }
}

/** What would happen to one row. Exactly one of these for every row of the draft. */
export type PlanItem =
  | { readonly kind: 'create'; readonly row: RowKey; readonly changes: readonly Change[]; readonly omitted: readonly Change[] }
  | {
      readonly kind: 'update'
      readonly row: RowKey
      readonly user: SystemUser
      readonly changes: readonly Change[]
      /** Changes that the administrator excluded. */
      readonly omitted: readonly Change[]
      /** Values that the directory holds in another spelling; absent where there are none. */
      readonly alike?: number
    }
  | { readonly kind: 'unchanged'; readonly row: RowKey; readonly user: SystemUser; readonly alike?: number }
  | { readonly kind: 'excluded'; readonly row: RowKey; readonly reason: string; readonly omitted?: readonly Change[] }
  /** `cells` has the field that each reason is about, null for the whole row; `field` is the first of them, where the row can be sent without it. */
  | {
      readonly kind: 'blocked'
      readonly row: RowKey
      readonly reasons: readonly string[]
      readonly cells: readonly (FieldKey | null)[]
      /** Places of the reasons that are issues of the row, which the grid shows by itself; absent where none is. */
      readonly issues?: readonly number[]
      readonly field?: FieldKey
    }
  /** A job of this draft has it already. */
  | { readonly kind: 'sent'; readonly row: RowKey; readonly sent: SentRow }

export type PlanKind = PlanItem['kind']

/** `create` … `sent` add up to `rows`; the rest counts single values among creates and updates. */
export interface PlanCounts {
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly unchanged: number
  readonly excluded: number
  readonly blocked: number
  readonly sent: number
  readonly changes: number
  readonly clears: number
  /** Users with a clear. */
  readonly cleared: number
  /** Values that are the same in another spelling, and so no change. */
  readonly alike: number
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly counts: PlanCounts
}

/** The changes that would be sent for an item; none where nothing would be sent. */
export const changesOf = (item: PlanItem): readonly Change[] => (item.kind === 'create' || item.kind === 'update' ? item.changes : [])

export function countItems(items: readonly PlanItem[]): PlanCounts {
  const counts = { rows: items.length, create: 0, update: 0, unchanged: 0, excluded: 0, blocked: 0, sent: 0, changes: 0, clears: 0, cleared: 0, alike: 0 }
  for (const item of items) {
    counts[item.kind] += 1
    const clears = changesOf(item).filter((change) => change.clears === true).length
    counts.changes += changesOf(item).length
    counts.clears += clears
    if (clears > 0) counts.cleared += 1
    if (item.kind === 'update' || item.kind === 'unchanged') counts.alike += item.alike ?? 0
  }
  return counts
}

/** What a plan is made from. */
export interface PlanInput {
  readonly set: RowSet
  readonly purpose: Purpose
  /** The directory users that were read: among them are the managers. */
  readonly users: readonly SystemUser[]
  readonly matches: ReadonlyMap<RowKey, RowMatch>
  readonly issues: ReadonlyMap<RowKey, readonly Issue[]>
  readonly excluded: ReadonlySet<RowKey>
  /** Why the reader held rows back: they are excluded until the administrator takes them in. */
  readonly heldBack?: ReadonlyMap<RowKey, string>
  readonly omitted?: Omitted
  /** Rows that are held, because a job has them. */
  readonly sent?: ReadonlyMap<RowKey, SentRow>
  /** The organization's, or null where it could not be read. */
  readonly policy?: PasswordPolicy | null
}

/** Something to know before a submit. */
export interface Advice {
  readonly key:
    | 'password'
    | 'state'
    | 'mail-results'
    | 'mail-users'
    | 'managed'
    | 'administrators'
    | 'cannot-read'
    | 'zeros'
    | 'case'
    | 'alike'
    | 'suspended'
    | 'encoding'
    | 'managers'
    | 'password-reset'
    | 'same-password'
    | 'attribute-twins'
    | 'shared-number'
    | 'shared-mailbox'
    | 'shared-uid'
    | 'shared-name'
    | 'shifted'
    | 'suspended-managers'
    | 'signs'
  readonly tone: 'info' | 'warning'
  readonly title: string
  readonly detail: string
  readonly items: readonly PlanItem[]
  /** What one step excludes. */
  readonly omit?: { readonly field: FieldKey; readonly rows: readonly RowKey[] }
}
