/** Job: what happened to every user of it; our own job from the ledger, any other from JumpCloud's results. */
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { useParams } from 'wouter'
import { tenantKey } from '#domain/tenant.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { jobQuery } from '#workbench/navigation/stored-queries.ts'
import { isJobId } from './job-id.ts'
import { OwnJob } from './job/OwnJob.tsx'
import { UpstreamJob } from './upstream/UpstreamJob.tsx'

export function JobScreen() {
  const { job: id } = useParams<{ job: string }>()
  const { tenant, organizationName } = useConnection()
  const job = useQuery({ ...jobQuery(id), enabled: !isJobId(id) })
  if (isJobId(id)) return <UpstreamJob jobId={id} />
  if (job.isPending) return <Skeleton rows={10} />
  if (job.isError) return <ErrorPanel title="The job cannot be read from this browser" detail={job.error.message} onRetry={() => void job.refetch()} />
  if (job.data === null || tenantKey(job.data.tenant) !== tenantKey(tenant))
    return (
      <EmptyState icon={<FileQuestion />} title="No such job here" action={<ButtonLink href={paths.jobs()}>All jobs</ButtonLink>}>
        This browser has no job with this address for {organizationName}. If you have a JumpCloud job id, open it from the list of jobs.
      </EmptyState>
    )
  return <OwnJob job={job.data} />
}
