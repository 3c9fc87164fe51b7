/** One sentence while a job runs: what goes on without this tab, and what waits for it; with the offer to notify. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted, plural } from '#domain/count.ts'
import { openOf, type AllCounts } from '#domain/jobs/job-counts.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { Button } from '#ui/Button.tsx'
import { allowNotifications, notificationState } from '#workbench/jobs/job-ends.ts'
import styles from './StateBar.module.css'

export function ClosingHint({ job, counts }: { readonly job: Job; readonly counts: AllCounts }) {
  const [permission, setPermission] = useState(notificationState)
  const persistence = useQuery({ queryKey: ['persistence'], queryFn: () => navigator.storage.persisted(), networkMode: 'always', enabled: openOf(counts) > 0 })
  if (openOf(counts) === 0) return null
  return (
    <p className={styles.closing}>
      {closingSentence(job, counts)}
      {persistence.data === false && ' The browser refused to protect this storage: it may clear the record of this job when disk space runs low.'}
      {permission === 'default' && (
        <Button size="s" variant="quiet" onClick={() => void allowNotifications().then(() => setPermission(notificationState()))}>
          Notify me when it is done
        </Button>
      )}
    </p>
  )
}

function closingSentence({ batches, pausedBecause, stopRequested, canary }: Job, counts: AllCounts): string {
  const left = counts['not-sent'] + counts.sending
  if (left === 0 && batches.every(({ state }) => state !== 'accepted'))
    return 'You can close this tab: Rollcall reads these users in the directory when it is open again.'
  if (left === 0) return 'You can close this tab: JumpCloud finishes without it, and Rollcall reads the results when it is open again.'
  if (pausedBecause !== null || stopRequested)
    return `You can close this tab: ${counted(left, 'user')} ${plural(left, 'waits', 'wait')} until you ${canary === 'waiting' ? 'continue' : 'resume'} the job.`
  return `Keep this tab open: without it JumpCloud finishes what was sent, and ${counted(left, 'user')} ${plural(left, 'waits', 'wait')} until Rollcall is open again; passwords would have to be entered again.`
}
