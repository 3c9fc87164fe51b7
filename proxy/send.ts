/** One key, one send: claimed on disk, marked before the first byte, and its end written down before the browser hears of it. */
import { UpstreamError, type UpstreamAnswer } from './forward.ts'
import type { Journal } from './journal.ts'
import { JournalGone } from './journal-file.ts'
import { refuse, type Refusal } from './refusal.ts'

interface Send {
  /** The try that the browser registered, as it came in a header; absent where the caller registers nothing. */
  readonly tryAt?: unknown
  /** As the browser gave it; anything but a good key is refused. */
  readonly key: unknown
  readonly method: 'POST' | 'PATCH'
  readonly body: Buffer
  readonly organizationId: string
  readonly users: number
  /** Whether the job still has its users; asked last, when nothing else speaks against the send. */
  readonly isLeased?: () => boolean
}

/** How a send ended, as the browser is told. `ambiguous` refusals may have been taken by JumpCloud; all others are proven not to be. */
export type SendEnd =
  | { readonly kind: 'answered'; readonly answer: UpstreamAnswer }
  | { readonly kind: 'replayed'; readonly status: number; readonly jobId: string | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** From the mark on, the send is finished and journaled even when the browser's request is gone. Never rejects. */
export async function sendOnce(journal: Journal, { key, tryAt, isLeased = () => true, ...facts }: Send, call: () => Promise<UpstreamAnswer>): Promise<SendEnd> {
  if (typeof key !== 'string' || !/^[A-Za-z0-9-]{16,80}$/.test(key))
    return refused(refuse('submission-key', 'A send needs a submission key of 16 to 80 letters, digits and hyphens.'))
  const registered = tryAt === undefined ? null : typeof tryAt === 'string' && /^\d{1,15}$/.test(tryAt) ? Number(tryAt) : undefined
  if (registered === undefined) return refused(refuse('submission-key', 'The try of a send is a whole number.'))
  const claim = written(() => journal.claim({ key, tryAt: registered, ...facts }))
  if ('failed' in claim) return refused(notWritten(claim.failed))
  if (claim.kind === 'running') return refused(refuse('running', 'This request is already being sent.'))
  if (claim.kind === 'changed') return refused(refuse('changed', 'This submission key belongs to another request. Nothing was sent.'))
  if (claim.kind === 'overtaken') return refused(refuse('running', 'This request was registered again since, or the journal was replaced. Nothing was sent.'))
  if (claim.kind === 'unknown') return refused(noAnswer('it was sent earlier and no clear answer came back'))
  if (claim.kind === 'replay') return { kind: 'replayed', status: claim.status, jobId: claim.jobId }
  try {
    if (!isLeased()) return refused(refuse('lease', 'These users are no longer reserved for this job, so nothing was sent.'))
    const mark = written(() => (journal.markSending(key), {}))
    if ('failed' in mark) return refused(notWritten(mark.failed))
    return await called(journal, key, call)
  } finally {
    journal.release(key)
  }
}

async function called(journal: Journal, key: string, call: () => Promise<UpstreamAnswer>): Promise<SendEnd> {
  let answer: UpstreamAnswer
  try {
    answer = await call()
  } catch (error) {
    // Only these words are known to have no secret in them.
    const why = error instanceof UpstreamError ? error.message : 'a fault of the proxy'
    if (!(error instanceof UpstreamError && error.accepted === 'no')) return refused(noAnswer(why))
    // Not on disk, the key counts as sent without an answer: then nobody may say that nothing was taken.
    return 'failed' in written(() => (journal.markNotAccepted(key, null), {}))
      ? refused(noAnswer('the journal could not be written'))
      : refused(refuse('unreachable', `The connection failed (${why}), so nothing was changed. Check the network and try again.`))
  }
  const { status } = answer
  const jobId = jobIdIn(answer)
  // An end that cannot be written is still told: after a restart the key counts as sent without an answer, which is the careful reading.
  if (jobId !== null) written(() => (journal.markAnswered(key, status, jobId), {}))
  else if ((status >= 300 && status < 400) || [401, 403, 429].includes(status)) written(() => (journal.markNotAccepted(key, status), {}))
  else if (status >= 400 && status < 500) written(() => (journal.markAnswered(key, status, null), {}))
  else return refused(noAnswer(status >= 500 ? `it answered with status ${status}: ${textOf(answer)}` : 'it answered without a job id that can be asked about'))
  return { kind: 'answered', answer }
}

const refused = (refusal: Refusal): SendEnd => ({ kind: 'refused', refusal })

/** What the caller is told names no file but where the folder itself was taken away. */
export const notWritten = (error: unknown): Refusal =>
  refuse(
    'journal',
    error instanceof JournalGone
      ? `Nothing was sent. ${error.message}`
      : 'The journal could not be written, so nothing was sent. Free some disk space in the data directory and try again.',
  )

const noAnswer = (why: string): Refusal =>
  refuse('no-answer', `The request was sent to JumpCloud and no clear answer came back (${why}). It may or may not have been accepted.`, true)

function written<T extends object>(write: () => T): T | { readonly failed: unknown } {
  try {
    return write()
  } catch (error) {
    return { failed: error }
  }
}

const textOf = ({ body }: UpstreamAnswer): string => body.toString('utf8').slice(0, 300).trim() || 'no message'

function jobIdIn({ status, body }: UpstreamAnswer): string | null {
  if (status < 200 || status > 299) return null
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'))
    return typeof answer === 'object' && answer !== null && 'jobId' in answer && typeof answer.jobId === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(answer.jobId)
      ? answer.jobId
      : null
  } catch {
    return null
  }
}
