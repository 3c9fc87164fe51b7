/** One structured line an upstream request; no row values, and nothing that could end the line early. */
import { UpstreamError, type Upstream } from './forward.ts'

export interface LogLine {
  readonly method: string
  /** The route's template, never the path with its ids. */
  readonly route: string
  readonly status: number | null
  readonly ms: number
  readonly bytes: number
  readonly note?: string | undefined
}

export type Log = (line: LogLine) => void

/** JSON escapes C0; C1, DEL and line separators are escaped here, since terminals act on them too. */
export const escapeLine = (text: string): string =>
  text.replaceAll(/[\u007F-\u009F\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

const heldMs = 25
let held: { readonly at: number; readonly line: LogLine }[] = []
const write = () => {
  const text = held.map(({ at, line }) => `${escapeLine(JSON.stringify({ at: new Date(at).toISOString(), ...line }))}\n`).join('')
  held = []
  if (text !== '') process.stderr.write(text)
}
process.on('exit', write)

/** Lines are made and written a few at a time, when nobody waits: a write to a terminal or a file holds every request up until it is done. */
export const logToStderr: Log = (line) => {
  if (held.push({ at: Date.now(), line }) === 1) setTimeout(write, heldMs).unref()
}

/** An upstream of which every request is written down, the proxy's own ones too. */
export const logged = (upstream: Upstream, log: Log): Upstream => ({
  ...upstream,
  async call(call) {
    const started = performance.now()
    const line = (status: number | null, bytes: number, note?: string) =>
      log({ method: call.method, route: call.route, status, ms: Math.round(performance.now() - started), bytes, ...(note === undefined ? {} : { note }) })
    try {
      const answer = await upstream.call(call)
      line(answer.status, answer.body.length)
      return answer
    } catch (error) {
      line(null, 0, error instanceof UpstreamError ? `failed, accepted: ${error.accepted}` : 'failed')
      throw error
    }
  },
})
