/** The journal's file: lines in one chain, each with its place and a digest of itself and of the line before; what is damaged is found, and never guessed at. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { closeSync, constants, fstatSync, fsyncSync, lstatSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'
import { readJournalKey } from './journal-key.ts'

export type SendMethod = 'POST' | 'PATCH'

/** What a line says of a submission. `try`: the browser is about to send. `sending`: the first byte is about to leave. The rest are ends. */
export type Fact =
  | {
      readonly kind: 'try'
      readonly key: string
      readonly at: number
      readonly method: SendMethod | null
      readonly users: number | null
      readonly organizationId: string | null
      readonly upstream: string
    }
  | {
      readonly kind: 'sending'
      readonly key: string
      readonly at: number
      readonly body: string
      readonly method: SendMethod
      readonly users: number
      readonly organizationId: string
    }
  | { readonly kind: 'answered'; readonly key: string; readonly at: number; readonly status: number; readonly jobId: string | null }
  /** Proven that nothing was accepted: the key may be used again with the same body. */
  | { readonly kind: 'not-accepted'; readonly key: string; readonly at: number; readonly status: number | null }

/** What a line says of the file itself. `journal` begins the chain and names it; `torn` excuses the unfinished line before it. */
type Mark =
  | { readonly kind: 'journal'; readonly id: string; readonly at: number; readonly before: string; readonly lines: number }
  | { readonly kind: 'opened' | 'torn'; readonly at: number }

export type Line = Fact | Mark
export interface Placed {
  readonly fact: Fact
  /** Place in the chain; null in a journal of the form before there was one. */
  readonly seq: number | null
}

/** The two calls on which everything rests; tests let them fail. */
export interface Disk {
  append(file: number, text: string): void
  sync(file: number): void
}
export const realDisk: Disk = {
  append: (file, text) => {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
  },
  sync: fsyncSync,
}

export interface JournalFile {
  readonly id: string
  /** Line numbers of the file that cannot be vouched for. */
  readonly damaged: readonly number[]
  readonly facts: readonly Placed[]
  /** On disk before it returns, with its place in the chain; throws where that fails, and then nothing may be sent. */
  write(line: Fact | { readonly kind: 'opened'; readonly at: number }): number
  close(): void
}

const kinds = new Set(['try', 'sending', 'answered', 'not-accepted'])
const isFact = (line: unknown): line is Fact =>
  typeof line === 'object' && line !== null && 'kind' in line && kinds.has(String(line.kind)) && 'key' in line && typeof line.key === 'string'

export function openJournalFile(dataDir: string, now: () => number, disk: Disk): JournalFile {
  const path = join(dataDir, 'journal.jsonl')
  const secret = readJournalKey(dataDir)
  const file = openFile(path)
  const text = readFileSync(path, 'utf8')
  const found = readChain(text, secret)
  let { seq, mac } = found
  let isTorn = text !== '' && !text.endsWith('\n')

  const append = (line: Line): number => {
    requireSameFile(path, file)
    const next = seq + 1
    const content = JSON.stringify({ ...line, seq: next, prev: mac }).slice(0, -1)
    const digest = macOf(secret, content)
    disk.append(file, `${content},"mac":"${digest}"}\n`)
    disk.sync(file)
    seq = next
    mac = digest
    return next
  }
  /** A torn line, from a power cut or a full disk, is left as it is; the line behind it says so. */
  const write = (line: Line): number => {
    if (isTorn) {
      requireSameFile(path, file)
      disk.append(file, '\n')
      isTorn = false
      append({ kind: 'torn', at: now() })
    }
    try {
      return append(line)
    } catch (error) {
      isTorn = true
      throw error
    }
  }

  let { id } = found
  if (id === null) {
    id = randomUUID()
    write({ kind: 'journal', id, at: now(), before: digestOf(isTorn ? `${text}\n` : text), lines: found.facts.length })
  }
  return { id, damaged: found.damaged, facts: found.facts, write, close: () => closeSync(file) }
}

/** A plain file of this folder, and nothing that could block, grow elsewhere or be somebody else's. */
function openFile(path: string): number {
  const what = `The journal ${path}`
  try {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found !== undefined && !found.isFile())
      throw new ConfigError(`${what} is not a plain file. Move it away, or set ROLLCALL_DATA_DIR to another folder, and start again.`)
    const noFollow = constants.O_NOFOLLOW ?? 0
    return openSync(path, constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | noFollow, 0o600)
  } catch (error) {
    throw error instanceof ConfigError ? error : cannotWrite(what, error)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
}

