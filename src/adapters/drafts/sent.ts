/** Which rows of a draft are in which job, how each stands there, and where it went from there. */
import { rowState, type Job } from '#domain/jobs/ledger-model.ts'
import { sentStateOf } from '#domain/jobs/sent-state.ts'
import { rowKey, rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { LeftOut } from '#domain/plan/left-out.ts'
import { sentStates, type SentJob, type SentState } from '#domain/plan/sent.ts'
import { sendVersionOf } from '../storage/draft-claim.ts'
import type { DraftHeader, StoredSent } from '../storage/schema.ts'

/** What is read for it. */
export interface SentReader {
  /** Undefined where there is no such draft. */
  readonly getHeader: (draftId: string) => Promise<Pick<DraftHeader, 'sendVersion'> | undefined>
  readonly getRecord: (jobId: string) => Promise<StoredSent | undefined>
  readonly getRecordsOf: (draftId: string) => Promise<readonly StoredSent[]>
  readonly getJob: (jobId: string) => Promise<Job | null>
}

export interface DraftSent {
  /** Goes into the claim of the next submit. */
  readonly sendVersion: number
  /** Oldest first. */
  readonly jobs: readonly SentJob[]
  /** Whether there is such a draft. */
  readonly isStored: boolean
}

export async function readSent(reader: SentReader, draftId: string): Promise<DraftSent> {
  // First the version: what is read after it may be newer, and then a submit on this reading is refused.
  const header = await reader.getHeader(draftId)
  const records = await reader.getRecordsOf(draftId)
  const jobs = await Promise.all(records.toSorted((a, b) => a.at - b.at).map((record) => sentJob(reader, record)))
  return { sendVersion: header === undefined ? 0 : sendVersionOf(header), jobs, isStored: header !== undefined }
}

async function sentJob(reader: SentReader, record: StoredSent): Promise<SentJob> {
  const { jobId, name, at, rows, prints } = record
  const job = await reader.getJob(jobId)
  const states = job === null ? null : statesByRow(job)
  // Of a job whose record is gone nobody knows how it ended.
  const stateOf = (number: number) => sentStates.indexOf(states?.get(number) ?? 'unknown')
  return { jobId, name, at, rows, prints, states: Uint8Array.from(rows, stateOf), retries: await liveRetries(reader, record) }
}

const statesByRow = ({ batches }: Job): Map<number, SentState> =>
  new Map(batches.flatMap((batch) => batch.rows.map((row) => [rowNumber(row.key), sentStateOf[rowState(batch, row)]] as const)))

/** A retry draft that was deleted gives its rows back, but for those that it had sent. */
function liveRetries({ getHeader, getRecordsOf }: SentReader, { retries }: StoredSent): Promise<StoredSent['retries']> {
  return Promise.all(
    retries.map(async (retry) => {
      if ((await getHeader(retry.draftId)) !== undefined) return retry
      const gone = new Set((await getRecordsOf(retry.draftId)).flatMap(({ sources }) => [...(sources ?? [])]))
      return { ...retry, rows: retry.rows.filter((number) => gone.has(number)) }
    }),
  )
}

export type MovedOn =
  | { readonly kind: 'retry'; readonly draftId: string; readonly name: string }
  | { readonly kind: 'job'; readonly jobId: string; readonly name: string }

/** What is left to do for the rows of a job's draft. */
export interface FollowUp {
  readonly job: Job
  readonly record: StoredSent
  /** The draft that the job came from; null where it was deleted. */
  readonly draft: { readonly id: string; readonly sendVersion: number } | null
  /** Rows that are proven undone, and that no later job and no retry draft has. */
  readonly retryable: readonly RowKey[]
  /** Rows that did not go with this job and have gone nowhere since, by cause. They can be taken along in a retry. */
  readonly leftOut: readonly LeftOut[]
  /** Where rows went on to. */
  readonly movedOn: ReadonlyMap<RowKey, MovedOn>
}

/** Null for a job that is not in this browser. */
export async function readFollowUp(reader: SentReader, jobId: string): Promise<FollowUp | null> {
  const job = await reader.getJob(jobId)
  if (job === null) return null
  const record = (await reader.getRecord(jobId)) ?? unlinked(job)
  const { sendVersion, jobs, isStored } = await readSent(reader, record.draft)
  const movedOn = new Map<RowKey, MovedOn>()
  for (const { draftId, name, rows } of await liveRetries(reader, record))
    for (const number of rows) movedOn.set(rowKey(number), { kind: 'retry', draftId, name })
  const here = jobs.findIndex((each) => each.jobId === jobId)
  for (const later of here < 0 ? [] : jobs.slice(here + 1))
    for (const number of later.rows) movedOn.set(rowKey(number), { kind: 'job', jobId: later.jobId, name: later.name })
  const isFree = (key: RowKey) => !movedOn.has(key)
  return {
    job,
    record,
    draft: isStored ? { id: record.draft, sendVersion } : null,
    retryable: [...statesByRow(job)].flatMap(([number, state]) => (state === 'not-done' && isFree(rowKey(number)) ? [rowKey(number)] : [])),
    leftOut: record.leftOut
      .map((group) => ({ ...group, rows: [...group.rows].map(rowKey).filter(isFree) }))
      .filter(({ kind, rows }) => (kind === 'blocked' || kind === 'excluded') && rows.length > 0),
    movedOn,
  }
}

/** A job of a version that did not know its draft: no draft has an empty name. */
const unlinked = ({ id, name, createdAt, batches }: Job): StoredSent => ({
  jobId: id,
  draft: '',
  name,
  at: createdAt,
  rows: Uint32Array.from(batches.flatMap(({ rows }) => rows.map(({ key }) => rowNumber(key)))),
  prints: null,
  sources: null,
  leftOut: [],
  retries: [],
})

/** Whether a plan made with one is right for the other. */
export const isSameSent = (a: DraftSent | undefined, b: DraftSent): boolean =>
  a !== undefined &&
  a.sendVersion === b.sendVersion &&
  a.jobs.length === b.jobs.length &&
  a.jobs.every(({ jobId, states, retries }, at) => {
    const other = b.jobs[at]
    return (
      other?.jobId === jobId &&
      other.states.length === states.length &&
      states.every((state, row) => state === other.states[row]) &&
      retries.length === other.retries.length &&
      retries.every(({ draftId, rows }, which) => draftId === other.retries[which]?.draftId && rows.length === other.retries[which]?.rows.length)
    )
  })
