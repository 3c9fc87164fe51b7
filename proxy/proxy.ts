/** The pipeline: guard → allow → limit → journal → add key → forward. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { allow, type Allowed } from './allowlist.ts'
import { readBody, readObject, usersIn } from './body.ts'
import { UpstreamError, type UpstreamAnswer } from './forward.ts'
import { apiGuards, firstRefusal } from './guard.ts'
import { refuse, RefusalError, type Refusal } from './refusal.ts'
import { answerJson, answerRefusal } from './answer.ts'
import { answerOwn } from './own-routes.ts'
import type { Proxy } from './pipeline.ts'
import { apiHeaders, inTurn } from './response-headers.ts'
import { sendOnce } from './send.ts'

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
    if (!proxy.slots.take()) return answerRefusal(response, refuse('busy', 'Too many requests at once. Try again in a moment.'))
    try {
      if (allowed.route.isSend) await answerSend(request, response, proxy, allowed, organizationId ?? '', body ?? Buffer.alloc(0))
      else answerUpstream(response, await proxy.upstream.call({ ...callOf(allowed), organizationId, body, isSend: false }))
    } finally {
      proxy.slots.leave()
    }
  } catch (error) {
    answerFault(response, error)
  }
}

const callOf = ({ route, target }: Allowed) => ({ method: route.method, route: route.template, target })

/** The organization that the browser names, if this key lists it. The header that JumpCloud reads is set by the proxy alone. */
async function organizationOf(request: IncomingMessage, { route }: Allowed, { organizations }: Proxy): Promise<string | null> {
  if (route.organization === 'never') return null
  const named = request.headers['x-rollcall-organization']
  if (typeof named !== 'string' || !/^[0-9a-f]{24}$/.test(named)) throw new RefusalError(refuse('organization', 'The request does not name an organization.'))
  if (!(await organizations.has(named)))
    throw new RefusalError(refuse('organization', `This API key does not open the organization ${named}. Choose one that it opens, or use its own key.`))
  return named
}

async function bodyOf(request: IncomingMessage, { route }: Allowed): Promise<Buffer | null> {
  if (route.maxBodyBytes === 0) {
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined)
      throw new RefusalError(refuse('body', 'This request has no body.'))
    return null
  }
  const body = await readBody(request, route.maxBodyBytes)
  if (!route.isSend) readObject(body)
  return body
}

async function answerSend(request: IncomingMessage, response: ServerResponse, proxy: Proxy, allowed: Allowed, organizationId: string, body: Buffer) {
  const method = allowed.route.method === 'POST' ? 'POST' : 'PATCH'
  const call = () => proxy.upstream.call({ ...callOf(allowed), organizationId, body, isSend: true })
  const { 'x-rollcall-submission': key, 'x-rollcall-try': tryAt, 'x-rollcall-lease': lease } = request.headers
  const { count, ids } = usersIn(body)
  // A page that names its claim is held to it; what names none (a script, a page of an earlier version) is not asked for one.
  const isLeased = () => lease === undefined || (typeof lease === 'string' && proxy.leases.covers(lease, organizationId, ids))
  const end = await sendOnce(proxy.journal, { key, tryAt, method, body, organizationId, users: count, isLeased }, call)
  if (end.kind === 'refused') return answerRefusal(response, end.refusal)
  if (end.kind === 'answered') return answerUpstream(response, end.answer)
  response.setHeader('x-rollcall-replayed', 'true')
  answerJson(response, end.status, end.jobId === null ? { message: 'JumpCloud refused this request earlier.' } : { jobId: end.jobId })
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal
  if (error instanceof UpstreamError)
    return refuse('unreachable', `The connection failed (${error.message}), so nothing was changed. Check the network and try again.`)
  return refuse('internal', 'The proxy failed on this request. Nothing else was done.')
}

/** What went wrong stays here: the answer names no file, no line and no value. */
export function answerFault(response: ServerResponse, error: unknown): void {
  answerRefusal(response, refusalOf(error))
}

/** A redirect means that JumpCloud did not know the key: it sends such requests to its login page (observed). */
function answerUpstream(response: ServerResponse, { status, headers, body }: UpstreamAnswer): void {
  if (status >= 300 && status < 400)
    return answerRefusal(response, refuse('key-refused', `JumpCloud sent the request to its login page (status ${status}): it does not know the API key.`))
  const { 'content-type': type, ...others } = headers
  response
    .writeHead(status === 204 ? 200 : status, [...apiHeadersInTurn, ...inTurn(others), 'content-type', safeType(type), 'content-length', String(body.length)])
    .end(body)
}

const apiHeadersInTurn = inTurn(apiHeaders)

/** Never a type that a browser would run or render. */
const safeType = (type: string | undefined): string =>
  /^application\/json/i.test(type ?? '') ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'
