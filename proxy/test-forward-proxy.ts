/** For tests: a real forward proxy, and a real TLS server that stands for JumpCloud behind it. */
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { RequestListener } from 'node:http'
import { selfSigned } from './attacks/self-signed.ts'

export interface TestForwardProxy {
  readonly port: number
  /** What each CONNECT asked for, and the credentials that came with it. */
  readonly asked: { readonly authority: string; readonly authorization: string | undefined }[]
  /** Answers the next CONNECTs with this status in place of a tunnel. */
  refuse: number | null
  stop(): Promise<void>
}

/** Lets nothing through but tunnels, and leads every one of them to `targetPort`, whatever name it asked for. */
export async function startForwardProxy(targetPort: number): Promise<TestForwardProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    client.on('error', () => client.destroy())
    proxy.asked.push({ authority: url, authorization: headers['proxy-authorization'] })
    if (proxy.refuse !== null) {
      client.end(`HTTP/1.1 ${proxy.refuse} Refused\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const target = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(target).pipe(client)
    })
    sockets.add(target)
    target.on('error', () => client.destroy())
  })
  const port = await listening(server)
  const proxy: TestForwardProxy = { port, asked: [], refuse: null, stop: () => stopped(server, sockets) }
  return proxy
}

export interface TestTlsServer {
  readonly port: number
  /** The certificate, for those who are to trust it. */
  readonly ca: string
  stop(): Promise<void>
}

/** Answers for `name`, with a certificate that only those trust who are given it. */
export async function startTlsServer(name: string, answer: RequestListener): Promise<TestTlsServer> {
  const { key, cert } = selfSigned(name)
  const server = createTlsServer({ key, cert }, answer)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  return { port: await listening(server), ca: cert, stop: () => stopped(server, sockets) }
}

const listening = (server: Server | ReturnType<typeof createTlsServer>): Promise<number> =>
  new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

const stopped = (server: Server | ReturnType<typeof createTlsServer>, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
