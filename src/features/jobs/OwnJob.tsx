/** A job that was submitted here: progress, every person with the one state they are in, and JumpCloud's own jobs behind it. */
import { useState } from 'react'
import { countStates, type Job, type RowState } from '#domain/jobs/ledger.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Progress } from '#ui/Progress.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StackedBar } from '#ui/StackedBar.tsx'
import { useConnection } from '#workbench/connection.ts'
import { theEngine } from '#workbench/engine.ts'
import { openOf, outcomeOf, totalOf } from '#workbench/job-outcome.ts'
import { useEngineStatus } from '#workbench/engine-status.ts'
import { Batches } from './Batches.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import styles from './Jobs.module.css'

const order: readonly RowState[] = ['verified', 'succeeded', 'flagged', 'differs', 'failed', 'refused', 'unknown', 'stopped', 'pending', 'sending', 'not-sent']

export function OwnJob({ job }: { readonly job: Job }) {
  const { organizationName, region } = useConnection()
  const counts = countStates(job)
  const total = totalOf(counts)
  const open = openOf(counts)
  const [stopping, setStopping] = useState(false)
  const status = useEngineStatus(job.id)
  const canStop = job.batches.some(({ state }) => state === 'prepared') && !job.stopRequested
  return (
    <div className={styles.page}>
      <PageHeader
        title={job.name}
        description={
          <>
            {total.toLocaleString()} {total === 1 ? 'person' : 'people'} in {organizationName} ({region}), submitted <RelativeTime at={job.createdAt} />.
          </>
        }
        actions={
          canStop ? (
            <Button
              loading={stopping}
              onClick={() => {
                setStopping(true)
                void theEngine()
                  .requestStop(job.id)
                  .finally(() => setStopping(false))
              }}
            >
              Stop before the next batch
            </Button>
          ) : undefined
        }
      />
      <section className={styles.progress} aria-label="Progress">
        <Progress
          label={open === 0 ? `Settled: ${outcomeOf(counts).text}` : 'People with a final result'}
          value={total - open}
          max={total}
          detail={`${(total - open).toLocaleString()} of ${total.toLocaleString()}`}
        />
        <StackedBar
          label="People by state"
          parts={order
            .filter((state) => counts[state] > 0)
            .map((state) => ({ key: state, label: describeState(state).label, value: counts[state], tone: describeState(state).tone }))}
        />
        {open > 0 && status !== null && <p className={styles.waiting}>{status}</p>}
      </section>
      {counts.unknown > 0 && (
        <Notice tone="unknown" title={`What happened to ${counts.unknown.toLocaleString()} ${counts.unknown === 1 ? 'person' : 'people'} is not known`}>
          The request went out, and no clear answer came back: JumpCloud may or may not have done it. Rollcall does not send them again. Look them up in the
          directory before you do anything about them.
        </Notice>
      )}
      {counts.stopped > 0 && (
        <Notice tone="warning" title={`${counts.stopped.toLocaleString()} ${counts.stopped === 1 ? 'person was' : 'people were'} not sent`}>
          The reason stands beside each of them. Nothing of theirs was changed; review the draft again to send them.
        </Notice>
      )}
      <PeopleTable job={job} counts={counts} />
      <Batches job={job} />
    </div>
  )
}
