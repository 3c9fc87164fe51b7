/** The one server on 127.0.0.1: the app's files and the API handler behind the same guards. */
import { createServer, type Server } from 'node:http'
import { firstRefusal, pageGuards } from './guard.ts'
import { answerRefusal, handleApi, type Proxy } from './proxy.ts'
import type { StaticFiles } from './static-files.ts'
import { pageHeaders } from './response-headers.ts'

const limits = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384, connectionsCheckingInterval: 2_000 } as const

export function makeServer(proxyOf: (port: number) => Proxy, files: StaticFiles | null): Server {
  const server = createServer(limits, (request, response) => {
    const address = server.address()
    const proxy = proxyOf(typeof address === 'object' && address !== null ? address.port : 0)
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
    const refusal = firstRefusal(pageGuards, request, proxy.guard)
    if (refusal !== null) answerRefusal(response, refusal)
    else if (/^\/(api|rollcall)\//.test(request.url ?? '') || files === null) void handleApi(request, response, proxy)
    else files(request, response)
  })
  server.maxConnections = 256
  server.on('upgrade', (_, socket) => socket.destroy())
  server.on('connect', (_, socket) => socket.destroy())
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    else socket.destroy()
  })
  return server
}

/** Resolves with the port once it listens. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
