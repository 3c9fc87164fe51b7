/** The proxy's own routes: what it is connected to, what its journal knows, and which job has which users. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxSendBytes } from './allowlist.ts'
import { maxUsersPerRequest } from './body.ts'
import { apiHeaders } from './response-headers.ts'
import { answerJson, answerRefusal } from './answer.ts'
import { answerLease, isLeaseRoute } from './lease-routes.ts'
import type { Journal } from './journal.ts'
import type { Proxy } from './pipeline.ts'
import { refuse } from './refusal.ts'
import { notWritten } from './send.ts'

export async function answerOwn(request: IncomingMessage, response: ServerResponse, proxy: Proxy): Promise<void> {
  const { own, journal, leases, organizations } = proxy
  const path = request.url ?? ''
  if (request.method === 'POST' && path === '/rollcall/connection-test') return answerConnectionTest(request, response, proxy)
  const key = /^\/rollcall\/submissions\/([A-Za-z0-9-]{16,80})$/.exec(path)?.[1]
  if (request.method === 'POST' && key !== undefined) return answerRegistration(request, response, journal, key)
  if (request.method === 'POST' && isLeaseRoute(path)) return answerLease(request, response, leases)
  if (request.method !== 'GET') return answerRefusal(response, refuse('method', 'This route is read-only.'))
  if (path === '/rollcall/status')
    return answerJson(response, 200, {
      product: 'rollcall',
      version: own.version,
      upstream: own.config.upstream,
      region: own.config.region,
      host: own.host,
      keyEnding: own.keyEnding,
      organizationId: own.config.organizationId,
      maxBodyBytes: maxSendBytes,
      maxUsersPerRequest,
      journal: { id: journal.id, damagedLines: journal.damaged },
    })
  if (path === '/rollcall/submissions') return answerJson(response, 200, { submissions: journal.list() })
  if (key !== undefined) return answerJson(response, 200, journal.get(key))
  const sample = /^\/rollcall\/samples\/(new-people|updates|refused|messy)\.csv$/.exec(path)?.[1]
  if (sample !== undefined && own.sample !== null) {
    const organizationId = request.headers['x-rollcall-organization']
    if (typeof organizationId !== 'string' || !(await organizations.has(organizationId)))
      return answerRefusal(response, refuse('organization', 'The request does not name an organization of the simulator.'))
    response.writeHead(200, { ...apiHeaders, 'content-type': 'text/csv; charset=utf-8' }).end(await own.sample(sample, organizationId))
    return
  }
  answerRefusal(response, refuse('route', 'There is no such route.'))
}

/** A few requests to JumpCloud, which count as the one that this is. */
async function answerConnectionTest(request: IncomingMessage, response: ServerResponse, { own, slots }: Proxy): Promise<void> {
  if (hasBody(request)) return answerRefusal(response, refuse('body', 'This request has no body.'))
  const named = request.headers['x-rollcall-organization']
  if (named !== undefined && (typeof named !== 'string' || !/^[0-9a-f]{24}$/.test(named)))
    return answerRefusal(response, refuse('organization', 'An organization id is 24 characters, 0 to 9 and a to f.'))
  if (!slots.take()) return answerRefusal(response, refuse('busy', 'Too many requests at once. Try again in a moment.'))
  try {
    answerJson(response, 200, { steps: await own.testConnection(named ?? null) })
  } finally {
    slots.leave()
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean => Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined

/** The browser is about to send: the try is on disk, under the place that is answered, before any body comes. */
function answerRegistration(request: IncomingMessage, response: ServerResponse, journal: Journal, key: string): void {
  if (hasBody(request)) return answerRefusal(response, refuse('body', 'This request has no body.'))
  try {
    answerJson(response, 200, journal.register(key))
  } catch (error) {
    answerRefusal(response, notWritten(error))
  }
}
