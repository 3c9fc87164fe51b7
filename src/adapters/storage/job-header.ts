/** A job without its users: what a list shows, and what is written at every move. */
import { countBatch, noCounts, type Batch, type Job, type RowState, type StateCounts } from '#domain/jobs/ledger-model.ts'
import { isToBeLookedUp } from '#domain/jobs/next-step.ts'
import { tenantKey } from '#domain/tenant.ts'
import type { BatchHeader, JobHeader, StoredJob } from './schema.ts'

/** The record of a job; on disk a tenant is called `world`, as in earlier versions. */
export function packHeader({ tenant, ...job }: JobHeader): StoredJob {
  return { id: job.id, world: tenantKey(tenant), version: job.version, job: { ...job, world: tenant } }
}

export function unpackHeader({ job: { world: tenant, ...job } }: StoredJob): JobHeader {
  return { ...job, tenant }
}

export function headerOf(job: Job): JobHeader {
  const batches = job.batches.map(({ rows, ...batch }): BatchHeader => ({ ...batch, counts: countsOf(batch, rows) }))
  const hasLooks = job.batches.some(
    (batch) => (batch.look?.isQuiet !== true && batch.rows.some((row) => isToBeLookedUp(batch, row))) || batch.rows.some(({ awaits }) => awaits !== undefined),
  )
  return { ...job, batches, hasLooks }
}

const known = new WeakMap<Batch['rows'], { readonly state: Batch['state']; readonly counts: StateCounts }>()

/** Rows are never changed in place, so a batch is counted again only when it has moved. */
function countsOf(batch: Omit<Batch, 'rows'>, rows: Batch['rows']): StateCounts {
  const before = known.get(rows)
  if (before?.state === batch.state) return before.counts
  const counts = countBatch({ ...batch, rows })
  known.set(rows, { state: batch.state, counts })
  return counts
}

/** Rows by state, without going through batches that have not moved. */
export const countsOfJob = ({ batches, deletedCounts }: Pick<Job, 'batches' | 'deletedCounts'>): StateCounts =>
  deletedCounts ?? sumCounts(batches.map(({ rows, ...batch }) => countsOf(batch, rows)))

/** Whether the engine has something to do for it. */
export const hasWork = ({ batches, hasLooks }: JobHeader): boolean =>
  hasLooks || batches.some(({ state }) => state === 'prepared' || state === 'sending' || state === 'accepted')

/** Rows by state over all batches. */
export const countsOfHeader = ({ batches }: Pick<JobHeader, 'batches'>): StateCounts => sumCounts(batches.map(({ counts }) => counts))

function sumCounts(all: readonly StateCounts[]): StateCounts {
  const sums = { ...noCounts }
  for (const counts of all) for (const state of Object.keys(sums) as RowState[]) sums[state] += counts[state]
  return sums
}
