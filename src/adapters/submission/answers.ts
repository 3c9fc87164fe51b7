/** What an answer, or the lack of one, proves about a send. */
import type { Registration } from '#domain/jobs/ledger-model.ts'
import type { Submission } from '../jumpcloud/decode.ts'
import { ApiError, type ApiErrorKind } from '../jumpcloud/errors.ts'

export type Verdict =
  | { readonly kind: 'accepted'; readonly jobId: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Refused for its size alone: nothing was taken, and halves of it may pass. */
  | { readonly kind: 'too-large'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Proven that nothing was accepted: the same key may be tried again. A reason means: wait first. */
  | { readonly kind: 'not-sent'; readonly reason: string | null; readonly waitMs: number | null }
  /** Only the proxy knows: ask it. */
  | { readonly kind: 'ask'; readonly reason: string | null }

const needsHandMs = 15_000
const claimAgainMs = 1_000
const kinds: Record<ApiErrorKind, (error: ApiError) => Verdict> = {
  offline: () => ({ kind: 'ask', reason: 'The proxy does not answer. Start it again with npm start; the job continues by itself.' }),
  running: () => ({ kind: 'ask', reason: null }),
  unreachable: ({ message }) => ({ kind: 'not-sent', reason: message, waitMs: null }),
  busy: ({ message, retryAfterMs }) => ({ kind: 'not-sent', reason: message, waitMs: retryAfterMs }),
  'rate-limited': ({ retryAfterMs }) => ({ kind: 'not-sent', reason: 'JumpCloud asked to slow down.', waitMs: retryAfterMs }),
  token: () => ({ kind: 'not-sent', reason: 'This page’s link is no longer valid: open the one that npm start prints.', waitMs: needsHandMs }),
  unauthorized: ({ message }) => ({
    kind: 'not-sent',
    reason: `JumpCloud refused the API key (${message}). Correct it and start Rollcall again; keep this page open.`,
    waitMs: needsHandMs,
  }),
  forbidden: ({ message }) => ({ kind: 'refused', reason: message }),
  organization: ({ message }) => ({ kind: 'refused', reason: message }),
  rejected: ({ message }) => ({ kind: 'refused', reason: message }),
  'not-found': ({ message }) => ({ kind: 'refused', reason: message }),
  'too-large': ({ message }) => ({ kind: 'too-large', reason: message }),
  changed: ({ message }) => ({ kind: 'refused', reason: message }),
  lease: ({ message }) => ({ kind: 'not-sent', reason: message, waitMs: claimAgainMs }),
  ambiguous: ({ message }) => ({ kind: 'unknown', reason: message }),
  server: ({ message, status }) => ({ kind: 'unknown', reason: `JumpCloud answered with status ${status ?? 'unknown'}: ${message}` }),
  unreadable: ({ message }) => ({ kind: 'unknown', reason: message }),
}

/** After a send that did not end in a job id. Whatever is not proven refused is unknown (rule 5). */
export const afterSend = (error: unknown): Verdict =>
  error instanceof ApiError ? kinds[error.kind](error) : { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }

const lost = {
  'never-seen': 'The proxy’s journal does not know this request: it was replaced, restored or damaged.',
  registered: 'The proxy ended while the request was leaving, so it is unknown whether it arrived.',
  'sent-without-answer': 'The request was sent, and no clear answer came back before the proxy ended.',
  'not-accepted': 'The proxy’s journal is older than this try of the request: it was replaced, restored or damaged.',
} as const

/**
 * What the proxy's journal says about a key. Only a recorded non-acceptance of this very try, or a try that this run of the proxy has watched from its
 * registration on, proves that nothing was taken; whatever a journal cannot vouch for is unknown.
 */
export function wasAnswered(submission: Submission, registration: Registration | null): Verdict {
  if (submission.running) return { kind: 'ask', reason: 'The proxy is still waiting for JumpCloud’s answer.' }
  const isThisTry = registration === null || (submission.journal === registration.journal && submission.tryAt === registration.tryAt)
  switch (submission.state) {
    case 'not-accepted':
      return isThisTry ? { kind: 'not-sent', reason: null, waitMs: null } : { kind: 'unknown', reason: lost['not-accepted'] }
    case 'registered':
      return isThisTry && registration !== null && submission.isThisRun
        ? { kind: 'not-sent', reason: null, waitMs: null }
        : { kind: 'unknown', reason: lost.registered }
    case 'never-seen':
    case 'sent-without-answer':
      return { kind: 'unknown', reason: lost[submission.state] }
    case 'answered':
      if (submission.jobId !== null) return { kind: 'accepted', jobId: submission.jobId }
      if (submission.status === 413) return { kind: 'too-large', reason: 'JumpCloud refused the request as too large.' }
      return submission.status !== null && submission.status >= 400 && submission.status < 500
        ? { kind: 'refused', reason: `JumpCloud refused the request with status ${submission.status}.` }
        : { kind: 'unknown', reason: `JumpCloud answered with status ${submission.status ?? 'unknown'} and no job id.` }
  }
}

/** What went wrong, as a sentence that another can follow. */
export const sentenceOfError = (error: unknown): string =>
  error instanceof ApiError && error.kind === 'offline'
    ? 'Rollcall’s proxy does not answer. Start it again with npm start.'
    : (error instanceof Error ? error.message : String(error)).trim().replace(/(?<![.!?])$/, '.')

export const sentenceOfStatus = (error: unknown): string =>
  error instanceof ApiError && error.kind === 'offline'
    ? 'it does not answer. Start it again with npm start.'
    : error instanceof Error
      ? error.message
      : String(error)