export function cannotWrite(what: string, error: unknown): ConfigError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new ConfigError(`${what} cannot be written: ${reasons[code] ?? (code || 'the disk failed')}. Nothing is sent without it. Mend that and start again.`)
}

/** The folder may be removed, or another put in its place, while we run: what is written then protects nothing. */
export class JournalGone extends Error {}

function requireSameFile(path: string, file: number) {
  const here = statSync(path, { throwIfNoEntry: false })
  const ours = fstatSync(file)
  if (here === undefined || here.ino !== ours.ino || here.dev !== ours.dev)
    throw new JournalGone('The data directory was removed or replaced while Rollcall was running. Stop Rollcall, put the directory back and start again.')
}

const macOf = (secret: Buffer, content: string): string => createHmac('sha256', secret).update(content).digest('base64url').slice(0, 22)
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

interface Chain {
  readonly id: string | null
  readonly seq: number
  readonly mac: string
  readonly facts: readonly Placed[]
  readonly damaged: readonly number[]
}

interface Chained {
  readonly line: Line & { readonly seq: number; readonly prev: string }
  readonly mac: string
}

/** A line whose own digest is right, whatever stands around it. */
function readLine(text: string, secret: Buffer): Chained | null {
  const [, content, mac] = /^(\{.*),"mac":"([\w-]{22})"\}$/s.exec(text) ?? []
  if (content === undefined || mac === undefined || macOf(secret, content) !== mac) return null
  return { line: JSON.parse(`${content}}`) as Chained['line'], mac }
}

function readChain(text: string, secret: Buffer): Chain {
  const lines = text.split('\n')
  const tail = lines.pop() ?? ''
  const read = lines.map((line) => readLine(line, secret))
  const first = read.findIndex((each) => each?.line.kind === 'journal')
  const earlier = readEarlierForm(first < 0 ? lines : lines.slice(0, first))
  if (first < 0) return { id: null, seq: 0, mac: '', ...earlier }
  const begin = read[first]?.line
  const before = lines
    .slice(0, first)
    .map((line) => `${line}\n`)
    .join('')
  const damaged: number[] = [...earlier.damaged, ...(begin?.kind === 'journal' && begin.before === digestOf(before) ? [] : [first + 1])]
  const facts: Placed[] = [...earlier.facts]
  let seq = (begin?.seq ?? 1) - 1
  let mac = begin?.prev ?? ''
  for (let nth = first; nth < lines.length; nth += 1) {
    const each = read[nth]
    const isExcused = read[nth + 1]?.line.kind === 'torn'
    if (each == null) {
      if (!isExcused) damaged.push(nth + 1)
      continue
    }
    const { line } = each
    if (line.seq !== seq + 1 || line.prev !== mac) damaged.push(nth + 1)
    if (isFact(line)) facts.push({ fact: line, seq: line.seq })
    else if (!['journal', 'opened', 'torn'].includes(line.kind)) damaged.push(nth + 1)
    seq = Math.max(seq, line.seq)
    mac = each.mac
  }
  // What is torn at the very end was never promised; that the next start says so too makes it no damage.
  return { id: begin?.kind === 'journal' ? begin.id : null, seq, mac, facts, damaged: tail.includes('\u0000') ? [...damaged, lines.length + 1] : damaged }
}

/** The form that had no chain, taken over once: `seen` said that a key was known. Lines of a chain that has lost its beginning, or its key, are no such lines. */
function readEarlierForm(lines: readonly string[]): Pick<Chain, 'facts' | 'damaged'> {
  const damaged = lines.flatMap((line, at) => (line.includes(',"mac":"') || line.includes('\u0000') ? [at + 1] : []))
  const facts = (damaged.length > 0 ? [] : lines).flatMap((text): Placed[] => {
    try {
      const line: unknown = JSON.parse(text)
      if (isFact(line)) return [{ fact: line, seq: null }]
      if (typeof line === 'object' && line !== null && 'kind' in line && line.kind === 'seen') return [{ fact: { ...line, kind: 'try' } as Fact, seq: null }]
      return []
    } catch {
      return []
    }
  })
  return { facts, damaged }
}
