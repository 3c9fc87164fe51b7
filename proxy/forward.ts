/** The call to JumpCloud: headers built from scratch both ways, redirects never followed, and an honest word about what may have arrived. */
import { Agent as HttpAgent, request as httpRequest, type AgentOptions, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Credentials } from './credentials.ts'
import { TunnelAgent, type ForwardProxy } from './forward-proxy.ts'

export interface UpstreamCall {
  readonly method: string
  /** The route's template, for the log. */
  readonly route: string
  /** Path and query, from the allow list. */
  readonly target: string
  readonly organizationId: string | null
  readonly body: Buffer | null
  /** A send goes over a fresh connection: a stale one that resets would look like an unknown outcome (rule 7). */
  readonly isSend: boolean
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** `accepted` says what is proven: `no` means that no byte of the body can have been taken. */
export class UpstreamError extends Error {
  readonly accepted: 'no' | 'maybe'
  constructor(message: string, accepted: 'no' | 'maybe') {
    super(message)
    this.accepted = accepted
  }
}

class StaleConnection extends Error {}
const wasCut = (error: NodeJS.ErrnoException): boolean => error.code === 'ECONNRESET' || error.code === 'EPIPE'

export interface Upstream {
  call(call: UpstreamCall): Promise<UpstreamAnswer>
  close(): void
}

/** What a browser may learn of an upstream answer. */
const passedOn = ['content-type', 'retry-after', 'x-total-count'] as const

export interface UpstreamLimits {
  readonly readMs: number
  readonly sendMs: number
  readonly readBytes: number
  readonly sendBytes: number
}

/** JumpCloud may take long over 800 users; giving up early would only make the outcome unknown. It says little about them. */
const defaultLimits: UpstreamLimits = { readMs: 60_000, sendMs: 180_000, readBytes: 16 * 1024 * 1024, sendBytes: 1024 * 1024 }

/** How the upstream is reached: directly where no forward proxy is given. */
export interface UpstreamWay {
  readonly limits?: Partial<UpstreamLimits> | undefined
  readonly forwardProxy?: ForwardProxy | null
  /** For tests: who else may vouch for a certificate. */
  readonly ca?: string
}

export function openUpstream(baseUrl: string, credentials: Credentials, { limits: given = {}, forwardProxy = null, ca }: UpstreamWay = {}): Upstream {
  const limits = { ...defaultLimits, ...given }
  const base = new URL(baseUrl)
  const isTls = base.protocol === 'https:'
  const address = { protocol: base.protocol, hostname: base.hostname.replaceAll(/[[\]]/g, ''), port: base.port === '' ? undefined : base.port }
  const trust = ca === undefined ? {} : { ca }
  const agentOf = (options: AgentOptions) =>
    !isTls ? new HttpAgent(options) : forwardProxy === null ? new HttpsAgent({ ...options, ...trust }) : new TunnelAgent(forwardProxy, { ...options, ...trust })
  const agent = agentOf({ keepAlive: true, maxSockets: 16 })

  const attempt = ({ method, target, organizationId, body, isSend }: UpstreamCall, isFresh: boolean): Promise<UpstreamAnswer> =>
    new Promise((resolve, reject) => {
      const headers = ['host', base.host, 'accept', 'application/json', 'accept-encoding', 'identity', 'user-agent', 'rollcall']
      if (organizationId !== null) headers.push('x-org-id', organizationId)
      if (body !== null) headers.push('content-type', 'application/json', 'content-length', String(body.length))
      credentials.authorize(headers)
      let isConnected = false
      let isAnswered = false
      let isSettled = false
      const fail = (message: string) => {
        if (!isSettled) reject(new UpstreamError(credentials.redact(message), isConnected ? 'maybe' : 'no'))
        isSettled = true
      }
      const request = (isTls ? httpsRequest : httpRequest)({
        ...address,
        method,
        path: target,
        headers,
        agent: isFresh ? agentOf({ keepAlive: false }) : agent,
      })
      // From the first byte out to the last byte in: an answer that trickles for ever ends here too.
      const ms = isSend ? limits.sendMs : limits.readMs
      const timer = setTimeout(() => request.destroy(new Error(`no complete answer within ${ms / 1000} seconds`)), ms)
      request.on('socket', (socket) => {
        // Nothing of the request leaves before this: until then a failure is proof that nothing was taken.
        if (socket.connecting) socket.once(isTls ? 'secureConnect' : 'connect', () => (isConnected = true))
        else isConnected = true
      })
      // The other end may have closed an idle connection in the moment in which a read took it: that says nothing about JumpCloud.
      request.on('error', (error) => (request.reusedSocket && !isAnswered && wasCut(error) ? reject(new StaleConnection()) : fail(error.message)))
      request.on('response', (response) => {
        isAnswered = true
        const take = (bytes: Buffer) => {
          resolve({ status: response.statusCode ?? 0, headers: headersOf(response, credentials), body: credentials.redactBytes(bytes) })
          isSettled = true
        }
        readAnswer(response, isSend ? limits.sendBytes : limits.readBytes, take, fail)
      })
      request.on('upgrade', (_, socket) => {
        socket.destroy()
        fail('it answered in another protocol')
      })
      // However it ended: nothing that comes later changes what was settled before.
      request.on('close', () => {
        clearTimeout(timer)
        fail('the connection was closed')
      })
      request.end(body ?? undefined)
    })

  /** Only a read takes a used connection, and only a read is asked again, once, on a fresh one. */
  const call = (asked: UpstreamCall): Promise<UpstreamAnswer> =>
    attempt(asked, asked.isSend).catch((error: unknown) => {
      if (error instanceof StaleConnection) return attempt(asked, true)
      throw error
    })

  return { call, close: () => agent.destroy() }
}

/** Calls back at once, not a turn later: the connection's end comes right behind the answer's. */
function readAnswer(response: IncomingMessage, mostBytes: number, take: (bytes: Buffer) => void, fail: (words: string) => void) {
  const chunks: Buffer[] = []
  let bytes = 0
  const giveUp = (words: string) => {
    fail(words)
    response.destroy()
  }
  const cut = 'the connection was cut before the answer was complete'
  // It was not asked for, and the key could not be found in it.
  if (!['', 'identity'].includes(response.headers['content-encoding'] ?? '')) giveUp('the answer is compressed')
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) giveUp(`the answer is larger than ${mostBytes / 1024 / 1024} MB`)
    else chunks.push(chunk)
  })
  response.on('error', (error) => fail(error.message))
  response.on('aborted', () => fail(cut))
  response.on('end', () => (response.complete ? take(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)) : fail(cut)))
}

function headersOf(response: IncomingMessage, credentials: Credentials): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of passedOn) {
    const value = response.headers[name]
    if (typeof value === 'string') headers[name] = credentials.redact(value)
  }
  return headers
}
