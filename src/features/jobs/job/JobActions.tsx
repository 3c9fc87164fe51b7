/** What can be done with a job while it runs, and once it is over. */
import { useState } from 'react'
import { counted } from '#domain/count.ts'
import { openOf, sumOf, type AllCounts } from '#domain/jobs/job-counts.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { verifyingOf } from '#domain/jobs/verifying.ts'
import { countsOfJob } from '#adapters/storage/job-header.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { useCommand } from './use-command.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { RevertDialog } from './RevertDialog.tsx'
import { theEngine } from '#workbench/jobs/running-engine.ts'

interface Props {
  readonly job: Job
  readonly counts: AllCounts
  readonly users: readonly JobUser[]
}

type Opened = 'export' | 'report' | 'revert'

export function JobActions({ job, counts, users }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const [isBusy, run] = useCommand()
  const engine = theEngine()
  const isLeft = job.batches.some(({ state }) => state === 'prepared')
  const isRunning = isLeft && !job.stopRequested && job.canary !== 'waiting'
  const done = sumOf(counts, ['succeeded', 'flagged'])
  const isAsked = verifyingOf(job) !== null
  return (
    <>
      {isRunning && (
        <>
          {job.pausedBecause === null && (
            <Button loading={isBusy} onClick={() => run(() => engine.pause(job.id))}>
              Pause
            </Button>
          )}
          <Button loading={isBusy} onClick={() => run(() => engine.requestStop(job.id))}>
            Stop after this request
          </Button>
        </>
      )}
      {!isLeft && done > 0 && openOf(counts) === 0 && job.valuesDeletedAt === undefined && (
        <Button loading={isBusy || isAsked} onClick={() => run(() => engine.verify(job.id))}>
          Verify {counted(done, 'user')}
        </Button>
      )}
      {openOf(counts) === 0 && (
        <Button
          disabledReason={job.valuesDeletedAt === undefined ? undefined : 'The earlier values were deleted from this browser.'}
          onClick={() => setOpened('revert')}
        >
          Revert
        </Button>
      )}
      <Button onClick={() => setOpened('report')}>Report</Button>
      <Button onClick={() => setOpened('export')}>Export</Button>
      {opened === 'export' && <ExportDialog job={job} users={users} onClose={close} />}
      {opened === 'report' && <ReportDialog job={job} onClose={close} />}
      {opened === 'revert' && <RevertDialog job={job} users={users} onClose={close} />}
    </>
  )
}

export function ResumeButton({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  const left = countsOfJob(job)['not-sent']
  return (
    <Button variant="primary" loading={isBusy} onClick={() => run(() => theEngine().resume(job.id))}>
      Resume {counted(left, 'user')}
    </Button>
  )
}

/** Whoever is unknown, or differs, is read once more: the directory may have been late. */
export function CheckAgainButton({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  return (
    <Button size="s" variant="quiet" loading={isBusy} onClick={() => run(() => theEngine().checkAgain(job.id))}>
      Check again
    </Button>
  )
}

interface DecideProps {
  readonly job: Job
  readonly batchKey: string
  readonly users: number
  /** The directory has shown nothing, so nothing may be sent again on its word. */
  readonly isUnread?: true
}

/** The administrator's word about users whose outcome is unknown: each says what it does and for how many. */
export function DecideButtons({ job, batchKey, users, isUnread }: DecideProps) {
  const [isBusy, run] = useCommand()
  return (
    <>
      {isUnread !== true && (
        <Button size="s" loading={isBusy} onClick={() => run(() => theEngine().sendAgain(job.id, batchKey))}>
          Send {formatNumber(users)} again
        </Button>
      )}
      <CheckAgainButton job={job} />
      <Button size="s" variant="quiet" loading={isBusy} onClick={() => run(() => theEngine().decideNotDone(job.id, batchKey))}>
        Mark as failed
      </Button>
    </>
  )
}
