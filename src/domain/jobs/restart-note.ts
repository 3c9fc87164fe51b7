/** One sentence for the person who comes back to a job whose page ended: what it was doing, and what happens now. */
import type { Job } from './ledger-model.ts'

const peopleIn = (job: Job, state: Job['batches'][number]['state']): number =>
  job.batches.filter((batch) => batch.state === state).reduce((sum, { rows }) => sum + rows.length, 0)

export function restartNote(job: Job): string {
  const left = peopleIn(job, 'prepared')
  const isOnItsWay = job.batches.some(({ state }) => state === 'sending')
  const isBeingRead = job.batches.some(({ state }) => state === 'accepted')
  const parts = [
    'The page that ran this job ended.',
    isOnItsWay ? 'One request was on its way; the proxy is asked what became of it.' : '',
    left > 0
      ? `${left.toLocaleString()} ${left === 1 ? 'person' : 'people'} had not been sent; ${job.pausedBecause === null ? 'Rollcall goes on with them.' : 'the job is paused, so they wait.'}`
      : '',
    left === 0 && isBeingRead && !isOnItsWay ? 'Everybody had been sent; Rollcall goes on reading the results.' : '',
    left === 0 && !isBeingRead && !isOnItsWay ? 'Everybody had been sent; Rollcall goes on looking up who has no clear answer.' : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}
