/** One structured line an upstream request; no row values, and nothing that could end the line early. */

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

export const logToStderr: Log = (line) => {
  process.stderr.write(`${escapeLine(JSON.stringify({ at: new Date().toISOString(), ...line }))}\n`)
}
