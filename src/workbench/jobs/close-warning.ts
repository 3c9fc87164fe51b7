/** Asks before a tab is closed that still has users to send. */
import { useEffect } from 'react'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { theEngine } from './running-engine.ts'

/** A job that this tab sends, and that is not paused or stopped, stops sending when the tab goes. */
export const needsThisTab = (job: JobHeader): boolean => {
  const counts = countsOfHeader(job)
  return counts['not-sent'] + counts.sending > 0 && job.pausedBecause === null && !job.stopRequested && theEngine().isRunning(job.id)
}

export function useCloseWarning(jobs: readonly JobHeader[] | undefined): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (jobs?.some(needsThisTab) === true) event.preventDefault()
    }
    window.addEventListener('beforeunload', onLeave)
    return () => window.removeEventListener('beforeunload', onLeave)
  }, [jobs])
}
