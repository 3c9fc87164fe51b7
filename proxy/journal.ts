/** The journal: what was sent to JumpCloud, on disk before it leaves and after it is answered; no row data, ever. */
import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

type SendMethod = 'POST' | 'PATCH'

/** One line of the file. `seen`: the key is known. `sending`: the first byte is about to leave. The rest are ends. */
type Line =
  | {
      readonly kind: 'seen'
      readonly key: string
      readonly at: number
      readonly method: SendMethod
      readonly body: string
      readonly users: number
      readonly organizationId: string
      readonly upstream: string
    }
  | { readonly kind: 'sending'; readonly key: string; readonly at: number }
  | { readonly kind: 'answered'; readonly key: string; readonly at: number; readonly status: number; readonly jobId: string | null }
  /** Proven that nothing was accepted: the key may be used again with the same body. */
  | { readonly kind: 'not-accepted'; readonly key: string; readonly at: number; readonly status: number | null }

export interface Submission {
  readonly key: string
  readonly state: 'never-seen' | 'not-sent' | 'sent-without-answer' | 'answered'
  readonly running: boolean
  readonly method: SendMethod | null
  readonly organizationId: string | null
  readonly upstream: string
  readonly users: number | null
  readonly seenAt: number | null
  readonly sentAt: number | null
  readonly answeredAt: number | null
  readonly status: number | null
  readonly jobId: string | null
}

interface Entry extends Omit<Submission, 'running'> {
  readonly body: string
}

interface SendFacts {
  readonly key: string
  readonly method: SendMethod
  readonly body: Buffer
  readonly users: number
  readonly organizationId: string
}

/** What may be done with a key. */
export type Claim =
  | { readonly kind: 'send' }
  | { readonly kind: 'running' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'replay'; readonly status: number; readonly jobId: string | null }
  | { readonly kind: 'unknown' }

export interface Journal {
  claim(send: SendFacts): Claim
  markSending(key: string): void
  markAnswered(key: string, status: number, jobId: string | null): void
  markNotAccepted(key: string, status: number | null): void
  /** The send is over, however it ended. */
  release(key: string): void
  get(key: string): Submission
  list(): Submission[]
  close(): void
}

/** The two calls on which everything rests; tests let them fail. */
export interface Disk {
  append(file: number, text: string): void
  sync(file: number): void
}
const realDisk: Disk = {
  append: (file, text) => {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
  },
  sync: fsyncSync,
}

export function openJournal(dataDir: string, upstream: string, now: () => number = Date.now, disk: Disk = realDisk): Journal {
  const secret = readSecret(dataDir)
  const path = join(dataDir, 'journal.jsonl')
  const entries = new Map<string, Entry>()
  let needsNewline = false
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8')
    needsNewline = text !== '' && !text.endsWith('\n')
    for (const line of text.split('\n')) apply(entries, parseLine(line))
  }
  const file = openSync(path, 'a', 0o600)
  const running = new Set<string>()

  /** On disk before it returns; if that fails it throws, and nothing may be sent. */
  const write = (line: Line) => {
    // A torn last line, from a power cut or a full disk, is left as it is and ended first, so that it spoils no other.
    const text = `${needsNewline ? '\n' : ''}${JSON.stringify(line)}\n`
    needsNewline = true
    disk.append(file, text)
    needsNewline = false
    disk.sync(file)
    apply(entries, line)
  }
  const get = (key: string): Submission => {
    const entry = entries.get(key)
    if (entry === undefined)
      return {
        key,
        state: 'never-seen',
        running: running.has(key),
        method: null,
        organizationId: null,
        upstream,
        users: null,
        seenAt: null,
        sentAt: null,
        answeredAt: null,
        status: null,
        jobId: null,
      }
    const { body: _, ...shown } = entry
    return { ...shown, running: running.has(key) }
  }

  return {
    claim({ key, method, body, users, organizationId }) {
      const print = createHmac('sha256', secret).update(`${upstream}\n${organizationId}\n${method}\n`).update(body).digest('hex')
      const known = entries.get(key)
      if (known !== undefined && known.body !== print) return { kind: 'changed' }
      if (running.has(key)) return { kind: 'running' }
      if (known?.state === 'answered') return { kind: 'replay', status: known.status ?? 200, jobId: known.jobId }
      if (known?.state === 'sent-without-answer') return { kind: 'unknown' }
      running.add(key)
      try {
        if (known === undefined) write({ kind: 'seen', key, at: now(), method, body: print, users, organizationId, upstream })
      } catch (error) {
        running.delete(key)
        throw error
      }
      return { kind: 'send' }
    },
    markSending: (key) => write({ kind: 'sending', key, at: now() }),
    markAnswered: (key, status, jobId) => write({ kind: 'answered', key, at: now(), status, jobId }),
    markNotAccepted: (key, status) => write({ kind: 'not-accepted', key, at: now(), status }),
    release: (key) => void running.delete(key),
    get,
    list: () => [...entries.keys()].map(get),
    close: () => closeSync(file),
  }
}

function apply(entries: Map<string, Entry>, line: Line | null) {
  if (line === null) return
  if (line.kind === 'seen') {
    const { key, method, body, users, organizationId, upstream, at } = line
    entries.set(key, {
      key,
      state: 'not-sent',
      method,
      body,
      users,
      organizationId,
      upstream,
      seenAt: at,
      sentAt: null,
      answeredAt: null,
      status: null,
      jobId: null,
    })
    return
  }
  const before = entries.get(line.key)
  if (before === undefined) return
  if (line.kind === 'sending') entries.set(line.key, { ...before, state: 'sent-without-answer', sentAt: line.at })
  else if (line.kind === 'answered') entries.set(line.key, { ...before, state: 'answered', answeredAt: line.at, status: line.status, jobId: line.jobId })
  else entries.set(line.key, { ...before, state: 'not-sent', status: line.status })
}

/** A line that is not whole is ignored: it was never promised. */
function parseLine(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text)
    return typeof line === 'object' && line !== null && 'kind' in line && 'key' in line && typeof line.key === 'string' ? (line as Line) : null
  } catch {
    return null
  }
}

/** A key of this machine, so that the journal's prints of bodies tell nobody else anything. */
function readSecret(dataDir: string): Buffer {
  const path = join(dataDir, 'journal.key')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 })
  return readFileSync(path)
}
