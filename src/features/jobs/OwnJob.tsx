/** A job that was submitted here: progress, every person with the one state they are in, and JumpCloud's own jobs behind it. */
import { useEffect, useState } from 'react'
import { countStates, type Job, type RowState } from '#domain/jobs/ledger.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Progress } from '#ui/Progress.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StackedBar } from '#ui/StackedBar.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import { movingOf, outcomeOf, settledOf, totalOf } from '#workbench/jobs/job-outcome.ts'
import { useEngineStatus, useIsRunning } from '#workbench/jobs/engine-status.ts'
import { Batches } from './Batches.tsx'
import { Canary } from './Canary.tsx'
import { JobActions, ResumeButton } from './JobActions.tsx'
import { Notes } from './Notes.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { Unclear } from './Unclear.tsx'
import styles from './Jobs.module.css'

const order: readonly RowState[] = ['verified', 'succeeded', 'flagged', 'differs', 'failed', 'refused', 'unknown', 'stopped', 'pending', 'sending', 'not-sent']

/** A tab takes a moment to take a job up. */
const elsewhereAfterMs = 3_000

export function OwnJob({ job }: { readonly job: Job }) {
  const { organizationName, region } = useConnection()
  const counts = countStates(job)
  const total = totalOf(counts)
  const settled = settledOf(counts)
  const isMoving = movingOf(counts) > 0
  const status = useEngineStatus(job.id)
  const isRunning = useIsRunning(job.id)
  const isElsewhere = useAfter(isMoving && job.pausedBecause === null && !isRunning, elsewhereAfterMs)
  return (
    <div className={styles.page}>
      <PageHeader
        title={job.name}
        description={
          <>
            {total.toLocaleString()} {total === 1 ? 'person' : 'people'} in {organizationName} ({region}), submitted <RelativeTime at={job.createdAt} />.
          </>
        }
        actions={<JobActions job={job} />}
      />
      <section className={styles.progress} aria-label="Progress">
        <Progress
          label={settled === total ? `Settled: ${outcomeOf(counts).text}` : 'Users with a final result'}
          value={settled}
          max={total}
          detail={`${settled.toLocaleString()} of ${total.toLocaleString()}`}
        />
        <StackedBar
          label="People by state"
          parts={order
            .filter((state) => counts[state] > 0)
            .map((state) => ({ key: state, label: describeState(state).label, value: counts[state], tone: describeState(state).tone }))}
        />
        {isMoving && status !== null && <p className={styles.waiting}>{status}</p>}
      </section>
      <Canary job={job} />
      {job.pausedBecause !== null && job.canary !== 'waiting' && counts['not-sent'] > 0 && (
        <Notice tone="warning" title="The job is paused" action={<ResumeButton job={job} />}>
          {job.pausedBecause}
        </Notice>
      )}
      {isElsewhere && (
        <Notice tone="info" title="Another tab runs this job" action={<Button onClick={() => theEngine().takeOver(job.id)}>Go on here</Button>}>
          This page goes on by itself as soon as that tab is closed. Should it be frozen, go on here: nothing is sent twice. Passwords are only known to the tab
          that submitted them.
        </Notice>
      )}
      <Unclear job={job} />
      {counts.stopped > 0 && (
        <Notice tone="warning" title={`${counts.stopped.toLocaleString()} ${counts.stopped === 1 ? 'person was' : 'people were'} not sent`}>
          The reason stands beside each of them. Nothing of theirs was changed; review the draft again to send them.
        </Notice>
      )}
      <PeopleTable job={job} counts={counts} />
      <Batches job={job} />
      <Notes notes={job.notes} />
    </div>
  )
}

/** True once something has held for a while. */
function useAfter(holds: boolean, ms: number): boolean {
  const [is, setIs] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setIs(true), ms)
    return () => {
      clearTimeout(timer)
      setIs(false)
    }
  }, [holds, ms])
  return is && holds
}
