/** The newest jobs of this organization. */
import { Link } from 'wouter'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { JobSummary } from '#workbench/jobs/JobSummary.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'

export function RecentJobs({ jobs, loading }: { readonly jobs: readonly JobHeader[]; readonly loading: boolean }) {
  return (
    <DataTable
      caption="Jobs"
      narrow="minmax(0, 1fr) auto"
      loading={loading}
      rows={jobs}
      rowKey={(job) => job.id}
      empty="No jobs. Submitted jobs appear here, with an outcome for each user."
      columns={[
        { key: 'name', header: 'Job', narrowPlace: '1 / -1', render: (job) => <Link href={paths.job(job.id)}>{job.name}</Link> },
        { key: 'outcome', header: 'Outcome', narrowPlace: '1', render: (job) => <JobSummary job={job} /> },
        { key: 'sent', header: 'Submitted', narrowPlace: '2', render: (job) => <RelativeTime at={job.createdAt} /> },
      ]}
    />
  )
}
