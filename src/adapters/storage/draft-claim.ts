/** What ties a job to its draft: checked and written in the transaction that stores the job, so that nothing of a draft is sent twice. */
import type { LeftOutKind } from '#domain/plan/left-out.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { StorageFault } from './faults.ts'
import type { DraftHeader, StoredDraft, StoredSent } from './schema.ts'

export interface DraftClaim {
  readonly draftId: string
  /** The tab that edits the draft. */
  readonly owner: string
  /** What the plan knew: where another job or retry draft has taken rows since, nothing is sent. */
  readonly sendVersion: number
  /** Rows of the draft, and rows that some job has once this one is stored. */
  readonly rowCount: number
  readonly sent: number
  readonly rows: readonly { readonly key: RowKey; readonly print: number; readonly sourceRef: RowKey | null }[]
  readonly leftOut: readonly { readonly kind: LeftOutKind; readonly reason: string; readonly rows: readonly RowKey[] }[]
}

/** A new draft takes rows of a job: they are offered nowhere else from then on. */
export interface RetryClaim {
  /** The record as it was read; one without a draft for a job of an earlier version. */
  readonly before: StoredSent
  /** Of the draft that the job came from, where there still is one. */
  readonly sendVersion: number
  readonly rows: Uint32Array
}

/** Another tab, window or click has submitted the draft meanwhile. */
export class AlreadySentError extends Error {
  override readonly name = 'AlreadySentError'
  constructor(message = 'This draft was submitted meanwhile, in another tab or window. Nothing was sent twice. Review what is left.') {
    super(message)
  }
}

/** Refuses the claim, or answers the draft and the record as they are to be stored. */
export function claimed(header: StoredDraft | undefined, claim: DraftClaim, job: { readonly id: string; readonly name: string; readonly createdAt: number }) {
  if (header === undefined) throw new StorageFault('gone')
  if (header.owner !== claim.owner) throw new StorageFault('taken')
  if (sendVersionOf(header) !== claim.sendVersion) throw new AlreadySentError()
  const countOf = (wanted: LeftOutKind) => claim.leftOut.filter(({ kind }) => kind === wanted).reduce((sum, { rows }) => sum + rows.length, 0)
  const excluded = countOf('excluded')
  const submission = { jobId: job.id, at: job.createdAt, rowCount: claim.rowCount, sent: claim.sent, left: countOf('blocked') + excluded, excluded }
  return {
    draft: { ...header, submissions: [...(header.submissions ?? []), submission], sendVersion: claim.sendVersion + 1 },
    record: recordOf(claim, job),
  }
}

/** Refuses the claim, or answers the job's record and the draft that it came from as they are to be stored. */
export function retried(
  stored: StoredSent | undefined,
  draft: StoredDraft | undefined,
  { before, sendVersion, rows }: RetryClaim,
  retry: { readonly id: string; readonly name: string },
) {
  const isMoved = (stored?.retries.length ?? 0) !== before.retries.length || (draft !== undefined && sendVersionOf(draft) !== sendVersion)
  if (isMoved) throw new AlreadySentError('These rows were retried meanwhile, in another tab or window. No second draft was made.')
  return {
    record: { ...before, retries: [...before.retries, { draftId: retry.id, name: retry.name, rows }] },
    draft: draft === undefined ? null : { ...draft, sendVersion: sendVersion + 1 },
  }
}

export const sendVersionOf = ({ sendVersion = 0 }: Pick<DraftHeader, 'sendVersion'>): number => sendVersion

function recordOf({ draftId, rows, leftOut }: DraftClaim, job: { readonly id: string; readonly name: string; readonly createdAt: number }): StoredSent {
  return {
    jobId: job.id,
    draft: draftId,
    name: job.name,
    at: job.createdAt,
    rows: numbersOf(rows.map(({ key }) => key)),
    prints: Uint32Array.from(rows, ({ print }) => print),
    sources: rows.some(({ sourceRef }) => sourceRef !== null)
      ? Uint32Array.from(rows, ({ sourceRef }) => (sourceRef === null ? 0 : rowNumber(sourceRef)))
      : null,
    leftOut: leftOut.map((group) => ({ ...group, rows: numbersOf(group.rows) })),
    retries: [],
  }
}

export const numbersOf = (keys: readonly RowKey[]): Uint32Array => Uint32Array.from(keys, rowNumber)
