/** What happened to the job on the way, for whoever comes back to it, and until when its values are kept. */
import { countsOfJob, headerOf } from '#adapters/storage/job-header.ts'
import { deleteJobValues } from '#adapters/storage/retention.ts'
import { historyOf } from '#domain/jobs/history.ts'
import { isQuiet, keptUntil } from '#domain/jobs/retention.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { Button } from '#ui/Button.tsx'
import { formatDate, formatDateTime } from '#ui/locale.ts'
import { getRetentionDays } from '#workbench/retention/retention-days.ts'
import { useCommand } from './use-command.ts'
import styles from './Notes.module.css'

export function Notes({ job }: { readonly job: Job }) {
  return (
    <section className={styles.panel} aria-label="Log" tabIndex={0}>
      <ol className={styles.notes}>
        {historyOf(job).map(({ at, text }, index) => (
          <li key={`${at} ${index}`}>
            <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <Kept job={job} />
    </section>
  )
}

function Kept({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  if (job.valuesDeletedAt !== undefined)
    return <p className={styles.kept}>The values of this job were deleted from this browser on {formatDateTime(job.valuesDeletedAt)}.</p>
  const isNeeded = !isQuiet(headerOf(job), countsOfJob(job))
  return (
    <p className={styles.kept}>
      The values sent and the values before are kept in this browser until {formatDate(keptUntil(job, getRetentionDays()))}.{' '}
      <Button
        size="s"
        loading={isBusy}
        disabledReason={isNeeded ? 'Some rows are pending or unknown. Their values are still needed.' : undefined}
        onClick={() => run(() => deleteJobValues(job.id, Date.now()))}
      >
        Delete values
      </Button>
    </p>
  )
}
