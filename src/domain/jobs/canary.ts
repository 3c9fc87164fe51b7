/** The canary: the first few users go alone, and nothing more goes out before the administrator has seen what became of them. */
import { counted } from '../count.ts'
import { rowState, type Job, type LedgerRow, type RowState } from './ledger-model.ts'

/** Once the last canary request has left, the job pauses by itself; what is on its way is followed all the same. */
export function holdAfterCanary(job: Job): Job {
  if (job.canary !== 'going') return job
  const canaries = job.batches.filter(({ isCanary }) => isCanary === true)
  if (canaries.some(({ state }) => state === 'prepared' || state === 'sending')) return job
  if (!job.batches.some(({ state }) => state === 'prepared')) return { ...job, canary: 'over' }
  const count = canaries.reduce((sum, { rows }) => sum + rows.length, 0)
  const because = `The pilot batch of ${counted(count, 'user')} was sent. Nothing more is sent until you check its results.`
  return { ...job, canary: 'waiting', pausedBecause: job.pausedBecause ?? because }
}

export interface CanaryResult {
  readonly row: LedgerRow
  readonly state: RowState
}

/** The users of the canary, and whether the results of all of them are in. A manager whom a later user is does not hold it up. */
export function canaryOf(job: Job): { readonly users: readonly CanaryResult[]; readonly isIn: boolean } {
  const canaries = job.batches.filter(({ isCanary }) => isCanary === true)
  const users = canaries.flatMap((batch) => batch.rows.map((row) => ({ row, state: row.outcome ?? rowState(batch, row) })))
  return { users, isIn: users.every(({ state }) => state !== 'pending' && state !== 'sending' && state !== 'not-sent') }
}
