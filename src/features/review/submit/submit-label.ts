/** What the submit button says: what, how many, where. */
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { Purpose } from '#domain/packed/row.ts'

export const people = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'person' : 'people'}`

/** "Update 1,204 people in Acme (EU)" (design rule 14). */
export function submitLabel(counts: PlanCounts | null, purpose: Purpose | null, organization: string, region: string): string {
  const where = `in ${organization} (${region})`
  if (counts === null || counts.create + counts.update === 0) return `Submit ${where}`
  if (purpose === 'leavers') return `Suspend ${people(counts.update)} ${where}`
  if (counts.update === 0) return `Create ${people(counts.create)} ${where}`
  if (counts.create === 0) return `Update ${people(counts.update)} ${where}`
  return `Create ${counts.create.toLocaleString()} and update ${people(counts.update)} ${where}`
}
