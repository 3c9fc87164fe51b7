/** JumpCloud's results of a job: what their words mean, and whose they are. */
import type { WireWorkResult } from '../wire.ts'
import type { LedgerRow } from './ledger.ts'

export type ResultState = 'pending' | 'succeeded' | 'flagged' | 'failed' | 'unknown'

/** `pending` and `finished` are observed; the others are what such words plainly say (inferred). Any further word is unknown. */
const pendingWords = new Set(['pending', 'queued', 'processing', 'running', 'inprogress', 'started', 'waiting', 'created'])
const failedWords = new Set(['failed', 'failure', 'error', 'errored', 'rejected'])

/** Rule 4: `finished` without a message is succeeded, with one succeeded and flagged. */
export function classifyResult({ status, statusMsg }: WireWorkResult): ResultState {
  const word = (status ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')
  if (pendingWords.has(word)) return 'pending'
  if (failedWords.has(word)) return 'failed'
  if ((status ?? '').trim().toLowerCase() === 'finished') return (statusMsg ?? '').trim() === '' ? 'succeeded' : 'flagged'
  return 'unknown'
}

/** What is known about one row after a read: its state, JumpCloud's words, and the user's id where it was named. */
export interface JoinedResult {
  readonly state: ResultState
  readonly status: string | null
  readonly message: string | null
  readonly userId: string | null
}

const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

/** Results by row key, joined by id, then username, then email, never by place. A result that names two different rows names none. */
export function joinResults(rows: readonly LedgerRow[], results: readonly WireWorkResult[]): { byRow: Map<string, JoinedResult>; strangers: WireWorkResult[] } {
  const index = {
    id: new Map(rows.filter(({ userId }) => userId !== null).map((row) => [fold(row.userId ?? ''), row.key])),
    username: new Map(rows.filter(({ username }) => username !== '').map((row) => [fold(row.username), row.key])),
    email: new Map(rows.filter(({ email }) => email !== '').map((row) => [fold(row.email), row.key])),
  }
  const found = new Map<string, { readonly result: WireWorkResult; readonly at: string }>()
  const strangers: WireWorkResult[] = []
  for (const result of results) {
    const user = result.meta?.systemUser
    const key = index.id.get(fold(user?.id ?? user?._id)) ?? index.username.get(fold(user?.username)) ?? index.email.get(fold(user?.email))
    if (key === undefined) {
      strangers.push(result)
      continue
    }
    const at = result.updatedAt ?? result.createdAt ?? ''
    const before = found.get(key)
    if (before === undefined || supersedes(result, at, before.result, before.at)) found.set(key, { result, at })
  }
  const byRow = new Map([...found].map(([key, { result }]) => [key, joined(result)]))
  return { byRow, strangers }
}

/** A terminal word stands against a pending one; of two terminal ones the later counts. */
function supersedes(next: WireWorkResult, nextAt: string, before: WireWorkResult, beforeAt: string): boolean {
  const pendingBefore = classifyResult(before) === 'pending'
  const pendingNext = classifyResult(next) === 'pending'
  return pendingBefore === pendingNext ? nextAt > beforeAt : pendingBefore
}

function joined(result: WireWorkResult): JoinedResult {
  const user = result.meta?.systemUser
  const message = (result.statusMsg ?? '') === '' ? null : (result.statusMsg ?? null)
  return { state: classifyResult(result), status: result.status ?? null, message, userId: user?.id ?? user?._id ?? null }
}

/** Whether a read holds every row exactly once (rule 11): then it needs no second look. */
export function readIsComplete(rows: readonly LedgerRow[], results: readonly WireWorkResult[]): boolean {
  const { byRow, strangers } = joinResults(rows, results)
  return strangers.length === 0 && byRow.size === rows.length && results.length === rows.length
}
