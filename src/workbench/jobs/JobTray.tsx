/** The jobs that are under way, in the bar of every screen. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { Connection } from '../navigation/connection.ts'
import { finishedOf, openOf, totalOf } from '#domain/jobs/job-counts.ts'
import { paths } from '../navigation/paths.ts'
import { jobsQuery } from '../navigation/stored-queries.ts'
import styles from './JobTray.module.css'

export function JobTray({ connection }: { readonly connection: Connection }) {
  const jobs = useQuery(jobsQuery(connection.tenant))
  const running = (jobs.data ?? []).map((job) => ({ job, counts: countsOfHeader(job) })).filter(({ counts }) => openOf(counts) > 0)
  const first = running[0]
  if (first === undefined) return null
  const total = totalOf(first.counts)
  const settled = finishedOf(first.counts)
  return (
    <Link href={running.length === 1 ? paths.job(first.job.id) : paths.jobs()} className={styles.tray}>
      <progress value={settled} max={total} aria-label={`Progress of ${first.job.name}`} />
      {running.length === 1 ? `${settled.toLocaleString()} of ${total.toLocaleString()} users finished` : `${running.length} jobs under way`}
    </Link>
  )
}
