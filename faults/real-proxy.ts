/** The built proxy as a process that can be killed and started again on the same data and port. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A port that nobody has just now; the same one is used again after a restart, since drafts belong to host and port. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => void server.close(() => resolve()))
  return typeof address === 'object' && address !== null ? address.port : 0
}

export class RealProxy {
  readonly #env: Record<string, string>
  readonly #dataDir: string
  #port = 0
  #child: ChildProcess | null = null
  constructor(dataDir: string, apiKey: string, upstreamPort: number) {
    this.#dataDir = dataDir
    this.#env = { ROLLCALL_DATA_DIR: dataDir, JUMPCLOUD_API_KEY: apiKey, JUMPCLOUD_API_URL: `http://127.0.0.1:${upstreamPort}` }
  }

  get link(): string {
    return `http://127.0.0.1:${this.#port}/#token=${readFileSync(join(this.#dataDir, 'token'), 'utf8').trim()}`
  }

  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await freePort()
    const child = spawn(process.execPath, ['build/proxy/main.js'], {
      env: { ...process.env, ...this.#env, ROLLCALL_PORT: String(this.#port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let said = ''
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the proxy does not start: ${said}`)), 15_000)
      const hear = (bytes: Buffer) => {
        said += bytes.toString()
        if (!said.includes('#token=')) return
        clearTimeout(timer)
        resolve()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', () => reject(new Error(`the proxy ended: ${said}`)))
    })
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}
