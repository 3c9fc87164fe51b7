/** Tells the end of a job to whoever is elsewhere: by a toast, by the title of the tab, and, if allowed, by a notification. */
import { useEffect, useRef } from 'react'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { finishedOf, openOf, totalOf } from '#domain/jobs/job-counts.ts'
import { toast } from '#ui/Toast.tsx'
import { paths } from '../navigation/paths.ts'
import { outcomeOf } from './job-outcome.ts'

const productTitle = 'Rollcall'

export const canNotify = (): boolean => 'Notification' in globalThis
/** Asks the browser; answers whether notifications will be shown. */
export const allowNotifications = async (): Promise<boolean> => canNotify() && (await Notification.requestPermission()) === 'granted'
export const notificationState = (): NotificationPermission => (canNotify() ? Notification.permission : 'denied')

export function useJobEnds(jobs: readonly JobHeader[] | undefined): void {
  const running = useRef<ReadonlySet<string>>(new Set())
  const ended = useRef<string | null>(null)
  useEffect(() => {
    if (jobs === undefined) return
    const open = jobs.filter((job) => openOf(countsOfHeader(job)) > 0)
    for (const job of jobs) if (running.current.has(job.id) && !open.includes(job)) ended.current = tell(job)
    running.current = new Set(open.map(({ id }) => id))
    document.title = titleOf(open, ended.current)
  }, [jobs])
  useEffect(() => {
    const onSeen = () => {
      if (document.visibilityState !== 'visible' || ended.current === null) return
      ended.current = null
      document.title = productTitle
    }
    document.addEventListener('visibilitychange', onSeen)
    return () => document.removeEventListener('visibilitychange', onSeen)
  }, [])
}

/** "(40%) Rollcall" while a job runs, and what came of it until the tab is looked at again. */
function titleOf(open: readonly JobHeader[], ended: string | null): string {
  if (open.length > 0) {
    const counts = open.map(countsOfHeader)
    const total = counts.reduce((sum, each) => sum + totalOf(each), 0)
    const done = counts.reduce((sum, each) => sum + finishedOf(each), 0)
    return `(${Math.floor((done / Math.max(1, total)) * 100)}%) ${productTitle}`
  }
  return ended === null ? productTitle : `${ended} – ${productTitle}`
}

function tell(job: JobHeader): string {
  const { tone, text } = outcomeOf(countsOfHeader(job), job.actions)
  const isSeen = document.visibilityState === 'visible'
  if (!isSeen || location.pathname !== paths.job(job.id)) toast(`${job.name}: ${text}`, { tone })
  // The same job is told by every open tab: the tag makes one notification of them.
  if (notificationState() === 'granted' && !isSeen) new Notification(job.name, { body: text, tag: job.id })
  return text
}
