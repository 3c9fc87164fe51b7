/** What each kind of plan row is called, and its tone. */
import type { Purpose } from '#domain/packed/row.ts'
import type { PlanKind } from '#domain/plan/plan.ts'

type Tone = 'success' | 'info' | 'neutral' | 'danger' | 'warning'

export function kindWords(kind: PlanKind, purpose: Purpose | null): { readonly label: string; readonly tone: Tone } {
  if (kind === 'update' && purpose === 'leavers') return { label: 'Will be suspended', tone: 'warning' }
  return kinds[kind]
}
const kinds: Record<PlanKind, { readonly label: string; readonly tone: Tone }> = {
  create: { label: 'Will be created', tone: 'success' },
  update: { label: 'Will be updated', tone: 'info' },
  unchanged: { label: 'Unchanged', tone: 'neutral' },
  excluded: { label: 'Excluded', tone: 'neutral' },
  blocked: { label: 'Blocked', tone: 'danger' },
  sent: { label: 'Already sent', tone: 'neutral' },
}
