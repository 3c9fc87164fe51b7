/** What each kind of plan row is called, and its tone. */
import { actionOfItem, type Action } from '#domain/plan/actions.ts'
import type { PlanCounts, PlanItem, PlanKind } from '#domain/plan/plan.ts'
import type { PlanSummary } from '#domain/plan/summary.ts'

type Tone = 'success' | 'info' | 'neutral' | 'danger' | 'warning'

/** A suspension is no update to whoever reads the plan. */
export type ShownKind = PlanKind | Action

export const shownKind = (item: PlanItem): ShownKind => actionOfItem(item) ?? item.kind

export const shownKinds: readonly ShownKind[] = ['create', 'update', 'suspend', 'activate', 'blocked', 'unchanged', 'excluded', 'sent']

/** What is sent is counted by its action, all else by its kind. */
export function countOf(kind: ShownKind, counts: PlanCounts, actions: PlanSummary['actions']): number {
  return kind === 'blocked' || kind === 'unchanged' || kind === 'excluded' || kind === 'sent' ? counts[kind] : (actions[kind] ?? 0)
}

export const kindWords: Record<ShownKind, { readonly label: string; readonly tone: Tone }> = {
  create: { label: 'Will be created', tone: 'success' },
  update: { label: 'Will be updated', tone: 'info' },
  suspend: { label: 'Will be suspended', tone: 'warning' },
  activate: { label: 'Will be activated', tone: 'info' },
  unchanged: { label: 'Unchanged', tone: 'neutral' },
  excluded: { label: 'Excluded', tone: 'neutral' },
  blocked: { label: 'Blocked', tone: 'danger' },
  sent: { label: 'Already sent', tone: 'neutral' },
}
