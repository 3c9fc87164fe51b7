/** Jobs: what was submitted from this browser, and the way to open any other JumpCloud job. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { jobsQuery } from '#workbench/navigation/stored-queries.ts'
import { isJobId } from './job-id.ts'
import { JobsTable } from './list/JobsTable.tsx'
import { Orphans } from './list/Orphans.tsx'
import styles from './Jobs.module.css'

export function JobsScreen() {
  const { tenant } = useConnection()
  const jobs = useQuery(jobsQuery(tenant))
  return (
    <div className={styles.list}>
      <PageHeader title="Jobs" description="Submitted from this browser, newest first." actions={<OpenJob />} />
      {jobs.isError ? (
        <ErrorPanel title="The jobs of this browser cannot be read" detail={jobs.error.message} onRetry={() => void jobs.refetch()} />
      ) : (
        <JobsTable jobs={jobs.data ?? []} loading={jobs.isPending} />
      )}
      {jobs.isSuccess && <Orphans jobs={jobs.data} />}
    </div>
  )
}

function OpenJob() {
  const [, navigate] = useLocation()
  const [id, setId] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const open = () => {
    const wanted = id.trim()
    if (isJobId(wanted)) navigate(paths.job(wanted))
    else setError('A JumpCloud job id is usually 24 characters, 0 to 9 and a to f. Copy the whole id.')
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
        hideLabel
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
