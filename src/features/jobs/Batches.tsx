/** The requests of a job, each with the JumpCloud job that came of it. */
import { Link } from 'wouter'
import type { Batch, BatchState, Job } from '#domain/jobs/ledger.ts'
import { Count } from '#ui/Count.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import styles from './Jobs.module.css'

type Tone = 'neutral' | 'info' | 'success' | 'danger' | 'unknown' | 'warning'
const states: Record<BatchState, { readonly label: string; readonly tone: Tone }> = {
  prepared: { label: 'Not sent yet', tone: 'neutral' },
  sending: { label: 'Sending', tone: 'info' },
  accepted: { label: 'Accepted, results pending', tone: 'info' },
  settled: { label: 'Settled', tone: 'success' },
  refused: { label: 'Refused', tone: 'danger' },
  unknown: { label: 'Unknown', tone: 'unknown' },
  stopped: { label: 'Not sent', tone: 'warning' },
  cancelled: { label: 'Stopped by you', tone: 'warning' },
}

export function Batches({ job }: { readonly job: Job }) {
  return (
    <section className={styles.batches} aria-labelledby="batches">
      <h2 id="batches">Requests and JumpCloud’s job ids</h2>
      <DataTable
        caption="Requests of this job"
        rows={job.batches.map((batch, index) => ({ batch, number: index + 1 }))}
        rowKey={({ batch }) => batch.key}
        columns={[
          { key: 'number', header: '#', width: '48px', align: 'end', render: ({ number }) => number.toLocaleString() },
          {
            key: 'what',
            header: 'What',
            width: '110px',
            render: ({ batch }) => (batch.method === 'POST' ? 'Create' : batch.phase === 2 ? 'Set managers' : 'Update'),
          },
          { key: 'people', header: 'People', width: '80px', align: 'end', render: ({ batch }) => <Count value={batch.rows.length} /> },
          {
            key: 'state',
            header: 'State',
            width: '210px',
            render: ({ batch }) => <StateMark tone={states[batch.state].tone}>{states[batch.state].label}</StateMark>,
          },
          { key: 'job', header: 'JumpCloud job', render: ({ batch }) => <JobId batch={batch} /> },
          { key: 'sent', header: 'Sent', width: '120px', render: ({ batch }) => (batch.sentAt === null ? null : <RelativeTime at={batch.sentAt} />) },
        ]}
      />
    </section>
  )
}

function JobId({ batch }: { readonly batch: Batch }) {
  if (batch.jobId === null) return <span className={styles.own}>{batch.reason ?? ''}</span>
  return (
    <>
      <CopyText text={batch.jobId} mono label="Copy the job id" /> <Link href={paths.job(batch.jobId)}>JumpCloud’s results</Link>
    </>
  )
}
