/** The jobs that are running, in the bar of every screen; it also tells when one ends, and asks before the tab is closed too early. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import { counted } from '#domain/count.ts'
import { finishedOf, openOf, totalOf } from '#domain/jobs/job-counts.ts'
import { formatNumber } from '#ui/locale.ts'
import type { Connection } from '../navigation/connection.ts'
import { paths } from '../navigation/paths.ts'
import { jobsQuery } from '../navigation/stored-queries.ts'
import { useCloseWarning } from './close-warning.ts'
import { useJobEnds } from './job-ends.ts'
import styles from './JobTray.module.css'

export function JobTray({ connection }: { readonly connection: Connection }) {
  const jobs = useQuery(jobsQuery(connection.tenant)).data
  useJobEnds(jobs)
  useCloseWarning(jobs)
  const running = (jobs ?? []).map((job) => ({ job, counts: countsOfHeader(job) })).filter(({ counts }) => openOf(counts) > 0)
  const first = running[0]
  if (first === undefined) return null
  const total = running.reduce((sum, { counts }) => sum + totalOf(counts), 0)
  const finished = running.reduce((sum, { counts }) => sum + finishedOf(counts), 0)
  const { name } = first.job
  return (
    <Link
      href={running.length === 1 ? paths.job(first.job.id) : `${paths.jobs()}?state=running`}
      className={styles.tray}
      title={running.map(({ job }) => job.name).join('\n')}
    >
      <progress value={finished} max={total} aria-label={running.length === 1 ? `Progress of ${name}` : 'Progress of all running jobs'} />
      <span>
        {running.length > 1 && `${counted(running.length, 'job')} · `}
        {formatNumber(finished)} of {formatNumber(total)} <span className={styles.word}>finished</span>
      </span>
    </Link>
  )
}
