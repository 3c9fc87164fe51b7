/** What the form of a user is given: texts by field, and where edits go. */
import type { ReactNode } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { Purpose, RowKey } from '#domain/packed/row.ts'

export interface FormChange {
  readonly field: FieldKey
  readonly text: string
}

export interface UserSheetProps {
  readonly rowKey: RowKey
  readonly title: string
  readonly description: string
  readonly purpose: Purpose | null
  /** The texts as they are saved, by field; what is not named is blank. */
  readonly saved: Readonly<Record<FieldKey, string>>
  /** The directory's texts, by field; null where no user is known to be meant. */
  readonly now: Readonly<Record<FieldKey, string>> | null
  /** The texts are the user's own, so that emptying one clears it; otherwise a blank leaves the value unchanged. */
  readonly isLive?: boolean
  readonly issues: readonly Issue[]
  readonly onEdit: (changes: readonly FormChange[]) => void
  readonly onClose: () => void
  /** Which of how many, counted from 1. */
  readonly place: { readonly at: number; readonly of: number }
  readonly onMove: (by: -1 | 1) => void
  /** Undo and redo. */
  readonly history: ReactNode
  readonly children?: ReactNode
  /** Below the fields. */
  readonly end?: ReactNode
}
