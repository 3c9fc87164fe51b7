/** The state of a job in one mark: how many people are settled, and whether anything needs a look. */
import { countStates, type Job } from '#domain/jobs/ledger.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { outcomeOf } from './job-outcome.ts'

export function JobSummary({ job }: { readonly job: Job }) {
  const { tone, text } = outcomeOf(countStates(job))
  return <StateMark tone={tone}>{text}</StateMark>
}
