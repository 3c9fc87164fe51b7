/** One sentence for the administrator who comes back to a job whose page ended: what it was doing, and what happens now. */
import { counted } from '../count.ts'
import type { Job } from './ledger-model.ts'

const usersIn = (job: Job, state: Job['batches'][number]['state']): number =>
  job.batches.filter((batch) => batch.state === state).reduce((sum, { rows }) => sum + rows.length, 0)

export function restartNote(job: Job): string {
  const left = usersIn(job, 'prepared')
  const isOnItsWay = job.batches.some(({ state }) => state === 'sending')
  const isBeingRead = job.batches.some(({ state }) => state === 'accepted')
  const parts = [
    'Rollcall was closed while this job was running.',
    isOnItsWay ? 'One request was on its way: the proxy knows what came of it.' : '',
    left > 0
      ? `${counted(left, 'user')} had not been sent; ${job.pausedBecause === null ? 'Rollcall continues with them.' : 'the job is paused, so they wait.'}`
      : '',
    left === 0 && isBeingRead && !isOnItsWay ? 'All users had been sent; Rollcall continues to read the results.' : '',
    left === 0 && !isBeingRead && !isOnItsWay ? 'All users had been sent; Rollcall continues to look up those without a clear answer.' : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}
