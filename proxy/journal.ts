/** The journal: what was sent to JumpCloud, on disk before it leaves and after it is answered; no row data, ever. */
import { createHmac } from 'node:crypto'
import { openJournalFile, realDisk, type Disk, type Fact, type Placed, type SendMethod } from './journal-file.ts'
import { readJournalKey } from './journal-key.ts'

export type { Disk } from './journal-file.ts'

/**
 * never-seen: no line names the key. registered: the browser was about to send. sent-without-answer: the first byte was about to leave. answered and
 * not-accepted: how it ended. Only `not-accepted` proves that nothing was taken.
 */
export type SubmissionState = 'never-seen' | 'registered' | 'sent-without-answer' | 'answered' | 'not-accepted'

export interface Submission {
  readonly key: string
  readonly state: SubmissionState
  readonly running: boolean
  /** Which journal this is: another id is another file, or the same one begun again. */
  readonly journal: string
  /** Place of the last registered try of this key in the journal; null where there is none. */
  readonly tryAt: number | null
  /** The try was registered by this process, which has seen everything since. */
  readonly isThisRun: boolean
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

interface Entry extends Omit<Submission, 'running' | 'journal'> {
  /** Digest of the body that was sent first under this key; null before. */
  readonly body: string | null
}

interface SendFacts {
  readonly key: string
  readonly method: SendMethod
  readonly body: Buffer
  readonly users: number
  readonly organizationId: string
  /** The try under which the browser stored its intent; null where the caller registers nothing. */
  readonly tryAt: number | null
}

/** What may be done with a key. */
export type Claim =
  | { readonly kind: 'send' }
  | { readonly kind: 'running' }
  | { readonly kind: 'changed' }
  /** Another try of the key was registered since. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'replay'; readonly status: number; readonly jobId: string | null }
  | { readonly kind: 'unknown' }

export interface Journal {
  readonly id: string
  /** Lines that cannot be vouched for; empty for a journal that is whole. */
  readonly damaged: readonly number[]
  /** Registers that a send under this key is about to begin, and answers the place of the try; one that has ended keeps its own. */
  register(key: string): { readonly journal: string; readonly tryAt: number }
  claim(send: SendFacts): Claim
  markSending(key: string): void
  markAnswered(key: string, status: number, jobId: string | null): void
  markNotAccepted(key: string, status: number | null): void
  /** The send is over, however it ended. */
  release(key: string): void
  get(key: string): Submission
  list(): Submission[]
  /** Writes a line, so that a disk that takes none is found before anything depends on it. */
  check(): void
  close(): void
}

const nothing = {
  state: 'never-seen',
  tryAt: null,
  isThisRun: false,
  method: null,
  organizationId: null,
  users: null,
  seenAt: null,
  sentAt: null,
  answeredAt: null,
  status: null,
  jobId: null,
} as const

export function openJournal(dataDir: string, upstream: string, now: () => number = Date.now, disk: Disk = realDisk): Journal {
  const file = openJournalFile(dataDir, now, disk)
  const secret = readJournalKey(dataDir)
  const entries = new Map<string, Entry>()
  for (const placed of file.facts) apply(entries, placed, false)
  /** What is being sent, with what its mark will say. */
  const running = new Map<string, Fact & { readonly kind: 'sending' }>()

  const write = (fact: Fact): number => {
    const seq = file.write(fact)
    apply(entries, { fact, seq }, true)
    return seq
  }
  const isOver = (key: string) => ['answered', 'sent-without-answer'].includes(entries.get(key)?.state ?? '')
  const register = (key: string, facts: { method: SendMethod; users: number; organizationId: string } | null): number =>
    write({ kind: 'try', key, at: now(), upstream, ...(facts ?? { method: null, users: null, organizationId: null }) })
  const get = (key: string): Submission => {
    const { body: _, ...shown } = entries.get(key) ?? { key, upstream, body: null, ...nothing }
    return { ...shown, journal: file.id, running: running.has(key) }
  }

  return {
    id: file.id,
    damaged: file.damaged,
    register: (key) => ({ journal: file.id, tryAt: isOver(key) || running.has(key) ? (entries.get(key)?.tryAt ?? 0) : register(key, null) }),
    claim({ key, method, body, users, organizationId, tryAt }) {
      const print = createHmac('sha256', secret).update(`${upstream}\n${organizationId}\n${method}\n`).update(body).digest('hex')
      const known = entries.get(key)
      if (known?.body != null && known.body !== print) return { kind: 'changed' }
      if (running.has(key)) return { kind: 'running' }
      if (known?.state === 'answered') return { kind: 'replay', status: known.status ?? 200, jobId: known.jobId }
      if (known?.state === 'sent-without-answer') return { kind: 'unknown' }
      if (tryAt !== null && known?.tryAt !== tryAt) return { kind: 'overtaken' }
      if (tryAt === null) register(key, { method, users, organizationId })
      running.set(key, { kind: 'sending', key, at: 0, body: print, method, users, organizationId })
      return { kind: 'send' }
    },
    markSending(key) {
      const fact = running.get(key)
      if (fact === undefined) throw new Error('Only a claimed key is sent.')
      write({ ...fact, at: now() })
    },
    markAnswered: (key, status, jobId) => void write({ kind: 'answered', key, at: now(), status, jobId }),
    markNotAccepted: (key, status) => void write({ kind: 'not-accepted', key, at: now(), status }),
    release: (key) => void running.delete(key),
    get,
    list: () => [...entries.keys()].map(get),
    check: () => void file.write({ kind: 'opened', at: now() }),
    close: () => file.close(),
  }
}

/** `isThisRun`: the line was written by this process, and was not read from the file. */
function apply(entries: Map<string, Entry>, { fact, seq }: Placed, isThisRun: boolean) {
  const { key, at } = fact
  const before: Entry = entries.get(key) ?? { key, upstream: 'upstream' in fact ? fact.upstream : '', body: null, ...nothing }
  switch (fact.kind) {
    case 'try': {
      const { method, users, organizationId, upstream } = fact
      const facts = { method: method ?? before.method, users: users ?? before.users, organizationId: organizationId ?? before.organizationId }
      const body = 'body' in fact && typeof fact.body === 'string' ? fact.body : before.body
      entries.set(key, { ...before, ...facts, upstream, body, state: 'registered', tryAt: seq, isThisRun, seenAt: before.seenAt ?? at })
      return
    }
    case 'sending': {
      const { body = before.body, method = before.method, users = before.users, organizationId = before.organizationId } = fact as Partial<typeof fact>
      entries.set(key, { ...before, body, method, users, organizationId, state: 'sent-without-answer', sentAt: at })
      return
    }
    case 'answered':
      entries.set(key, { ...before, state: 'answered', answeredAt: at, status: fact.status, jobId: fact.jobId })
      return
    case 'not-accepted':
      entries.set(key, { ...before, state: 'not-accepted', status: fact.status })
  }
}
