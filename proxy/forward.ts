/** The call to JumpCloud: headers built anew both ways, redirects never followed, and an honest word about what may have arrived. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Credentials } from './credentials.ts'

export interface UpstreamCall {
  readonly method: string
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

export interface Upstream {
  call(call: UpstreamCall): Promise<UpstreamAnswer>
  close(): void
}

/** What a browser may learn of an upstream answer. */
const passedOn = ['content-type', 'retry-after', 'x-total-count'] as const
const answerLimitBytes = 32 * 1024 * 1024
const readTimeoutMs = 60_000
/** JumpCloud may take long over 800 people; giving up early would only make the outcome unknown. */
const sendTimeoutMs = 180_000

export function openUpstream(baseUrl: string, credentials: Credentials): Upstream {
  const base = new URL(baseUrl)
  const isTls = base.protocol === 'https:'
  const options = { keepAlive: true, maxSockets: 16 }
  const agent = isTls ? new HttpsAgent(options) : new HttpAgent(options)

  const call = ({ method, target, organizationId, body, isSend }: UpstreamCall): Promise<UpstreamAnswer> =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string> = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'rollcall' }
      if (organizationId !== null) headers['x-org-id'] = organizationId
      if (body !== null) {
        headers['content-type'] = 'application/json'
        headers['content-length'] = String(body.length)
      }
      credentials.authorize(headers)
      let isConnected = false
      const fail = (message: string) => reject(new UpstreamError(credentials.redact(message), isConnected ? 'maybe' : 'no'))
      const request = (isTls ? httpsRequest : httpRequest)({
        protocol: base.protocol,
        hostname: base.hostname.replaceAll(/[[\]]/g, ''),
        port: base.port === '' ? undefined : base.port,
        method,
        path: target,
        headers,
        agent: isSend ? false : agent,
      })
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer within ${(isSend ? sendTimeoutMs : readTimeoutMs) / 1000} seconds`)),
        isSend ? sendTimeoutMs : readTimeoutMs,
      )
      request.on('socket', (socket) => {
        // Nothing of the request leaves before this: until then a failure is proof that nothing was taken.
        if (socket.connecting) socket.once(isTls ? 'secureConnect' : 'connect', () => (isConnected = true))
        else isConnected = true
      })
      request.on('error', (error) => {
        clearTimeout(timer)
        fail(error.message)
      })
      request.on('response', (response) => {
        readAnswer(response)
          .then((bytes) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response, credentials), body: redacted(bytes, credentials) }))
          .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
          .finally(() => clearTimeout(timer))
      })
      request.end(body ?? undefined)
    })

  return { call, close: () => agent.destroy() }
}

function readAnswer(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > answerLimitBytes) response.destroy(new Error('the answer is larger than 32 MB'))
      else chunks.push(chunk)
    })
    response.on('error', reject)
    response.on('aborted', () => reject(new Error('the connection was cut before the answer was whole')))
    response.on('end', () => (response.complete ? resolve(Buffer.concat(chunks)) : reject(new Error('the connection was cut before the answer was whole'))))
  })
}

function headersOf(response: IncomingMessage, credentials: Credentials): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of passedOn) {
    const value = response.headers[name]
    if (typeof value === 'string') headers[name] = credentials.redact(value)
  }
  return headers
}

/** Should an upstream echo what it was sent, the key goes no further. */
const redacted = (bytes: Buffer, credentials: Credentials): Buffer => {
  const text = bytes.toString('utf8')
  const clean = credentials.redact(text)
  return clean === text ? bytes : Buffer.from(clean)
}
