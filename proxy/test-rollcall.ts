/** For tests: the real proxy with its simulator on free ports, and a way to ask it as the page does. */
import { mkdtempSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from './config.ts'
import { start } from './start.ts'

export interface TestRollcall {
  readonly token: string
  readonly port: number
  /** '' where the upstream is another one. */
  readonly simulatorUrl: string
  readonly apiKey: string
  /** Shaped as the app's own `Send`. */
  send(request: {
    method: string
    path: string
    headers: Readonly<Record<string, string>>
    body?: string | undefined
  }): Promise<{ status: number; header: (name: string) => string | null; text: string }>
  /** Asks the simulator's control route. */
  control<T>(method: string, path: string, body?: object): Promise<T>
  stop(): Promise<void>
}

/** A browser adds what a page cannot set itself: where the request is from. */
export async function startTestRollcall(settings: Readonly<Record<string, string>> = {}): Promise<TestRollcall> {
  const env = { ROLLCALL_PORT: '0', ROLLCALL_SIMULATOR_PORT: '0', ROLLCALL_DATA_DIR: mkdtempSync(join(tmpdir(), 'rollcall-adapters-')), ...settings }
  const rollcall = await start(readConfig(env), env, { files: null, log: () => undefined })
  const { simulator, port, token } = rollcall
  const host = `127.0.0.1:${port}`
  return {
    token,
    port,
    simulatorUrl: simulator?.url ?? '',
    apiKey: simulator?.apiKey ?? '',
    stop: () => rollcall.stop(),
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const request = httpRequest(
          {
            host: '127.0.0.1',
            port,
            method,
            path,
            headers: { ...headers, host, 'sec-fetch-site': 'same-origin', ...(method === 'GET' ? {} : { origin: `http://${host}` }) },
          },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                header: (name) => (typeof response.headers[name] === 'string' ? response.headers[name] : null),
                text: Buffer.concat(chunks).toString(),
              }),
            )
          },
        )
        request.on('error', reject)
        request.end(body)
      }),
    async control<T>(method: string, path: string, body?: object): Promise<T> {
      const response = await fetch(`${simulator?.url ?? ''}${path}`, {
        method,
        headers: { 'x-api-key': simulator?.apiKey ?? '', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return (await response.json()) as T
    },
  }
}
