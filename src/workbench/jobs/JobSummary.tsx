/** The state of a job in one mark: how many users are finished, and whether anything needs attention. */
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { outcomeOf } from './job-outcome.ts'

export function JobSummary({ job }: { readonly job: JobHeader }) {
  const { tone, text } = outcomeOf(countsOfHeader(job), job.actions)
  return <StateMark tone={tone}>{text}</StateMark>
}
