/** When the values that a job sent may go from this browser: after their time, and never while a row of it is open or unknown. */
import { openOf } from './job-counts.ts'
import type { Batch, Job, LedgerRow, StateCounts } from './ledger-model.ts'

const dayMs = 86_400_000

interface Kept extends Pick<Job, 'createdAt' | 'valuesDeletedAt'> {
  readonly batches: readonly Pick<Batch, 'settledAt'>[]
  readonly hasLooks: boolean
}

/** Nothing is pending or unknown, and nothing waits to be sent or checked: no value of it is needed any more. */
export const isQuiet = (job: Pick<Kept, 'hasLooks'>, counts: StateCounts): boolean => openOf(counts) === 0 && counts.unknown === 0 && !job.hasLooks

/** Until when its values are kept, epoch milliseconds: counted from the last that happened to it. */
export const keptUntil = ({ createdAt, batches }: Pick<Kept, 'createdAt' | 'batches'>, days: number): number =>
  Math.max(createdAt, ...batches.map(({ settledAt }) => settledAt ?? 0)) + days * dayMs

export const isDue = (job: Kept, counts: StateCounts, days: number, now: number): boolean =>
  job.valuesDeletedAt === undefined && isQuiet(job, counts) && keptUntil(job, days) <= now

/** Messages and evidence quote values: what stays is who it was, and how it ended. */
export const withoutValues = (row: LedgerRow): LedgerRow => ({
  ...row,
  message: null,
  evidence: null,
  mustVerify: false,
  ...(row.earlier === undefined ? {} : { earlier: { ...row.earlier, message: null, evidence: null } }),
})
