/** A wire between proxy and JumpCloud that can be cut at any byte, in either direction, and made slow. */
import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of the connection that carries the next send; reads pass untouched. */
export interface Cut {
  /** Bytes of the request that get through: a count, or a share of it. */
  readonly request: number | `${number}%`
  /** Bytes of the answer that get back. */
  readonly response: number | `${number}%`
  /** `reset` is a hard end, `close` a polite one, `hang` none at all. */
  readonly end: 'reset' | 'close' | 'hang'
  readonly delayMs?: number
}

/** What passes on the wire for one organization; a send is held until the watcher lets go of it. */
export interface Passage {
  readonly what: 'send arrived' | 'send taken' | 'send answered' | 'results read'
  /** Counts each kind from 1. */
  readonly nth: number
}
type Watcher = (passage: Passage) => Promise<void>

const part = (limit: Cut['request'], whole: number): number =>
  typeof limit === 'number' ? Math.min(limit, whole) : Math.floor((whole * Number.parseInt(limit, 10)) / 100)
const isWhole = (limit: Cut['request']): boolean => limit === '100%'

const organizationOf = (head: string): string => /x-org-id: (\w+)/i.exec(head)?.[1] ?? ''

export class Wire {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #next = new Map<string, Cut>()
  readonly #watchers = new Map<string, (what: Passage['what']) => Promise<void>>()
  port = 0
  readonly upstreamPort: number
  constructor(upstreamPort: number) {
    this.upstreamPort = upstreamPort
    this.#server = createServer((socket) => this.#carry(socket))
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    this.port = typeof address === 'object' && address !== null ? address.port : 0
  }

  /** The next send of an organization meets this. */
  arm(organizationId: string, cut: Cut) {
    this.#next.set(organizationId, cut)
  }

  /** Called at every step of the organization's sends, and at its reads of results. */
  watch(organizationId: string, watcher: Watcher) {
    const counts = new Map<string, number>()
    this.#watchers.set(organizationId, (what) => {
      const nth = (counts.get(what) ?? 0) + 1
      counts.set(what, nth)
      return watcher({ what, nth })
    })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()))
  }

  #carry(client: Socket) {
    this.#sockets.add(client)
    client.on('close', () => this.#sockets.delete(client))
    client.on('error', () => undefined)
    let upstream: Socket | null = null
    let request = Buffer.alloc(0)
    const open = (): Socket => {
      const made = connect(this.upstreamPort, '127.0.0.1')
      made.on('error', () => client.destroy())
      client.on('close', () => made.destroy())
      return made
    }
    client.on('data', (bytes: Buffer) => {
      if (upstream !== null) {
        this.#noticeRead(bytes.toString('latin1'))
        upstream.write(bytes)
        return
      }
      request = Buffer.concat([request, bytes])
      const text = request.toString('latin1')
      const headers = text.indexOf('\r\n\r\n')
      if (headers < 0) return
      const isSend = /^(POST|PATCH) \/api\/v2\/bulk\/users/.test(text)
      const length = headers + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      const organizationId = organizationOf(text)
      const cut = isSend ? this.#next.get(organizationId) : undefined
      const watcher = isSend ? this.#watchers.get(organizationId) : undefined
      if (watcher !== undefined) {
        if (request.length === length) void this.#show(client, request, watcher, open)
        return
      }
      if (cut === undefined) {
        this.#noticeRead(text)
        upstream = open()
        upstream.write(request)
        upstream.pipe(client)
        return
      }
      if (request.length < length) return
      this.#next.delete(organizationId)
      this.#cut(client, request, cut, open)
    })
  }

  #noticeRead(text: string) {
    if (!/^GET \/api\/v2\/bulk\/users\/\w+\/results/.test(text)) return
    void this.#watchers.get(organizationOf(text))?.('results read')
  }

  async #show(client: Socket, request: Buffer, watcher: (what: Passage['what']) => Promise<void>, open: () => Socket) {
    await watcher('send arrived')
    // A proxy that has died meanwhile sends nothing more.
    if (client.destroyed) return
    const upstream = open()
    upstream.once('data', (answer: Buffer) => {
      void watcher('send taken').then(() => {
        client.write(answer, () => void watcher('send answered'))
        upstream.pipe(client)
      })
    })
    upstream.write(request)
  }

  #cut(client: Socket, request: Buffer, cut: Cut, open: () => Socket) {
    const end = () => {
      if (cut.end === 'reset') client.resetAndDestroy()
      else if (cut.end === 'close') client.end()
    }
    const sent = part(cut.request, request.length)
    if (!isWhole(cut.request)) {
      const upstream = open()
      upstream.on('data', () => undefined)
      upstream.write(request.subarray(0, sent), () => setTimeout(() => (upstream.destroy(), end()), 10))
      return
    }
    const upstream = open()
    upstream.write(request)
    let answer = Buffer.alloc(0)
    let timer: NodeJS.Timeout | undefined
    upstream.on('data', (bytes: Buffer) => {
      answer = Buffer.concat([answer, bytes])
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          const back = part(cut.response, answer.length)
          client.write(answer.subarray(0, back), () => (isWhole(cut.response) && cut.end !== 'reset' ? client.end() : end()))
          upstream.destroy()
        },
        20 + (cut.delayMs ?? 0),
      )
    })
  }
}
