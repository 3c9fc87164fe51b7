/** The head of a job: what it does and to how many, where, when, from which file, and what can be done with it. */
import type { AllCounts } from '#domain/jobs/job-counts.ts'
import { totalOf } from '#domain/jobs/job-counts.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { formatDateTime } from '#ui/locale.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { actionSentence } from '#workbench/jobs/job-outcome.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { Chain } from './Chain.tsx'
import { JobActions } from './JobActions.tsx'

interface Props {
  readonly job: Job
  readonly counts: AllCounts
  readonly users: readonly JobUser[]
}

export function JobHead({ job, counts, users }: Props) {
  const { organizationName, region } = useConnection()
  return (
    <PageHeader
      title={job.name}
      description={
        <>
          {actionSentence(job.actions, totalOf(counts))} in {organizationName} ({region}) · {formatDateTime(job.createdAt)} (<RelativeTime at={job.createdAt} />
          )
        </>
      }
      meta={<Chain job={job} />}
      actions={<JobActions job={job} counts={counts} users={users} />}
    />
  )
}
