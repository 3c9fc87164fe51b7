/** What the submit button says: what, how many, where; the job that comes of it is called the same. */
import { counted } from '#domain/count.ts'
import type { PlanSummary } from '#domain/plan/summary.ts'
import { actionSentence } from '#workbench/jobs/job-outcome.ts'

export const users = (count: number) => counted(count, 'user')

/** "Update 1,204 users and suspend 3 in Acme (EU)" (design rule 14). */
export function submitLabel(actions: PlanSummary['actions'], organization: string, region: string): string {
  const where = `in ${organization} (${region})`
  return Object.keys(actions).length === 0 ? `Submit ${where}` : `${actionSentence(actions, 0)} ${where}`
}
