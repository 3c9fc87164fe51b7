/** Whether a draft is open, partly sent or sent, from what is stored with it and with its jobs. */
import { counted } from '#domain/count.ts'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { DraftHeader, JobHeader } from '#adapters/storage/schema.ts'
import { formatNumber } from '#ui/locale.ts'
import type { Tone } from '#ui/tone.ts'

export interface DraftStatus {
  readonly label: 'Open' | 'Partly sent' | 'Sent'
  readonly tone: Tone
  /** "52 of 60 rows"; empty for an open draft. */
  readonly detail: string
}

export function draftStatus({ rowCount, submissions = [] }: Pick<DraftHeader, 'rowCount' | 'submissions'>, jobs: readonly JobHeader[]): DraftStatus {
  const last = submissions.at(-1)
  if (last === undefined) return { label: 'Open', tone: 'neutral', detail: '' }
  const excluded = last.excluded ?? 0
  // Rows that were added since were in no job; what was excluded is not waiting for one.
  const left = last.left - excluded + Math.max(0, rowCount - last.rowCount)
  const undone = undoneRows(submissions, jobs)
  const unknown = submissions.reduce((sum, { jobId }) => sum + unknownIn(jobs.find(({ id }) => id === jobId)), 0)
  const isWhole = left === 0 && undone === 0
  const detail = [
    `${last.sent === rowCount ? '' : `${formatNumber(last.sent)} of `}${counted(rowCount, 'row')}`,
    ...(excluded === 0 ? [] : [`${formatNumber(excluded)} excluded`]),
    ...(undone === 0 ? [] : [`${formatNumber(undone)} not done`]),
    ...(unknown === 0 ? [] : [`${formatNumber(unknown)} unknown`]),
  ]
  return { label: isWhole ? 'Sent' : 'Partly sent', tone: unknown > 0 ? 'unknown' : isWhole ? 'success' : 'warning', detail: detail.join(' · ') }
}

const unknownIn = (job: JobHeader | undefined): number => (job === undefined ? 0 : countsOfHeader(job).unknown)

const rowsOf = (job: JobHeader): number => Object.values(countsOfHeader(job)).reduce((sum, count) => sum + count, 0)

/** Rows that a job proved undone, without those that a retry of it has done since. */
function undoneOf(job: JobHeader, jobs: readonly JobHeader[]): number {
  const { failed, refused, stopped } = countsOfHeader(job)
  const retries = jobs.filter(({ origin }) => origin?.kind === 'retry' && origin.jobId === job.id)
  const done = retries.reduce((sum, retry) => sum + rowsOf(retry) - undoneOf(retry, jobs), 0)
  return Math.max(0, failed + refused + stopped - done)
}

/** Rows that the jobs of a draft left undone, but for those that a later job of it took up again. */
function undoneRows(submissions: NonNullable<DraftHeader['submissions']>, jobs: readonly JobHeader[]): number {
  let undone = 0
  let sentBefore = 0
  for (const { jobId, sent } of submissions) {
    const job = jobs.find(({ id }) => id === jobId)
    if (job === undefined) continue
    const again = Math.max(0, rowsOf(job) - (sent - sentBefore))
    undone = Math.max(0, undone - again) + undoneOf(job, jobs)
    sentBefore = sent
  }
  return undone
}
