/** JumpCloud's results of a job: what their words mean, and whose they are. */
import type { WireWorkResult } from '../wire.ts'
import type { LedgerRow } from './ledger.ts'

export type ResultState = 'pending' | 'succeeded' | 'flagged' | 'failed' | 'unknown'

/** A result as it was read. `odd` is what of it has a form that nobody has documented, as it came; then its words decide nothing. */
export interface ReadResult extends WireWorkResult {
  readonly odd?: string
}

/** `pending` and `finished` are observed; the others are what such words plainly say (inferred). Any further word is unknown. */
const pendingWords = new Set(['pending', 'queued', 'processing', 'running', 'inprogress', 'started', 'waiting', 'created'])
const failedWords = new Set(['failed', 'failure', 'error', 'errored', 'rejected'])

/** Rule 4: `finished` without a message is succeeded, with one succeeded and flagged. A result in an odd form is pending or unknown. */
export function classifyResult({ status, statusMsg, odd }: ReadResult): ResultState {
  const word = (status ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')
  if (pendingWords.has(word)) return 'pending'
  if (odd !== undefined) return 'unknown'
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

/** Whom a result names: the user in its `meta`, under a name of its own or flat. */
export function userOf({ meta }: ReadResult): { readonly id?: string; readonly username?: string; readonly email?: string } {
  const { id, _id, username, email } = meta?.systemUser ?? meta ?? {}
  const named = Object.entries({ id: id ?? _id, username, email }).filter(([, text]) => text !== undefined && text !== null)
  return Object.fromEntries(named)
}

const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

/** Results by row key, joined by id, then username, then email, never by place. A result that names two different rows names none. */
export function joinResults(rows: readonly LedgerRow[], results: readonly ReadResult[]): { byRow: Map<string, JoinedResult>; strangers: ReadResult[] } {
  const index = {
    id: new Map(rows.filter(({ userId }) => userId !== null).map((row) => [fold(row.userId ?? ''), row.key])),
    username: new Map(rows.filter(({ username }) => username !== '').map((row) => [fold(row.username), row.key])),
    email: new Map(rows.filter(({ email }) => email !== '').map((row) => [fold(row.email), row.key])),
  }
  const found = new Map<string, { readonly result: ReadResult; readonly at: string }>()
  const strangers: ReadResult[] = []
  for (const result of results) {
    const { id, username, email } = userOf(result)
    const key = index.id.get(fold(id)) ?? index.username.get(fold(username)) ?? index.email.get(fold(email))
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
function supersedes(next: ReadResult, nextAt: string, before: ReadResult, beforeAt: string): boolean {
  const pendingBefore = classifyResult(before) === 'pending'
  const pendingNext = classifyResult(next) === 'pending'
  return pendingBefore === pendingNext ? nextAt > beforeAt : pendingBefore
}

function joined(result: ReadResult): JoinedResult {
  const message = messageOf(result)
  return { state: classifyResult(result), status: result.status ?? null, message: message === '' ? null : message, userId: userOf(result).id ?? null }
}

/** JumpCloud's words; of a result in an odd form also what is odd in it. */
export const messageOf = ({ statusMsg = '', odd }: ReadResult): string =>
  odd === undefined ? statusMsg : [statusMsg, `JumpCloud’s result has an undocumented form: ${odd}`].filter((text) => text.trim() !== '').join(' · ')

/** Whether a read holds every row exactly once (rule 11): then it needs no second look. */
export function readIsComplete(rows: readonly LedgerRow[], results: readonly ReadResult[]): boolean {
  const { byRow, strangers } = joinResults(rows, results)
  return strangers.length === 0 && byRow.size === rows.length && results.length === rows.length
}
