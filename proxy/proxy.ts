/** The pipeline: guard → allow → limit → journal → add key → forward. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { allow, type Allowed } from './allowlist.ts'
import { checkJson, countUsers, readBody } from './body.ts'
import { UpstreamError, type Upstream, type UpstreamAnswer } from './forward.ts'
import { apiGuards, firstRefusal, type GuardConfig } from './guard.ts'
import type { Journal } from './journal.ts'
import type { Log } from './log.ts'
import type { Organizations } from './organizations.ts'
import { refuse, RefusalError, type Refusal } from './refusal.ts'
import { answerOwn, type OwnRoutes } from './own-routes.ts'
import { apiHeaders } from './response-headers.ts'

export interface Proxy {
  readonly guard: GuardConfig
  readonly upstream: Upstream
  readonly journal: Journal
  readonly organizations: Organizations
  readonly own: OwnRoutes
  readonly log: Log
}

/** Requests of this browser that may be under way upstream at once. */
const mostAtOnce = 12
let underWay = 0

/** Answers a request under /api/ or /rollcall/. Never rejects. */
export async function handleApi(request: IncomingMessage, response: ServerResponse, proxy: Proxy): Promise<void> {
  try {
    const refusal = firstRefusal(apiGuards, request, proxy.guard)
    if (refusal !== null) return answerRefusal(response, refusal)
    if ((request.url ?? '').startsWith('/rollcall/')) return await answerOwn(request, response, proxy)
    const allowed = allow(request.method ?? '', request.url ?? '')
    if ('rule' in allowed) return answerRefusal(response, allowed)
    const organizationId = await organizationOf(request, allowed, proxy)
    const body = await bodyOf(request, allowed)
    if (underWay >= mostAtOnce) return answerRefusal(response, refuse('busy', 'Too many requests at once. Try again in a moment.'))
    underWay += 1
    try {
      if (allowed.route.isSend) await send(request, response, proxy, allowed, organizationId ?? '', body ?? Buffer.alloc(0))
      else
        answerUpstream(
          response,
          await timed(proxy, allowed, () => proxy.upstream.call({ method: allowed.route.method, target: allowed.target, organizationId, body, isSend: false })),
        )
    } finally {
      underWay -= 1
    }
  } catch (error) {
    answerRefusal(response, refusalOf(error))
  }
}

/** The organisation that the browser names, if this key lists it. The header that JumpCloud reads is set by the proxy alone. */
async function organizationOf(request: IncomingMessage, { route }: Allowed, { organizations }: Proxy): Promise<string | null> {
  if (route.organization === 'never') return null
  const named = request.headers['x-rollcall-organization']
  if (typeof named !== 'string' || !/^[0-9a-f]{24}$/.test(named)) throw new RefusalError(refuse('organization', 'The request names no organisation.'))
  if (!(await organizations.has(named)))
    throw new RefusalError(refuse('organization', `This API key does not open the organisation ${named}. Choose one that it opens, or use its own key.`))
  return named
}

async function bodyOf(request: IncomingMessage, { route }: Allowed): Promise<Buffer | null> {
  if (route.maxBodyBytes === 0) {
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined)
      throw new RefusalError(refuse('body', 'This request has no body.'))
    return null
  }
  const body = await readBody(request, route.maxBodyBytes)
  if (!route.isSend) checkJson(body)
  return body
}

