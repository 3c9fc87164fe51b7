/** How far a connection gets: the name, the port, the certificate. Nothing of JumpCloud's API is asked, and no key is sent. */
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { openTunnel, TunnelRefused, type ForwardProxy } from '../forward-proxy.ts'
import { failed, passed, skipped, type Step } from './steps.ts'

export interface Place {
  readonly url: string
  readonly forwardProxy: ForwardProxy | null
  /** For tests: who else may vouch for a certificate. */
  readonly ca?: string | undefined
}

const patienceMs = 15_000

export async function testReach({ url, forwardProxy, ca }: Place): Promise<Step[]> {
  const target = new URL(url)
  const isTls = target.protocol === 'https:'
  const host = target.hostname.replaceAll(/[[\]]/g, '')
  const port = target.port === '' ? (isTls ? 443 : 80) : Number(target.port)
  const via = forwardProxy === null ? { host, port } : { host: forwardProxy.hostname, port: forwardProxy.port }
  const name = await testName(via.host, forwardProxy)
  if (name.state === 'failed') return [name]
  let socket: Duplex
  try {
    socket = forwardProxy === null ? await connected(host, port) : await openTunnel(forwardProxy, host, port, patienceMs)
  } catch (error) {
    return [name, failed('port', portSentence(error, host, port, forwardProxy))]
  }
  const answers = passed(
    'port',
    forwardProxy === null ? `${host} answers on port ${port}.` : `The proxy ${forwardProxy.shown} opened a connection to ${host}, port ${port}.`,
  )
  if (!isTls) {
    socket.destroy()
    return [name, answers, skipped('certificate', 'This connection stays on this machine and has no certificate.')]
  }
  return [name, answers, await testCertificate(socket, host, ca)]
}

async function testName(host: string, forwardProxy: ForwardProxy | null): Promise<Step> {
  const who = forwardProxy === null ? host : `The proxy ${host}`
  if (isIP(host) !== 0) return passed('name', `${who} is an address, so no name is looked up.`)
  try {
    const found = await withinPatience(lookup(host, { all: true }))
    return passed('name', `${who} has the address ${found[0]?.address ?? ''}${found.length > 1 ? ` and ${found.length - 1} more` : ''}.`)
  } catch (error) {
    const remedy = forwardProxy === null ? 'Check the network and its DNS; if your company uses a proxy, set HTTPS_PROXY.' : 'Correct HTTPS_PROXY.'
    return failed('name', `${who} has no address on this network (${codeOf(error)}). ${remedy}`)
  }
}

const connected = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    socket.setTimeout(patienceMs, () => fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      socket.setTimeout(0)
      resolve(socket)
    })
  })

function portSentence(error: unknown, host: string, port: number, forwardProxy: ForwardProxy | null): string {
  if (error instanceof TunnelRefused)
    return error.status === 407
      ? `The proxy ${forwardProxy?.shown} wants a user name and password (status 407). Put them into HTTPS_PROXY.`
      : `The proxy ${forwardProxy?.shown} refused to connect to ${host}, port ${port} (status ${error.status}). Ask your network team to allow it.`
  if (forwardProxy !== null) return `The proxy ${forwardProxy.shown} can’t be reached. Correct HTTPS_PROXY, or check that the proxy is running.`
  const code = codeOf(error)
  return code === 'ECONNREFUSED'
    ? `${host} refused the connection on port ${port} (${code}). A firewall may block it; if your company uses a proxy, set HTTPS_PROXY.`
    : `${host} doesn’t answer on port ${port} (${code}). Check the network and its firewall; if your company uses a proxy, set HTTPS_PROXY.`
}

function testCertificate(socket: Duplex, host: string, ca: string | undefined): Promise<Step> {
  return new Promise((resolve) => {
    const tls: TLSSocket = connectTls({ socket, servername: isIP(host) === 0 ? host : '', host, ...(ca === undefined ? {} : { ca }) })
    const end = (step: Step) => {
      clearTimeout(timer)
      tls.destroy()
      socket.destroy()
      resolve(step)
    }
    const timer = setTimeout(() => end(failed('certificate', `${host} doesn’t speak TLS on this port. Check the network.`)), patienceMs)
    tls.on('error', (error) => end(failed('certificate', certificateSentence(error, host))))
    tls.once('close', () => end(failed('certificate', `${host} closed the connection before it showed a certificate. A firewall or proxy may do this.`)))
    tls.once('secureConnect', () => {
      const { issuer, valid_to: validTo } = tls.getPeerCertificate()
      const by = [issuer.O, issuer.CN].flat().find((each) => typeof each === 'string')
      const until = new Date(validTo)
      end(
        passed(
          'certificate',
          `The certificate of ${host} is valid${Number.isNaN(until.getTime()) ? '' : ` until ${until.toISOString().slice(0, 10)}`}${by === undefined ? '' : `, issued by ${by.slice(0, 80)}`}.`,
        ),
      )
    })
  })
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
])

function certificateSentence(error: unknown, host: string): string {
  const code = codeOf(error)
  if (untrusted.has(code))
    return `The certificate of ${host} is signed by an authority that Node doesn’t trust (${code}). If your company’s network inspects TLS, set NODE_EXTRA_CA_CERTS to its authority and start again.`
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `The certificate of ${host} is not valid today (${code}). Check the clock of this machine.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate belongs to another name than ${host} (${code}). Something on the network answers in its place.`
  return `A secure connection to ${host} failed (${code}). A firewall or proxy may block it.`
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : 'no details'

/** Node's lookup has no limit of its own. */
function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), patienceMs)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
