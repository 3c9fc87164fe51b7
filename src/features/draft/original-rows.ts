/** The cells as the file had them, by row and in the draft's column order, so that the grid can mark what was typed since. */
import { applyMapping } from '#domain/table/mapping.ts'
import type { StoredDraft } from '#workbench/draft-session.ts'

const remembered = new WeakMap<object, ReadonlyMap<string, readonly string[]>>()

/** Computed once for a table and mapping: both are replaced, never changed in place. */
export function originalRows(draft: StoredDraft): ReadonlyMap<string, readonly string[]> | null {
  if (draft.appliedMapping === null) return null
  const known = remembered.get(draft.appliedMapping)
  if (known !== undefined) return known
  const { rows } = applyMapping(draft.table, draft.appliedMapping)
  const made = new Map(rows.rows.map((row) => [row.key, row.cells]))
  remembered.set(draft.appliedMapping, made)
  return made
}
