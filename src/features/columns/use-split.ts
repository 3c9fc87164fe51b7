/** Splits rows of a draft into a draft of their own: they are excluded here, and reviewed there. */
import { useLocation } from 'wouter'
import { counted } from '#domain/count.ts'
import { mappingIssues } from '#domain/mapping/mapping-issues.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { toast } from '#ui/Toast.tsx'
import { createDraft, setExcluded, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { rowsToCome } from '#workbench/draft/mapped-rows.ts'
import { paths } from '#workbench/navigation/paths.ts'

export function useSplit(draft: OpenDraft) {
  const [, navigate] = useLocation()
  return async (rows: readonly number[], name: string, purpose: Purpose | null) => {
    const [problem] = mappingIssues(draft.mapping)
    if (problem !== undefined) {
      toast(problem, { tone: 'warning' })
      return
    }
    const set = await rowsToCome(draft)
    if (set === null) return
    const keys = new Set(rows.map((row) => rowKey(row + 1)))
    const chosen = set.rows.filter(({ key }) => keys.has(key))
    const id = await createDraft({
      tenant: draft.tenant,
      name,
      origin: { kind: 'split', draftId: draft.id, draftName: draft.name },
      purpose,
      columns: set.columns,
      rows: chosen.map(({ cells, line }) => ({ cells, line })),
    })
    setExcluded(draft.id, [...keys], true)
    toast(`${counted(chosen.length, 'row')} moved to “${name}”, and excluded from “${draft.name}”.`)
    navigate(paths.draft(id))
  }
}
