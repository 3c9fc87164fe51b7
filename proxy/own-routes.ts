/** The proxy's own routes: what it is connected to, and what its journal knows. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxSendBytes } from './allowlist.ts'
import { maxUsersPerRequest } from './body.ts'
import { apiHeaders } from './response-headers.ts'
import { answerJson, answerRefusal } from './answer.ts'
import type { Proxy } from './pipeline.ts'
import { refuse } from './refusal.ts'

export async function answerOwn(request: IncomingMessage, response: ServerResponse, { own, journal, organizations }: Proxy): Promise<void> {
  const path = request.url ?? ''
  if (request.method !== 'GET') return answerRefusal(response, refuse('method', 'These routes are read-only.'))
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
    })
  if (path === '/rollcall/submissions') return answerJson(response, 200, { submissions: journal.list() })
  const key = /^\/rollcall\/submissions\/([A-Za-z0-9-]{16,80})$/.exec(path)?.[1]
  if (key !== undefined) return answerJson(response, 200, journal.get(key))
  const sample = /^\/rollcall\/samples\/(new-people|updates|refused)\.csv$/.exec(path)?.[1]
  if (sample !== undefined && own.sample !== null) {
    const organizationId = request.headers['x-rollcall-organization']
    if (typeof organizationId !== 'string' || !(await organizations.has(organizationId)))
      return answerRefusal(response, refuse('organization', 'The request does not name an organization of the simulator.'))
    response.writeHead(200, { ...apiHeaders, 'content-type': 'text/csv; charset=utf-8' }).end(await own.sample(sample, organizationId))
    return
  }
  answerRefusal(response, refuse('route', 'There is no such route.'))
}
