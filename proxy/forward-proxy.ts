/** The way out through a company's forward proxy: a tunnel by CONNECT, inside which TLS and the certificate are JumpCloud's own. */
import { Agent as HttpsAgent } from 'node:https'
import { request as httpRequest, type AgentOptions, type ClientRequestArgs } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { ConfigError } from './config-error.ts'

export interface ForwardProxy {
  readonly isTls: boolean
  readonly hostname: string
  readonly port: number
  /** Host and port: all that is ever shown. */
  readonly shown: string
  /** Puts the user and password of the proxy, where there are any, on a CONNECT. They are nowhere else. */
  authorize(headers: string[]): void
}

type Environment = Readonly<Record<string, string | undefined>>

/** Lower case first, as curl and Node have it. */
const given = (env: Environment, name: string): string | undefined => {
  const value = (env[name.toLowerCase()] ?? env[name])?.trim()
  return value === undefined || value === '' ? undefined : value
}

const bare = (hostname: string): string => hostname.replaceAll(/[[\]]/g, '').toLowerCase()
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '::1' || hostname.startsWith('127.')

/** The forward proxy that requests to `url` take, or null for a direct connection. This machine is never reached through one. */
export function forwardProxyFor(url: string, env: Environment): ForwardProxy | null {
  const text = given(env, 'HTTPS_PROXY')
  if (text === undefined) return null
  const proxy = parse(text)
  if (url === '') return null
  const target = new URL(url)
  const hostname = bare(target.hostname)
  if (target.protocol !== 'https:' || isLoopback(hostname)) return null
  return isExempt(hostname, target.port === '' ? '443' : target.port, given(env, 'NO_PROXY') ?? '') ? null : proxy
}

/** `*`, a name with everything under it (`jumpcloud.com`, `.jumpcloud.com`, `*.jumpcloud.com`), or one of these with a port. */
function isExempt(hostname: string, port: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, name = '', onPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
      const domain = name.replace(/^\*?\./, '')
      return domain !== '' && (onPort === undefined || onPort === port) && (hostname === domain || hostname.endsWith(`.${domain}`))
    })
}

/** Names the fault and not the value, which may hold a password. */
function parse(text: string): ForwardProxy {
  const wrong = () => new ConfigError('HTTPS_PROXY is not an address such as http://proxy.example:3128. Correct it, or remove it to connect directly.')
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  } catch {
    throw wrong()
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.hostname === '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') throw wrong()
  const isTls = url.protocol === 'https:'
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  let credentials: string | null
  try {
    credentials = url.username === '' ? null : Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')
  } catch {
    throw wrong()
  }
  return {
    isTls,
    hostname: bare(url.hostname),
    port,
    shown: `${url.hostname}:${port}`,
    authorize: (headers) => {
      if (credentials !== null) headers.push('proxy-authorization', `Basic ${credentials}`)
    },
  }
}

/** The forward proxy answered the CONNECT with something else than 2xx. Nothing of the request has left. */
export class TunnelRefused extends Error {
  readonly status: number
  constructor({ shown }: ForwardProxy, status: number) {
    super(`the forward proxy ${shown} refused the connection (status ${status}${status === 407 ? ': it wants a user name and a password' : ''})`)
    this.status = status
  }
}

const tunnelMs = 30_000
const mostHeaderBytes = 16_384

/** A connection to `host:port` through the forward proxy, on which nothing has been said yet. */
export function openTunnel(proxy: ForwardProxy, host: string, port: number, ms: number = tunnelMs): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
    const headers = ['host', authority]
    proxy.authorize(headers)
    const request = (proxy.isTls ? httpsRequest : httpRequest)({
      hostname: proxy.hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers,
      agent: false,
      maxHeaderSize: mostHeaderBytes,
    })
    const fail = (error: Error) => {
      clearTimeout(timer)
      request.destroy()
      reject(error)
    }
    const timer = setTimeout(() => fail(new Error(`the forward proxy ${proxy.shown} did not answer within ${ms / 1000} seconds`)), ms)
    request.on('connect', ({ statusCode = 0 }, socket: Duplex, head: Buffer) => {
      clearTimeout(timer)
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        reject(new TunnelRefused(proxy, statusCode))
        return
      }
      // JumpCloud says nothing before TLS has begun: bytes that are here already are the proxy's own.
      if (head.length > 0) {
        socket.destroy()
        reject(new Error(`the forward proxy ${proxy.shown} sent data of its own`))
        return
      }
      resolve(socket)
    })
    request.on('response', (response) => {
      response.destroy()
      fail(new TunnelRefused(proxy, response.statusCode ?? 0))
    })
    request.on('error', (error: NodeJS.ErrnoException) => fail(new Error(`the forward proxy ${proxy.shown} cannot be reached (${error.code ?? 'unknown'})`)))
    request.end()
  })
}

type Connected = (error: Error | null, socket?: Duplex) => void

/** Opens each connection through the tunnel. The request gets its socket only once the certificate is checked, so nothing leaves before. */
export class TunnelAgent extends HttpsAgent {
  readonly #proxy: ForwardProxy
  constructor(proxy: ForwardProxy, options: AgentOptions & ConnectionOptions) {
    super(options)
    this.#proxy = proxy
  }

  override createConnection(options: ClientRequestArgs & ConnectionOptions, connected: Connected): undefined {
    const host = options.host ?? options.hostname ?? ''
    openTunnel(this.#proxy, host, Number(options.port ?? 443)).then(
      (tunnel) => {
        // A name is needed for SNI; an address may not be one.
        const socket = connectTls({ ...options, path: undefined, socket: tunnel, servername: isIP(host) === 0 ? host : '' } as ConnectionOptions)
        const onError = (error: Error) => connected(error)
        socket.once('error', onError)
        socket.once('secureConnect', () => {
          socket.off('error', onError)
          connected(null, socket)
        })
      },
      (error: Error) => connected(error),
    )
    return undefined
  }
}
