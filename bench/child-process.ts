/** Programs that a benchmark starts beside itself, each in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  /** Its port, as it prints it. */
  readonly port: number
  /** What it printed up to there. */
  readonly said: string
  /** Heap and buffers after a collection, bytes; for programs with the memory probe. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts Node and waits for the first line that names a port. */
export async function startProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, ...env } })
  let said = ''
  const port = await new Promise<number>((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said += bytes.toString()
      const found = /^port (\d+)$|127\.0\.0\.1:(\d+)\/#/m.exec(said)
      if (found !== null) resolve(Number(found[1] ?? found[2]))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`${args.join(' ')} ended: ${said}`)))
  })
  // What a program says while it is measured is not kept.
  child.stdout?.removeAllListeners('data').resume()
  child.stderr?.removeAllListeners('data').resume()
  return {
    port,
    said,
    async memory() {
      const answer = once(child, 'message')
      child.send('memory')
      const [{ bytes }] = (await answer) as [{ bytes: number }]
      return bytes
    },
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The built proxy with the memory probe, in front of the given upstream. */
export const startBuiltProxy = (dataDir: string, upstreamUrl: string, apiKey: string): Promise<Program> =>
  startProgram(['--expose-gc', '--import', './bench/processes/memory-probe.mjs', 'build/proxy/main.js'], {
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_PORT: '0',
    JUMPCLOUD_API_KEY: apiKey,
    JUMPCLOUD_API_URL: upstreamUrl,
  })

export const tokenOf = ({ said }: Program): string => /#token=(\S+)/.exec(said)?.[1] ?? ''
