/** The one server on 127.0.0.1: the app's files and the API handler behind the same guards. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { boundConnections } from './connections.ts'
import { firstRefusal, pageGuards } from './guard.ts'
import { answerRefusal } from './answer.ts'
import type { Proxy } from './pipeline.ts'
import { answerFault, handleApi } from './proxy.ts'
import { rawAnswer } from './response-headers.ts'
import type { StaticFiles } from './static-files.ts'

const limits = {
  headersTimeout: 6_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
  // Node's own answer to a missing host has none of our headers; the guard refuses it.
  requireHostHeader: false,
  // Whatever NODE_OPTIONS says.
  insecureHTTPParser: false,
} as const
/** Longer than a send may take; a connection on which nothing moves for that long is gone. */
const silentMs = 200_000
const pageMs = 30_000

/** What the parser gave up on: status and words by Node's name for it. */
const parserRefusals: Readonly<Record<string, readonly [status: number, words: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Content Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

export function makeServer(proxyOf: (port: number) => Proxy, files: StaticFiles | null): Server {
  /** Made at the first request, when the port is known. */
  let proxy: Proxy | null = null
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    proxy ??= proxyOf(portOf(server))
    if (/^\/(api|rollcall)\//.test(request.url ?? '') || files === null) {
      void handleApi(request, response, proxy)
      return
    }
    const refusal = firstRefusal(pageGuards, request, proxy.guard)
    if (refusal !== null) {
      answerRefusal(response, refusal)
      return
    }
    response.setTimeout(pageMs, () => request.socket.destroy())
    files(request, response)
  }
  /** A fault in the answer to one request ends that request, not the process. */
  const handleSafely = (request: IncomingMessage, response: ServerResponse) => {
    connections.startsAnswer(request, response)
    try {
      handle(request, response)
    } catch (error) {
      answerFault(response, error)
    }
  }
  const server = createServer(limits, handleSafely)
  const connections = boundConnections(server)
  server.timeout = silentMs
  // None is dropped unseen: the guard counts them, and their bytes are bounded above.
  server.maxHeadersCount = 0
  // The guards refuse both; without a listener Node would answer in its own words.
  server.on('checkContinue', handleSafely)
  server.on('checkExpectation', handleSafely)
  server.on('upgrade', (_, socket) => socket.destroy())
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(rawAnswer(405, 'Method Not Allowed'))
  })
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    const [status, words] = parserRefusals[error.code ?? ''] ?? [400, 'Bad Request']
    // In the middle of an answer these bytes would be taken for a part of it.
    if (socket.writable && !connections.isAnswering(socket)) socket.end(rawAnswer(status, words))
    else socket.destroy()
  })
  return server
}

/** Resolves with the port once it listens. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve(portOf(server))
    })
  })
