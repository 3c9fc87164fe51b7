/** For the attack tests: the built Rollcall as its own process, an upstream that remembers what it saw, and requests sent byte for byte. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const canaryKey = 'jca_canary4f1d2c7b9e0a6d58c3b1f2e49999'
export const canaryPassword = 'canary-Passw0rd-77!'
export const organizationId = 'ab'.repeat(12)
export const jobId = 'cd'.repeat(12)

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly rawHeaders: readonly string[]
  readonly body: string
}

export interface TestUpstream {
  readonly port: number
  /** Every request that arrived, the list of organizations too. */
  readonly seen: Seen[]
  /** How anything but the list of organizations is answered. */
  behave: (request: IncomingMessage, response: ServerResponse) => void
  stop(): Promise<void>
}

export const answerWith = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string | string[]> = {}) =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

export async function startUpstream(): Promise<TestUpstream> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request
      upstream.seen.push({ method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString() })
      if (url.startsWith('/api/organizations?')) answerWith(response, 200, { totalCount: 1, results: [{ _id: organizationId, displayName: 'Acme' }] })
      else upstream.behave(request, response)
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const upstream: TestUpstream = {
    port,
    seen: [],
    behave: (_, response) => answerWith(response, 200, { jobId }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return upstream
}

export interface BuiltRollcall {
  readonly port: number
  readonly token: string
  readonly dataDir: string
  readonly process: ChildProcess
  /** Everything it has printed. */
  said(): string
  /** Memory that it holds, in MB; null where the system does not say. */
  megabytes(): number | null
  stop(signal?: NodeJS.Signals): Promise<void>
}

const program = join(import.meta.dirname, '..', '..', 'build', 'proxy', 'main.js')

/** Starts it as `npm start` does, and answers what it printed and how it ended, for a start that is refused. */
export function runBuilt(settings: Readonly<Record<string, string>>, flags: readonly string[] = []) {
  const dataDir = settings['ROLLCALL_DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'rollcall-attacks-'))
  const child = spawn(process.execPath, [program, ...flags], {
    env: { PATH: process.env['PATH'], HOME: dataDir, ROLLCALL_PORT: '0', ROLLCALL_SIMULATOR_PORT: '0', ROLLCALL_DATA_DIR: dataDir, ...settings },
  })
  // A test that fails leaves nothing running.
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => void child.once('close', (code) => resolve(code)))
  return { child, dataDir, ended, said: () => said }
}

export async function startBuilt(settings: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<BuiltRollcall> {
  const { child, dataDir, ended, said } = runBuilt(settings, flags)
  const isUp = () => /#token=\S+\n/.test(said())
  await Promise.race([ended, until(isUp)])
  const [, port, token = ''] = /http:\/\/127\.0\.0\.1:(\d+)\/#token=(\S+)/.exec(said()) ?? []
  if (port === undefined) throw new Error(`Rollcall did not start: ${said()}`)
  return {
    port: Number(port),
    token,
    dataDir,
    process: child,
    said,
    megabytes: () => (process.platform === 'linux' ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024 : null),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}

/** Connected to an upstream of the test, with the canary key. */
export const startBuiltOn = (upstream: TestUpstream, settings: Readonly<Record<string, string>> = {}) =>
  startBuilt({ JUMPCLOUD_API_KEY: canaryKey, JUMPCLOUD_API_URL: `http://127.0.0.1:${upstream.port}`, ...settings })

export async function until(holds: () => boolean, mostMs = 20_000): Promise<void> {
  for (const end = Date.now() + mostMs; !holds(); await pause(20)) if (Date.now() > end) throw new Error('It did not come about in time.')
}

export const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

export interface RawAnswer {
  /** 0 where the connection ended without one. */
  readonly status: number
  /** By lower-case name; a name that stands twice has both values. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: string
  /** As it came. */
  readonly text: string
  readonly isClosed: boolean
  readonly ms: number
}

/** Sends bytes as they are and reads one answer, or the end of the connection. */
export function sendRaw(port: number, bytes: string | Buffer, { host = '127.0.0.1', mostMs = 20_000, isLast = false } = {}): Promise<RawAnswer> {
  const started = Date.now()
  return new Promise((resolve) => {
    let text = ''
    let isClosed = false
    const socket = connect(port, host)
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...parseAnswer(text), text, isClosed, ms: Date.now() - started })
    }
    const timer = setTimeout(finish, mostMs)
    const raw = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
    // Said to be all that comes, so that nobody waits for more.
    socket.on('connect', () => (isLast ? socket.end(raw) : socket.write(raw)))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (isWhole(text)) setTimeout(finish, 5)
    })
    // What was answered before a reset still counts; a connection that was refused has given nothing.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      isClosed = true
      finish()
    })
  })
}

function parseAnswer(text: string): Pick<RawAnswer, 'status' | 'headers' | 'body'> {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n')
  const headers: Record<string, string[]> = {}
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    headers[name] = [...(headers[name] ?? []), line.slice(line.indexOf(':') + 1).trim()]
  }
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0), headers, body: end < 0 ? '' : text.slice(end + 4) }
}

function isWhole(text: string): boolean {
  const { headers, body } = parseAnswer(text)
  const length = headers['content-length']?.[0]
  if (headers['transfer-encoding']?.[0] === 'chunked') return body.endsWith('0\r\n\r\n')
  return length !== undefined && body.length >= Number(length)
}

export type HeaderChanges = Readonly<Record<string, string | readonly string[] | null>>

/** The bytes of a request as the app's own page sends it; what is given replaces, doubles or, as null, removes a header. */
export function asPage({ port, token }: Pick<BuiltRollcall, 'port' | 'token'>, method: string, target: string, changes: HeaderChanges = {}, body = ''): string {
  const host = `127.0.0.1:${port}`
  const headers: HeaderChanges = {
    host,
    'sec-fetch-site': 'same-origin',
    'x-rollcall-token': token,
    'x-rollcall-organization': organizationId,
    connection: 'close',
    ...(method === 'GET' ? {} : { origin: `http://${host}`, 'content-type': 'application/json', 'x-rollcall-submission': 'key-0123456789abcdef' }),
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...changes,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [value].flat().map((each) => `${name}: ${each}`)))
  return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

export const users = JSON.stringify([{ username: 'ana.canary', email: 'ana.canary@acme.example', password: canaryPassword }])
export const bulk = '/api/v2/bulk/users'

/** One byte after another, as slowly as it is told, until the other side has had enough; answers after how many milliseconds that was. */
export function drip(port: number, bytes: string, everyMs: number): { readonly socket: Socket; readonly ended: Promise<number> } {
  const started = Date.now()
  const socket = connect(port, '127.0.0.1')
  let at = 0
  const timer = setInterval(() => socket.write(bytes[at % bytes.length] ?? 'x', () => (at += 1)), everyMs)
  socket.on('error', () => undefined)
  socket.resume()
  const ended = new Promise<number>((resolve) => {
    socket.on('close', () => {
      clearInterval(timer)
      resolve(Date.now() - started)
    })
  })
  return { socket, ended }
}
