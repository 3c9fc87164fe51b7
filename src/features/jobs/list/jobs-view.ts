/** Which jobs the list shows: found by name, narrowed by outcome, action and date; all of it in the address. */
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { actionParts } from '#domain/plan/actions.ts'
import { openOf, sumOf, totalOf } from '#domain/jobs/job-counts.ts'
import type { StateCounts } from '#domain/jobs/ledger-model.ts'

export const jobStates = { running: 'Running', attention: 'Needs attention', done: 'Succeeded' } as const
export type JobState = keyof typeof jobStates
export const jobKinds = { create: 'Create', update: 'Update', suspend: 'Suspend', activate: 'Activate', retry: 'Retry', revert: 'Revert' } as const
export type JobKind = keyof typeof jobKinds
export const jobDates = { today: 'Today', week: 'Last 7 days', month: 'Last 30 days' } as const
export type JobDate = keyof typeof jobDates

export interface ListedJob {
  readonly job: JobHeader
  readonly counts: StateCounts
  readonly state: JobState
  readonly kinds: readonly JobKind[]
}

const known = new WeakMap<JobHeader, ListedJob>()

/** A header is never changed in place: it is counted once. */
export function listed(job: JobHeader): ListedJob {
  const before = known.get(job)
  if (before !== undefined) return before
  const counts = countsOfHeader(job)
  const made = { job, counts, state: stateOf(job, counts), kinds: kindsOf(job) }
  known.set(job, made)
  return made
}

function stateOf(job: JobHeader, counts: StateCounts): JobState {
  const left = (job.leftOut ?? []).some(({ kind }) => kind === 'blocked')
  if (sumOf(counts, ['failed', 'refused', 'differs', 'unknown', 'stopped']) > 0 || job.pausedBecause !== null) return 'attention'
  if (openOf(counts) > 0) return 'running'
  return left || totalOf(counts) === 0 ? 'attention' : 'done'
}

function kindsOf({ actions, origin, batches, purpose }: JobHeader): readonly JobKind[] {
  const named = actionParts(actions ?? {}).map(({ action }) => action)
  const byMethod = batches.map(({ method }): JobKind => (method === 'POST' ? 'create' : purpose === 'leavers' ? 'suspend' : 'update'))
  return [...new Set<JobKind>([...(named.length > 0 ? named : byMethod), ...(origin?.kind === 'retry' || origin?.kind === 'revert' ? [origin.kind] : [])])]
}

export interface JobsView {
  readonly find: string
  readonly state: JobState | null
  readonly kind: JobKind | null
  readonly date: JobDate | null
  /** Jobs of one file, also when it was imported several times. */
  readonly file: string | null
}

const keyIn = <T extends string>(names: Readonly<Record<T, string>>, text: string | null): T | null =>
  text !== null && Object.hasOwn(names, text) ? (text as T) : null

export const jobsViewOf = (params: URLSearchParams): JobsView => ({
  find: params.get('find') ?? '',
  state: keyIn(jobStates, params.get('state')),
  kind: keyIn(jobKinds, params.get('kind')),
  date: keyIn(jobDates, params.get('date')),
  file: params.get('file'),
})

const dayMs = 86_400_000

/** `today` is when the reader's day began, epoch milliseconds. */
function since(date: JobDate, today: number): number {
  return date === 'today' ? today : today - (date === 'week' ? 6 : 29) * dayMs
}

export function viewJobs(jobs: readonly JobHeader[], { find, state, kind, date, file }: JobsView, today: number): readonly ListedJob[] {
  const text = find.trim().toLowerCase()
  return jobs
    .map(listed)
    .filter(
      ({ job, state: is, kinds }) =>
        (text === '' || job.name.toLowerCase().includes(text) || job.id === text || job.batches.some(({ jobId }) => jobId === text)) &&
        (state === null || is === state) &&
        (kind === null || kinds.includes(kind)) &&
        (date === null || job.createdAt >= since(date, today)) &&
        (file === null || fileOf(job) === file),
    )
}

/** A retry or a revert is named after the file of the job that it follows. */
export const fileOf = ({ name }: Pick<JobHeader, 'name'>): string => name.replace(/^(Retry( \d+)?|Revert|Suspend users) of /, '')

/** The files with most jobs first, for the filter. */
export function filesOf(jobs: readonly JobHeader[], most: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const job of jobs) counts.set(fileOf(job), (counts.get(fileOf(job)) ?? 0) + 1)
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name]) => name)
}
