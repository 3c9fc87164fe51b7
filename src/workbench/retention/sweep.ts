/** Deletes what has been kept for its days, once the page is idle, and asks the browser to keep the rest. */
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { counted } from '#domain/count.ts'
import { toast } from '#ui/Toast.tsx'
import { getRetentionDays } from './retention-days.ts'

/** Once a page and then daily: a console may stay open for weeks. */
const everyMs = 24 * 60 * 60_000
let hasBegun = false

export function sweepInIdleTime(): void {
  if (hasBegun) return
  hasBegun = true
  const sweep = () => whenIdle(() => void sweepNow().catch(() => undefined))
  setTimeout(sweep, 5_000)
  setInterval(sweep, everyMs)
}

async function sweepNow(): Promise<void> {
  const { deleteExpired } = await import('#adapters/storage/retention.ts')
  const { drafts, jobs } = await deleteExpired(getRetentionDays(), Date.now())
  if (drafts + jobs === 0) return
  await queryClient.invalidateQueries({ queryKey: ['drafts'] })
  const parts = [drafts > 0 ? counted(drafts, 'draft') : '', jobs > 0 ? `the values of ${counted(jobs, 'job')}` : ''].filter((text) => text !== '')
  toast(`Deleted after ${counted(getRetentionDays(), 'day')}: ${parts.join(' and ')}. Settings sets how long values are kept.`)
}
