/** The jobs that are running, in the bar of every screen; it also tells when one ends, and asks before the tab is closed too early. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { visitedOrganizations } from '#adapters/jumpcloud/organization-choice.ts'
import { counted } from '#domain/count.ts'
import { finishedOf, openOf, totalOf } from '#domain/jobs/job-counts.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { useOrganizations } from '../connection/organizations.ts'
import type { Connection } from '../navigation/connection.ts'
import { paths } from '../navigation/paths.ts'
import { jobsQuery } from '../navigation/stored-queries.ts'
import { useCloseWarning } from './close-warning.ts'
import { useJobEnds } from './job-ends.ts'
import styles from './JobTray.module.css'

const isOpen = (job: JobHeader) => openOf(countsOfHeader(job)) > 0

export function JobTray({ connection }: { readonly connection: Connection }) {
  const { upstream, organizationId } = connection.tenant
  const own = useQuery(jobsQuery(connection.tenant)).data
  const elsewhere = visitedOrganizations(upstream).filter(({ id }) => id !== organizationId)
  const others = useQueries({ queries: elsewhere.map(({ id }) => jobsQuery({ upstream, organizationId: id })) }).map(({ data }) => data ?? [])
  const all = own === undefined ? undefined : [...own, ...others.flat()]
  useJobEnds(all)
  useCloseWarning(all)
  return (
    <>
      {elsewhere.map(({ id, name }, at) => (
        <Elsewhere key={id} id={id} name={name} running={(others[at] ?? []).filter(isOpen).length} />
      ))}
      <Running jobs={(own ?? []).filter(isOpen)} />
    </>
  )
}

function Running({ jobs }: { readonly jobs: readonly JobHeader[] }) {
  const [first] = jobs
  if (first === undefined) return null
  const counts = jobs.map(countsOfHeader)
  const total = counts.reduce((sum, each) => sum + totalOf(each), 0)
  const finished = counts.reduce((sum, each) => sum + finishedOf(each), 0)
  return (
    <Link
      href={jobs.length === 1 ? paths.job(first.id) : `${paths.jobs()}?state=running`}
      className={styles.tray}
      title={jobs.map(({ name }) => name).join('\n')}
    >
      <progress value={finished} max={total} aria-label={jobs.length === 1 ? `Progress of ${first.name}` : 'Progress of all running jobs'} />
      <span>
        {jobs.length > 1 && `${counted(jobs.length, 'job')} · `}
        {formatNumber(finished)} of {formatNumber(total)} <span className={styles.word}>finished</span>
      </span>
    </Link>
  )
}

/** A job of another organization goes on in this tab; a press leads back to it. */
function Elsewhere({ id, name, running }: { readonly id: string; readonly name: string; readonly running: number }) {
  const { switchTo } = useOrganizations()
  if (running === 0) return null
  return (
    <Button size="s" variant="quiet" className={styles.elsewhere} onClick={() => switchTo(id)}>
      {counted(running, 'job')} running in {name}
    </Button>
  )
}
