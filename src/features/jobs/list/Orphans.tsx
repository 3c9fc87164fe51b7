/** Sends that only the proxy's journal knows, each with the way to its results. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { findOrphans } from '#domain/jobs/orphans.ts'
import { submissionsQuery } from '#adapters/jumpcloud/queries.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { Count } from '#ui/Count.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import styles from './Orphans.module.css'

export function Orphans({ jobs }: { readonly jobs: readonly JobHeader[] }) {
  const { tenant } = useConnection()
  const { data } = useQuery(submissionsQuery())
  const known = new Set(jobs.flatMap(({ batches }) => batches.map(({ key }) => key)))
  const orphans = findOrphans(data ?? [], known, tenant)
  if (orphans.length === 0) return null
  return (
    <section className={styles.batches} aria-labelledby="orphans">
      <h2 id="orphans">Sent from this machine, unknown to this browser</h2>
      <p className={styles.waiting}>Another browser sent these, or this one lost its storage. The proxy’s journal has no names: open a job to see its users.</p>
      <DataTable
        caption="Sends in the journal"
        narrow="auto minmax(0, 1fr) auto"
        rows={orphans}
        rowKey={({ key }) => key}
        columns={[
          { key: 'what', header: 'Action', width: '90px', narrowPlace: '1', render: ({ method }) => (method === 'POST' ? 'Create' : 'Update') },
          {
            key: 'users',
            header: 'Users',
            width: '80px',
            align: 'end',
            narrowPlace: '2',
            isNarrowLabeled: true,
            render: ({ users }) => <Count value={users ?? 0} />,
          },
          { key: 'sent', header: 'Sent', width: '140px', narrowPlace: '3', render: ({ sentAt }) => (sentAt === null ? null : <RelativeTime at={sentAt} />) },
          {
            key: 'job',
            header: 'JumpCloud job',
            narrowPlace: '1 / -1',
            render: ({ jobId }) =>
              jobId === null ? <StateMark tone="unknown">No clear answer came back</StateMark> : <Link href={paths.job(jobId)}>{jobId}</Link>,
          },
        ]}
      />
    </section>
  )
}
