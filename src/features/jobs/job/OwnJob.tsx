/** A job that was submitted here: first what needs the administrator, then how far it is, then every user of it. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countsOfJob } from '#adapters/storage/job-header.ts'
import { allCounts } from '#domain/jobs/job-counts.ts'
import { usersOf } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { formatNumber } from '#ui/locale.ts'
import { useSearchParam } from '#workbench/navigation/search-params.ts'
import { unsentQuery } from '#workbench/navigation/stored-queries.ts'
import { Attention } from './Attention.tsx'
import { Batches } from './Batches.tsx'
import { Canary } from './Canary.tsx'
import { JobHead } from './JobHead.tsx'
import { Notes } from './Notes.tsx'
import { StateBar } from './StateBar.tsx'
import { UsersTable } from './UsersTable.tsx'
import tabBarStyles from './TabBar.module.css'
import styles from './OwnJob.module.css'

const tabs = ['users', 'requests', 'log'] as const
type Tab = (typeof tabs)[number]

export function OwnJob({ job }: { readonly job: Job }) {
  const unsent = useQuery(unsentQuery(job.id, job.valuesDeletedAt)).data?.rows
  const counts = allCounts(countsOfJob(job), job.leftOut)
  const users = useMemo(() => usersOf(job, unsent), [job, unsent])
  const [param, setTab] = useSearchParam('tab', 'users')
  const tab: Tab = tabs.find((each) => each === param) ?? 'users'
  const tabBar = (
    <Segmented
      label="View"
      value={tab}
      onChange={setTab}
      options={[
        { value: 'users', label: `Users ${formatNumber(users.length)}` },
        { value: 'requests', label: `Requests ${formatNumber(job.batches.length)}` },
        { value: 'log', label: 'Log' },
      ]}
    />
  )
  return (
    <div className={styles.job}>
      <JobHead job={job} counts={counts} users={users} />
      <Attention job={job} counts={counts} users={users} />
      <Canary job={job} />
      <StateBar job={job} counts={counts} users={users} />
      {tab === 'users' && <UsersTable job={job} users={users} tabs={tabBar} />}
      {tab !== 'users' && <div className={tabBarStyles.bar}>{tabBar}</div>}
      {tab === 'requests' && <Batches job={job} />}
      {tab === 'log' && <Notes job={job} />}
    </div>
  )
}
