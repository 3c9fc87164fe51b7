/** What an administrator has chosen in the review of a draft: fields left out of single rows, and whether the file is complete. */
import { useSyncExternalStore } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Omitted } from '#domain/jobs/plan.ts'
import type { RowKey } from '#domain/rows/row.ts'

export interface ReviewChoices {
  readonly omitted: Omitted
  readonly isComplete: boolean
}

const none: ReviewChoices = { omitted: {}, isComplete: false }
const known = new Map<string, ReviewChoices>()
const listeners = new Set<() => void>()
const storageKey = (draft: string) => `rollcall.review:${draft}`

/** Names of rows and fields only, so that it may be kept: what was left out stays left out after a reload. */
function choicesOf(draft: string): ReviewChoices {
  const found = known.get(draft)
  if (found !== undefined) return found
  let stored = none
  try {
    const read = JSON.parse(localStorage.getItem(storageKey(draft)) ?? 'null') as Partial<ReviewChoices> | null
    stored = { omitted: read?.omitted ?? {}, isComplete: read?.isComplete === true }
  } catch {
    // What cannot be read was never chosen.
  }
  known.set(draft, stored)
  return stored
}

function choose(draft: string, change: (before: ReviewChoices) => ReviewChoices) {
  const next = change(choicesOf(draft))
  known.set(draft, next)
  if (Object.keys(next.omitted).length === 0 && !next.isComplete) localStorage.removeItem(storageKey(draft))
  else localStorage.setItem(storageKey(draft), JSON.stringify(next))
  for (const listener of listeners) listener()
}

export const setComplete = (draft: string, isComplete: boolean) => choose(draft, (before) => ({ ...before, isComplete }))

/** Leaves one field out of some rows, or takes it in again. */
export const setOmitted = (draft: string, rows: readonly RowKey[], field: FieldKey, isOut: boolean) =>
  choose(draft, (before) => {
    const omitted: Record<RowKey, readonly FieldKey[]> = { ...before.omitted }
    for (const row of rows) {
      const others = (omitted[row] ?? []).filter((each) => each !== field)
      const next = isOut ? [...others, field] : others
      if (next.length === 0) delete omitted[row]
      else omitted[row] = next
    }
    return { ...before, omitted }
  })

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useReviewChoices = (draft: string): ReviewChoices => useSyncExternalStore(subscribe, () => choicesOf(draft))
