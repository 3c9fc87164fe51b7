/** Why Review blocked rows, as errors on the cells in the grid until those are changed: what the checks of the grid cannot know. */
import { useMemo } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { PlanItem } from '#domain/plan/plan-model.ts'
import type { Issues, OpenDraft } from './draft-session.ts'
import { withPinned } from './pinned-issues.ts'

/** Each is compared with its row after every edit; nobody corrects more of them cell by cell. */
const mostPinned = 200

interface Reviewed {
  /** The row as it was reviewed. */
  readonly row: Row
  readonly columns: readonly FieldKey[]
  /** Without the issues that the grid shows by itself. */
  readonly reasons: readonly { readonly message: string; readonly field: FieldKey | null }[]
}

/** By draft, in the memory of the page: the reasons name users. */
const known = new Map<string, ReadonlyMap<RowKey, Reviewed>>()

/** Called with every plan: the latest one counts. */
export function noteReviewed(draftId: string, { columns }: RowSet, planned: readonly { readonly item: PlanItem; readonly row: Row }[]): void {
  const blocked = new Map<RowKey, Reviewed>()
  for (const { item, row } of planned) {
    if (item.kind !== 'blocked') continue
    const reasons = item.reasons.flatMap((message, at) => (item.issues?.includes(at) === true ? [] : [{ message, field: item.cells[at] ?? null }]))
    if (reasons.length > 0) blocked.set(row.key, { row, columns, reasons })
  }
  known.set(draftId, blocked)
}

/** The issues of a draft with the reasons of its last review: of the first rows, and of the one that was asked for. */
export function useReviewReasons({ id, excluded }: OpenDraft, set: RowSet, issues: Issues | null, wanted: RowKey | null): Issues | null {
  const reviewed = known.get(id)
  const isOut = useMemo(() => new Set(excluded), [excluded])
  return useMemo(() => {
    if (issues === null || reviewed === undefined) return issues
    const keys = [...reviewed.keys()].slice(0, mostPinned)
    const pinned = new Map<RowKey, readonly Issue[]>()
    for (const key of wanted === null || !reviewed.has(wanted) ? keys : new Set([...keys, wanted])) {
      const was = reviewed.get(key)
      const own = was === undefined || isOut.has(key) ? [] : reasonsLeft(was, set)
      if (own.length > 0) pinned.set(key, own)
    }
    return withPinned(issues, pinned)
  }, [isOut, issues, reviewed, set, wanted])
}

/** The reasons that nothing has been done about. */
function reasonsLeft({ row: was, columns, reasons }: Reviewed, set: RowSet): readonly Issue[] {
  const now = findRow(set.rows, was.key)
  if (now === undefined) return []
  const isSame = (field: FieldKey) => (now.cells[set.columns.indexOf(field)] ?? '') === (was.cells[columns.indexOf(field)] ?? '')
  return reasons.flatMap(({ message, field: about }): Issue[] => {
    const field = about !== null && set.columns.includes(about) ? about : null
    const isLeft = now === was || (field === null ? columns.every(isSame) : isSame(field))
    return isLeft ? [{ row: was.key, field, severity: 'error', message, cause: 'review' }] : []
  })
}
