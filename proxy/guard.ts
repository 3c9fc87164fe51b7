/** Who may ask: this machine's own page in a browser, under the exact name it was served by. */
import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from './refusal.ts'
import { isToken } from './token.ts'

export interface GuardConfig {
  readonly port: number
  readonly token: string
}

/** How often a header stands in the request as it came: Node folds some doubles away (measured). */
function countOf({ rawHeaders }: IncomingMessage, name: string): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const text = rawHeaders[index] ?? ''
    if (text.length === name.length && text.toLowerCase() === name) count += 1
  }
  return count
}

const hosts = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`]

type Guard = (request: IncomingMessage, config: GuardConfig) => Refusal | null

/** Node keeps what it is told to keep and drops the rest unseen: what nobody has looked at is not let through. */
export const mostHeaders = 64
const guardHeaders: Guard = ({ rawHeaders, httpVersion }) => {
  if (httpVersion !== '1.1') return refuse('parameter', 'Only HTTP/1.1 is spoken here.')
  return rawHeaders.length / 2 > mostHeaders ? refuse('headers', `A request has at most ${mostHeaders} headers.`) : null
}

/** Exact Host, once: a rebound name never gets an answer, not even a page (Jupyter, kubectl proxy). */
const guardHost: Guard = (request, { port }) => {
  if (countOf(request, 'host') !== 1 || !/^[\w.-]{1,253}(?::\d{1,5})?$/.test(request.headers.host ?? ''))
    return refuse('parameter', 'A request names exactly one host.')
  return hosts(port).includes(request.headers.host ?? '') ? null : refuse('host', 'This address is not served here.')
}

/** A body that two readers could measure differently is not read at all; Node takes any word for a transfer coding (measured). */
const guardFraming: Guard = (request) => {
  const coding = request.headers['transfer-encoding']
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || countOf(request, 'content-length') > 0))
    return refuse('framing', 'This transfer coding is not supported.')
  return request.headers.expect === undefined ? null : refuse('expectation', 'Send the body right away.')
}

/** A target is a plain path. */
const guardTarget: Guard = (request) => {
  const target = request.url ?? ''
  if (!/^\/(?![/\\])[\x21-\x7E]*$/.test(target) || target.includes('\\') || target.length > 8_192)
    return refuse('parameter', 'The address of the request is not a plain path.')
  return null
}

/** For everything but the page itself: same origin in the browser's own words, and the token. */
const guardCaller: Guard = (request, { port, token }) => {
  const { origin } = request.headers
  const isSend = request.method !== 'GET'
  if (countOf(request, 'origin') > 1) return refuse('origin', 'A request needs exactly one origin.')
  if (origin === undefined ? isSend : origin !== `http://${request.headers.host ?? ''}` || !hosts(port).includes(request.headers.host ?? ''))
    return refuse('origin', 'Only Rollcall’s own page may ask.')
  if (request.headers['sec-fetch-site'] !== 'same-origin') return refuse('fetch-site', 'Only Rollcall’s own page may ask.')
  const given = request.headers['x-rollcall-token']
  return isToken(typeof given === 'string' ? given : undefined, token)
    ? null
    : refuse('token', 'The link of this page is no longer valid. Open the link that npm start prints.')
}

const guardContentType: Guard = (request) => {
  if (request.method === 'GET') return null
  if (countOf(request, 'content-type') > 1 || countOf(request, 'content-encoding') > 1) return refuse('content-type', 'A request names one content type.')
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json(; *charset=utf-8)?$/i.test(type)) return refuse('content-type', 'Send application/json.')
  return request.headers['content-encoding'] === undefined ? null : refuse('content-type', 'A compressed body is not accepted.')
}

/** In order; the first refusal counts. */
export const pageGuards: readonly Guard[] = [guardHeaders, guardHost, guardFraming, guardTarget]
export const apiGuards: readonly Guard[] = [guardHeaders, guardHost, guardFraming, guardTarget, guardCaller, guardContentType]

export function firstRefusal(guards: readonly Guard[], request: IncomingMessage, config: GuardConfig): Refusal | null {
  for (const guard of guards) {
    const refusal = guard(request, config)
    if (refusal !== null) return refusal
  }
  return null
}
