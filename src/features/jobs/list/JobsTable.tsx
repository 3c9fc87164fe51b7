/** The jobs of this browser, page by page, found by name and narrowed by outcome, action, file and date. */
import { useMemo } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { totalOf } from '#domain/jobs/job-counts.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { formatDateTime, formatNumber } from '#ui/locale.ts'
import { Pagination } from '#ui/Pagination.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { TextField } from '#ui/TextField.tsx'
import { actionSentence, outcomeOf } from '#workbench/jobs/job-outcome.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { pageSizes, useChangeSearch, usePaging } from '#workbench/navigation/search-params.ts'
import { filesOf, jobDates, jobKinds, jobStates, jobsViewOf, viewJobs, type ListedJob } from './jobs-view.ts'
import styles from '../Jobs.module.css'
import rowText from '../RowText.module.css'

const mostFiles = 50
const startOfDay = (): number => new Date().setHours(0, 0, 0, 0)
const options = (all: string, names: Readonly<Record<string, string>>) => [
  { value: '', label: all },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
]

export function JobsTable({ jobs, loading }: { readonly jobs: readonly JobHeader[]; readonly loading: boolean }) {
  const [params] = useSearchParams()
  const change = useChangeSearch()
  const { page, size, setPage, setSize } = usePaging()
  const view = jobsViewOf(params)
  const found = useMemo(() => viewJobs(jobs, jobsViewOf(params), startOfDay()), [jobs, params])
  const files = useMemo(() => filesOf(jobs, mostFiles), [jobs])
  const pages = Math.max(1, Math.ceil(found.length / size))
  const at = Math.min(page, pages)
  return (
    <>
      <div className={styles.filters}>
        <TextField label="Find job" hideLabel placeholder="Find by name or JumpCloud job id" value={view.find} onChange={(find) => change({ find })} />
        <SelectField label="Outcome" hideLabel value={view.state ?? ''} onChange={(state) => change({ state })} options={options('All outcomes', jobStates)} />
        <SelectField label="Action" hideLabel value={view.kind ?? ''} onChange={(kind) => change({ kind })} options={options('All actions', jobKinds)} />
        <SelectField
          label="File"
          hideLabel
          value={view.file ?? ''}
          onChange={(file) => change({ file })}
          options={options('All files', Object.fromEntries(files.map((name) => [name, name])))}
        />
        <SelectField label="Date" hideLabel value={view.date ?? ''} onChange={(date) => change({ date })} options={options('All dates', jobDates)} />
      </div>
      <DataTable
        isFilling
        caption="Jobs"
        narrow="minmax(0, 1fr) auto"
        loading={loading}
        rows={found.slice((at - 1) * size, at * size)}
        rowKey={({ job }) => job.id}
        empty={jobs.length === 0 ? 'No jobs. Submitted jobs appear here, with an outcome for each user.' : 'No jobs match. Change the search or the filters.'}
        columns={[
          { key: 'name', header: 'Job', narrowPlace: '1 / -1', render: ({ job }) => <Link href={paths.job(job.id)}>{job.name}</Link> },
          { key: 'action', header: 'Action', width: '220px', narrowPlace: '1 / -1', render: ({ job, counts }) => actionSentence(job.actions, totalOf(counts)) },
          { key: 'outcome', header: 'Outcome', width: '300px', narrowPlace: '1 / -1', render: (each) => <Outcome listed={each} /> },
          {
            key: 'at',
            header: 'Submitted',
            width: '230px',
            narrowPlace: '1 / -1',
            render: ({ job }) => (
              <>
                {formatDateTime(job.createdAt)}
                <span className={rowText.meta}>
                  <RelativeTime at={job.createdAt} />
                </span>
              </>
            ),
          },
        ]}
      />
      <Pagination page={at} size={size} sizes={pageSizes} total={found.length} hasNext={at < pages} onPage={setPage} onSize={setSize} />
    </>
  )
}

function Outcome({ listed: { job, counts } }: { readonly listed: ListedJob }) {
  const { tone, text } = outcomeOf(counts, job.actions)
  const left = (job.leftOut ?? []).filter(({ kind }) => kind === 'blocked').reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <StateMark tone={tone}>{text}</StateMark>
      {left > 0 && <span className={rowText.meta}>{formatNumber(left)} blocked</span>}
    </>
  )
}
