/** The requests of a job, each with what its users came to, the JumpCloud job behind it and how often it was tried. */
import { Link } from 'wouter'
import { summarizeBatch } from '#domain/jobs/batch-summary.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { withMovedOn } from '#domain/jobs/second-phase.ts'
import { actionOf, actionParts, actionWords, countActions } from '#domain/plan/actions.ts'
import { Count } from '#ui/Count.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { formatDateTime, formatNumber } from '#ui/locale.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import rowText from '../RowText.module.css'

export function Batches({ job }: { readonly job: Job }) {
  return (
    <DataTable
      isFilling
      caption="Requests of this job"
      narrow="auto minmax(0, 1fr) auto"
      rows={job.batches.map((batch, index) => ({ batch: withMovedOn(job, batch), number: index + 1 }))}
      rowKey={({ batch }) => batch.key}
      columns={[
        { key: 'number', header: '#', width: '48px', align: 'end', narrowPlace: '1', render: ({ number }) => formatNumber(number) },
        {
          key: 'action',
          header: 'Action',
          width: '120px',
          narrowPlace: '2',
          render: ({ batch }) => (batch.phase === 2 ? 'Set managers' : actionsOf(batch)),
        },
        {
          key: 'users',
          header: 'Users',
          width: '80px',
          align: 'end',
          narrowPlace: '3',
          isNarrowLabeled: true,
          render: ({ batch }) => <Count value={batch.rows.length} />,
        },
        { key: 'state', header: 'Outcome', width: '230px', narrowPlace: '2 / -1', render: ({ batch }) => <BatchState batch={batch} /> },
        { key: 'job', header: 'JumpCloud job', narrowPlace: '2 / -1', render: ({ batch }) => <JobId batch={batch} /> },
        {
          key: 'tries',
          header: 'Attempts',
          width: '90px',
          align: 'end',
          narrowPlace: '3',
          isNarrowLabeled: true,
          render: ({ batch }) => formatNumber(attemptsOf(job, batch)),
        },
        {
          key: 'sent',
          header: 'Sent',
          width: '230px',
          narrowPlace: '2 / -1',
          render: ({ batch }) => (batch.sentAt === null ? '' : formatDateTime(batch.sentAt)),
        },
      ]}
    />
  )
}

/** "Update, suspend": a request may hold both. */
function actionsOf(batch: Batch): string {
  const words = actionParts(countActions(batch.rows.map((row) => actionOf(batch, row)))).map(({ action }) => actionWords[action].verb)
  return words.map((word, at) => (at === 0 ? word : word.toLowerCase())).join(', ')
}

function BatchState({ batch }: { readonly batch: Batch }) {
  const { tone, label } = summarizeBatch(batch)
  return <StateMark tone={tone}>{label}</StateMark>
}

/** Tries under this key, and under the keys from which these users come. */
function attemptsOf({ batches }: Job, batch: Batch): number {
  const earlier = batches.find(({ key }) => key === batch.earlierKey)
  return (batch.tries ?? (batch.sentAt === null ? 0 : 1)) + (earlier === undefined ? 0 : attemptsOf({ batches } as Job, earlier))
}

function JobId({ batch }: { readonly batch: Batch }) {
  if (batch.jobId === null) return <span className={rowText.quiet}>{batch.reason ?? ''}</span>
  return (
    <>
      <CopyText text={batch.jobId} mono label="Copy the job id" /> <Link href={paths.job(batch.jobId)}>JumpCloud results</Link>
    </>
  )
}
