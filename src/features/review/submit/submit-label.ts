/** What the submit button says: what, how many, where. */
import { counted } from '#domain/count.ts'
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { formatNumber } from '#ui/locale.ts'

export const users = (count: number) => counted(count, 'user')

/** "Update 1,204 users in Acme (EU)" (design rule 14). */
export function submitLabel(counts: PlanCounts | null, purpose: Purpose | null, organization: string, region: string): string {
  const where = `in ${organization} (${region})`
  if (counts === null || counts.create + counts.update === 0) return `Submit ${where}`
  if (purpose === 'leavers') return `Suspend ${users(counts.update)} ${where}`
  if (counts.update === 0) return `Create ${users(counts.create)} ${where}`
  if (counts.create === 0) return `Update ${users(counts.update)} ${where}`
  return `Create ${formatNumber(counts.create)} and update ${users(counts.update)} ${where}`
}
