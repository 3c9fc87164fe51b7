/** Every way in which a request can fail, as one union, with the sentence that the administrator is shown. */
import type { Answer } from './connection.ts'
import { organizationSentence } from './organization-errors.ts'

export type ApiErrorKind =
  | 'offline'
  | 'token'
  | 'unauthorized'
  | 'forbidden'
  | 'organization'
  | 'not-found'
  | 'rate-limited'
  | 'rejected'
  | 'too-large'
  | 'server'
  | 'unreadable'
  | 'ambiguous'
  | 'unreachable'
  | 'busy'
  | 'running'
  | 'changed'
  | 'lease'

interface Details {
  readonly status?: number | null
  readonly retryAfterMs?: number | null
  readonly refusal?: string | null
}

/** `message` is what JumpCloud or the proxy said, as it came. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly status: number | null
  readonly retryAfterMs: number | null
  /** The rule by which the proxy itself refused, or null where JumpCloud answered. */
  readonly refusal: string | null
  constructor(kind: ApiErrorKind, message: string, { status = null, retryAfterMs = null, refusal = null }: Details = {}) {
    super(message)
    this.kind = kind
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.refusal = refusal
  }
}

const byRefusal: Readonly<Record<string, ApiErrorKind>> = {
  token: 'token',
  organization: 'organization',
  'key-refused': 'unauthorized',
  unreachable: 'unreachable',
  'no-answer': 'ambiguous',
  running: 'running',
  changed: 'changed',
  lease: 'lease',
  busy: 'busy',
  'too-large': 'too-large',
  journal: 'unreachable',
}

const byStatus: Readonly<Record<number, ApiErrorKind>> = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found', 413: 'too-large', 429: 'rate-limited' }

/** An answer that is not a success, as an error. */
export function errorOf(answer: Answer, now: number): ApiError {
  const refusal = answer.header('x-rollcall-refusal')
  const kind = refusal === null ? (byStatus[answer.status] ?? (answer.status >= 500 ? 'server' : 'rejected')) : (byRefusal[refusal] ?? 'rejected')
  return new ApiError(kind, messageIn(answer.text) || `JumpCloud answered with status ${answer.status} and no message.`, {
    status: answer.status,
    refusal,
    retryAfterMs: retryAfterMs(answer.header('retry-after'), now),
  })
}

/** Retry-After as seconds or as a date; anything else is no advice. Milliseconds from `now`, never negative. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** The words in an error body: `message`, else `error` or its message, else the text; a web page is named as one. */
export function messageIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'string') return body
    if (typeof body === 'object' && body !== null) {
      if ('message' in body && typeof body.message === 'string' && body.message !== '') return body.message
      if ('error' in body) {
        const { error } = body
        if (typeof error === 'string') return error
        if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') return error.message
      }
    }
  } catch {
    if (/<html|<!doctype/i.test(text)) return `A web page came instead of an answer${pageTitle(text)}.`
  }
  return text.slice(0, 500).trim()
}

const pageTitle = (html: string): string => {
  const title = /<title[^>]*>([^<]{1,120})/i.exec(html)?.[1]?.trim()
  return title === undefined ? '' : `, titled “${title}”`
}

interface Sentence {
  readonly title: string
  readonly detail: string
}

const sentences: Record<ApiErrorKind, (message: string) => Sentence> = {
  offline: () => ({
    title: 'Rollcall’s proxy does not answer',
    detail: 'The command that serves this page has stopped. Start it again with npm start; this page continues by itself.',
  }),
  token: () => ({
    title: 'This link is no longer valid',
    detail: 'The proxy has another token now. Open the link that npm start prints; drafts and jobs are still here.',
  }),
  unauthorized: (message) => ({
    title: 'JumpCloud refused the API key',
    detail: `The key may be wrong, revoked or expired, or it belongs to another region. JumpCloud said: “${message}”. Correct JUMPCLOUD_API_KEY or JUMPCLOUD_REGION and start again.`,
  }),
  forbidden: (message) => ({
    title: 'The API key is not allowed to do this',
    detail: `The role of its administrator doesn’t allow it. Use a key whose role does. JumpCloud said: “${message}”.`,
  }),
  organization: (message) => ({ title: 'This key has no access to the organization', detail: message }),
  'not-found': (message) => ({
    title: 'Not found in JumpCloud',
    detail: `The id may be wrong, of another organization, or too old. JumpCloud said: “${message}”.`,
  }),
  'rate-limited': (message) => ({ title: 'JumpCloud asks to slow down', detail: `Try again in a moment. JumpCloud said: “${message}”.` }),
  rejected: (message) => ({ title: 'The request was refused', detail: message }),
  'too-large': (message) => ({ title: 'The request is too large', detail: message }),
  server: (message) => ({ title: 'JumpCloud reported an error', detail: `Try again later. JumpCloud said: “${message}”.` }),
  unreadable: (message) => ({ title: 'JumpCloud’s answer could not be read', detail: message }),
  ambiguous: (message) => ({ title: 'No clear answer came back', detail: message }),
  unreachable: (message) => ({ title: 'JumpCloud cannot be reached', detail: message }),
  busy: (message) => ({ title: 'Too many requests at once', detail: message }),
  running: (message) => ({ title: 'This is already being sent', detail: message }),
  changed: (message) => ({ title: 'Another request has this key', detail: message }),
  lease: (message) => ({ title: 'Another job may update these users', detail: message }),
}

/** What a screen says about a failure. */
export function sentenceFor(error: unknown): Sentence {
  if (error instanceof ApiError) return organizationSentence(error) ?? sentences[error.kind](error.message)
  return { title: 'Something went wrong', detail: error instanceof Error ? error.message : String(error) }
}
