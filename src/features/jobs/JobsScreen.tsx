/** Jobs: what was submitted from this browser, and the way to open any other JumpCloud job. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import { Button } from '#ui/Button.tsx'
import { Count } from '#ui/Count.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { totalOf } from '#domain/jobs/job-counts.ts'
import { JobSummary } from '#workbench/jobs/JobSummary.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { jobsQuery } from '#workbench/navigation/stored-queries.ts'
import { isJobId } from './job-id.ts'
import { Orphans } from './list/Orphans.tsx'
import styles from './Jobs.module.css'

export function JobsScreen() {
  const { tenant } = useConnection()
  const jobs = useQuery(jobsQuery(tenant))
  return (
    <div className={styles.page}>
      <PageHeader title="Jobs" description="What was submitted from this browser, newest first." />
      {jobs.isError ? (
        <ErrorPanel title="The jobs of this browser cannot be read" detail={jobs.error.message} onRetry={() => void jobs.refetch()} />
      ) : (
        <DataTable
          caption="Jobs"
          loading={jobs.isPending}
          rows={jobs.data ?? []}
          rowKey={({ id }) => id}
          empty="No job yet. Submit a draft, and everybody in it is accounted for here."
          columns={[
            { key: 'name', header: 'Job', render: (job) => <Link href={paths.job(job.id)}>{job.name}</Link> },
            { key: 'people', header: 'People', align: 'end', render: (job) => <Count value={totalOf(countsOfHeader(job))} /> },
            { key: 'state', header: 'State', render: (job) => <JobSummary job={job} /> },
            { key: 'at', header: 'Submitted', render: (job) => <RelativeTime at={job.createdAt} /> },
          ]}
        />
      )}
      {jobs.isSuccess && <Orphans jobs={jobs.data} />}
      <OpenJob />
    </div>
  )
}

function OpenJob() {
  const [, navigate] = useLocation()
  const [id, setId] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const open = () => {
    const wanted = id.trim().toLowerCase()
    if (isJobId(wanted)) navigate(paths.job(wanted))
    else setError('A JumpCloud job id is 24 characters, 0 to 9 and a to f. Copy it from where the job was submitted.')
  }
  return (
    <form
      className={styles.open}
      onSubmit={(event) => {
        event.preventDefault()
        open()
      }}
    >
      <TextField
        label="Open a JumpCloud job"
        help="Also one that was submitted elsewhere: its results are read from JumpCloud."
        placeholder="JumpCloud job id"
        value={id}
        onChange={(value) => {
          setId(value)
          setError(undefined)
        }}
        error={error}
      />
      <Button type="submit">Open job</Button>
    </form>
  )
}