/** One key, one send: claimed on disk, marked before the first byte, and its end written down before the browser hears of it. */
async function send(request: IncomingMessage, response: ServerResponse, proxy: Proxy, allowed: Allowed, organizationId: string, body: Buffer): Promise<void> {
  const { journal, upstream } = proxy
  const key = request.headers['x-rollcall-submission']
  if (typeof key !== 'string' || !/^[A-Za-z0-9-]{16,80}$/.test(key))
    return answerRefusal(response, refuse('submission-key', 'A send needs a submission key of 16 to 80 letters, digits and hyphens.'))
  const users = countUsers(body)
  const method = allowed.route.method === 'POST' ? 'POST' : 'PATCH'
  const claim = orJournalRefusal(() => journal.claim({ key, method, body, users, organizationId }))
  if (claim.kind === 'running') return answerRefusal(response, refuse('running', 'This batch is being sent already.'))
  if (claim.kind === 'changed') return answerRefusal(response, refuse('changed', 'This submission key belongs to another batch. Nothing was sent.'))
  if (claim.kind === 'unknown') return answerRefusal(response, noAnswer('it went out earlier and no clear answer came back'))
  if (claim.kind === 'replay') {
    response.setHeader('x-rollcall-replayed', 'true')
    return answerJson(response, claim.status, claim.jobId === null ? { message: 'JumpCloud refused this batch earlier.' } : { jobId: claim.jobId })
  }
  try {
    orJournalRefusal(() => journal.markSending(key))
    // From here on the send is finished and journaled even when the browser's request is gone.
    const answer = await timed(proxy, allowed, () => upstream.call({ method, target: allowed.target, organizationId, body, isSend: true })).catch(
      (error: unknown) => {
        if (error instanceof UpstreamError && error.accepted === 'no') journal.markNotAccepted(key, null)
        throw error
      },
    )
    const jobId = jobIdIn(answer)
    if (jobId !== null) journal.markAnswered(key, answer.status, jobId)
    else if ((answer.status >= 300 && answer.status < 400) || [401, 403, 429].includes(answer.status)) journal.markNotAccepted(key, answer.status)
    else if (answer.status >= 400 && answer.status < 500) journal.markAnswered(key, answer.status, null)
    if (answer.status >= 200 && answer.status < 300 && jobId === null) return answerRefusal(response, noAnswer('it answered without a job id'))
    if (answer.status >= 500) return answerRefusal(response, noAnswer(`it answered with status ${answer.status}`))
    answerUpstream(response, answer)
  } catch (error) {
    if (error instanceof UpstreamError && error.accepted === 'maybe') throw new RefusalError(noAnswer(error.message))
    throw error
  } finally {
    journal.release(key)
  }
}

const noAnswer = (why: string): Refusal =>
  refuse('no-answer', `The batch went out to JumpCloud and no clear answer came back (${why}). It may or may not have been taken.`, true)

function orJournalRefusal<T>(write: () => T): T {
  try {
    return write()
  } catch {
    throw new RefusalError(
      refuse('journal', 'The journal could not be written, so nothing was sent. Free some disk space in the data directory and try again.'),
    )
  }
}

function jobIdIn({ status, body }: UpstreamAnswer): string | null {
  if (status < 200 || status > 299) return null
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'))
    return typeof answer === 'object' && answer !== null && 'jobId' in answer && typeof answer.jobId === 'string' && /^[0-9a-f]{24}$/.test(answer.jobId)
      ? answer.jobId
      : null
  } catch {
    return null
  }
}

async function timed(proxy: Proxy, { route }: Allowed, call: () => Promise<UpstreamAnswer>): Promise<UpstreamAnswer> {
  const started = performance.now()
  const line = { method: route.method, route: route.template }
  try {
    const answer = await call()
    proxy.log({ ...line, status: answer.status, ms: Math.round(performance.now() - started), bytes: answer.body.length })
    return answer
  } catch (error) {
    proxy.log({
      ...line,
      status: null,
      ms: Math.round(performance.now() - started),
      bytes: 0,
      note: error instanceof UpstreamError ? `failed, accepted: ${error.accepted}` : 'failed',
    })
    throw error
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal
  if (error instanceof UpstreamError)
    return refuse('unreachable', `The connection failed (${error.message}), so nothing was changed. Check the network and try again.`)
  return refuse('internal', 'The proxy has a fault. Nothing more was done.')
}

export function answerRefusal(response: ServerResponse, { rule, status, message, ambiguous }: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.setHeader('x-rollcall-refusal', rule)
  // A body that was not read must not be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close')
  answerJson(response, status, { refusal: rule, message, ambiguous })
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

/** A redirect means that JumpCloud did not know the key: it sends such requests to its login page (observed). */
function answerUpstream(response: ServerResponse, { status, headers, body }: UpstreamAnswer): void {
  if (status >= 300 && status < 400)
    return answerRefusal(response, refuse('key-refused', `JumpCloud sent the request to its login page (status ${status}): it does not know the API key.`))
  response.writeHead(status === 204 ? 200 : status, { ...apiHeaders, ...headers, 'content-type': safeType(headers['content-type']) }).end(body)
}

/** Never a type that a browser would run or render. */
const safeType = (type: string | undefined): string =>
  /^application\/json/i.test(type ?? '') ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'
