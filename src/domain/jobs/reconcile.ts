/** What the directory proves about a user whose send has no clear answer, or whose result is to be read back. */
import type { RowKey } from '../packed/row.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '../wire.ts'
import { IllegalMove } from './illegal-move.ts'
import { counted } from '../count.ts'
import { batchOf, moveBatch, recordNote } from './ledger.ts'
import { rowState, type Batch, type Job, type LedgerRow, type Look } from './ledger-model.ts'
import { isToBeLookedUp } from './next-step.ts'
import { differencesOf, normalizedNames, readableNames, sentenceOf } from './read-back.ts'

export interface Finding {
  readonly kind: 'applied' | 'differs' | 'not-applied' | 'cannot-tell'
  readonly userId: string | null
  readonly evidence: string
}

/** What was sent for a user and what the directory held before; never with a secret. */
export interface Sent {
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** Names of what was sent beside it and is not kept. */
  readonly secrets: readonly string[]
  readonly before: SystemUser | null
}

const noProof = 'What was sent is no longer stored in this browser, so it cannot be compared. Check the user in the directory.'
/** JumpCloud's clock and this one may differ by this much without harm. */
const clockSkewMs = 10 * 60_000

/** Nobody can read one back, so it is never said to be there. */
const butThePassword = (sent: Sent | undefined): string => (sent?.secrets.includes('password') === true ? '; the password cannot be read back' : '')

const normalized = (sent: Sent | undefined, user: SystemUser): string => {
  const names = sent === undefined ? [] : normalizedNames(sent.payload, user)
  return names.length === 0 ? '' : ` (normalized by JumpCloud: ${names.join(', ')})`
}

/** `users` are those whom the row's username and email name in the directory now. A user made before the send is somebody else's. */
export function findCreated(sent: Sent | undefined, users: readonly SystemUser[], sentAt: number): Finding {
  const [user, other] = users
  if (user === undefined) return { kind: 'not-applied', userId: null, evidence: 'No user in the directory has this username or email address.' }
  const userId = user.id ?? user._id ?? null
  if (other !== undefined)
    return { kind: 'not-applied', userId: null, evidence: 'Username and email address belong to two different users, so no user was created.' }
  const differences = sent === undefined ? null : differencesOf(sent.payload, user)
  // The values decide before the time: clocks are wrong more often than a stranger has every value of ours.
  if (differences?.length === 0)
    return { kind: 'applied', userId, evidence: `Found in the directory, with every value that was sent${normalized(sent, user)}${butThePassword(sent)}.` }
  const created = Date.parse(user.created ?? '')
  if (!Number.isNaN(created) && created < sentAt - clockSkewMs)
    return { kind: 'not-applied', userId, evidence: `A user of this name has existed since ${user.created ?? ''}, before this was sent.` }
  return { kind: 'differs', userId, evidence: differences === null ? noProof : `Found in the directory, but different: ${sentenceOf(differences)}` }
}

export function findUpdated(sent: Sent | undefined, user: SystemUser | undefined): Finding {
  if (user === undefined) return { kind: 'not-applied', userId: null, evidence: 'This user is no longer in the directory.' }
  const userId = user.id ?? user._id ?? null
  if (sent === undefined) return { kind: 'cannot-tell', userId, evidence: noProof }
  if (readableNames(sent.payload).length === 0)
    return { kind: 'cannot-tell', userId, evidence: 'Only a password was sent, and a password cannot be read back.' }
  const differences = differencesOf(sent.payload, user)
  if (differences.length === 0)
    return { kind: 'applied', userId, evidence: `The directory holds every value that was sent${normalized(sent, user)}${butThePassword(sent)}.` }
  const changed = sent.before === null ? [] : differencesOf(sent.payload, sent.before)
  return changed.length === differences.length && changed.every(({ name, found }) => differences.some((each) => each.name === name && each.found === found))
    ? { kind: 'not-applied', userId, evidence: `The directory is as it was before the send: ${sentenceOf(differences)}` }
    : { kind: 'differs', userId, evidence: `The directory matches neither the old nor the sent values: ${sentenceOf(differences)}` }
}

/** A job may be queued upstream long after its answer was lost; a settled one is only late for a moment. */
const quietAfterMs: Partial<Record<Batch['state'], number>> = { unknown: 10 * 60_000, settled: 60_000 }
const sameForMs = 60_000

/** Waits between looks, milliseconds; the last one repeats. */
const lookAfterMs = [5_000, 15_000, 30_000, 60_000, 120_000, 240_000, 300_000] as const
export const nextLookMs = (looks: number): number => lookAfterMs[Math.min(looks, lookAfterMs.length - 1)] ?? 300_000

/**
 * Takes in one look at the directory. Who holds what was sent is verified at once; anything else only counts once two looks at least a minute
 * apart agree and the batch has been watched for ten minutes (an unknown one) or one (a settled one): "not found" may mean "not yet".
 */
export function recordLook(job: Job, key: string, findings: ReadonlyMap<RowKey, Finding>, waitedMs: number, at: number): Job {
  const batch = batchOf(job, key)
  const print = batch.rows
    .filter((row) => isToBeLookedUp(batch, row))
    .map((row) => findings.get(row.key)?.kind ?? '-')
    .join(' ')
  const look = nextLook(batch, print, waitedMs, at)
  const rows = batch.rows.map((row) => (isToBeLookedUp(batch, row) ? seen(batch, row, findings.get(row.key), look.isQuiet) : row))
  const isOpen = rows.some((row) => rowState(batch, row) === 'unknown')
  return moveBatch(job, key, batch.state === 'unknown' && !isOpen ? 'settled' : batch.state, { rows, look })
}

function nextLook({ look, state }: Batch, print: string, waitedMs: number, at: number): Look {
  const watchedMs = (look?.watchedMs ?? 0) + waitedMs
  const sameMs = look !== null && look.print === print ? look.sameMs + waitedMs : 0
  return { at, watchedMs, sameMs, print, isQuiet: watchedMs >= (quietAfterMs[state] ?? 0) && sameMs >= sameForMs }
}

function seen(batch: Batch, row: LedgerRow, finding: Finding | undefined, isQuiet: boolean): LedgerRow {
  if (finding === undefined) return row
  const { kind, evidence } = finding
  const userId = finding.userId ?? row.userId
  if (kind === 'applied') return { ...row, outcome: 'verified', userId, evidence }
  if (!isQuiet || row.outcome === 'failed') return { ...row, evidence }
  if (kind === 'differs') return { ...row, outcome: 'differs', userId, evidence }
  // Reported as finished, and the directory does not show it.
  if (rowState(batch, row) !== 'unknown' && kind === 'not-applied') return { ...row, outcome: 'differs', evidence }
  return { ...row, evidence }
}

/**
 * The directory could not be read for so long that it is not waited for any more. It has proven nothing: a success with a message that was to be
 * checked is unknown, and everything else stays what JumpCloud's results said.
 */
export function recordUnread(job: Job, key: string, reason: string, at: number): Job {
  const batch = batchOf(job, key)
  const evidence = `The directory could not be read to check: ${reason}`
  const rows = batch.rows.map((row): LedgerRow => {
    if (!isToBeLookedUp(batch, row)) return row
    return { ...row, evidence, outcome: row.outcome === 'flagged' ? 'unknown' : row.outcome }
  })
  return moveBatch(job, key, batch.state, { rows, look: { at, watchedMs: 0, sameMs: 0, print: '', isQuiet: true, unread: reason } })
}

/** What the looks came to, once they are over; null before. The users still unknown wait for the administrator's word. */
export function findingOf(batch: Batch): 'not-applied' | 'mixed' | 'unread' | 'cannot-tell' | null {
  if (batch.look?.isQuiet !== true || !batch.rows.some((row) => rowState(batch, row) === 'unknown')) return null
  if (batch.look.unread !== undefined) return 'unread'
  if (batch.look.print.split(' ').every((kind) => kind === 'cannot-tell')) return 'cannot-tell'
  return batch.rows.some((row) => rowState(batch, row) === 'verified' || rowState(batch, row) === 'differs') ? 'mixed' : 'not-applied'
}

/** On the administrator's word: the users still unknown go out again, under a new key. */
export function recordSendAgain(job: Job, key: string, newKey: string, at: number): Job {
  const batch = batchOf(job, key)
  const finding = findingOf(batch)
  if (finding === null || finding === 'unread') throw new IllegalMove('Only users who were looked up long enough can be sent again.', batch.state, null)
  const isGoing = (row: LedgerRow) => rowState(batch, row) === 'unknown'
  const going = batch.rows.filter(isGoing).map(({ evidence: _, ...row }): LedgerRow => ({ ...row, outcome: null, message: null, status: null }))
  const rest: Batch = { ...batch, state: 'settled', rows: batch.rows.filter((row) => !isGoing(row)), settledAt: at }
  const again: Batch = {
    ...batch,
    key: newKey,
    state: 'prepared',
    rows: going,
    jobId: null,
    reason: null,
    sentAt: null,
    settledAt: null,
    look: null,
    earlierKey: key,
    firstSentAt: batch.firstSentAt ?? batch.sentAt,
  }
  return { ...job, version: job.version + 1, stopRequested: false, batches: [...job.batches.map((each) => (each === batch ? rest : each)), again] }
}

export const markedByYou = 'Marked as failed by you.'

/** On the administrator's word: the users still unknown were not done. */
export function recordNotDone(job: Job, key: string): Job {
  const batch = batchOf(job, key)
  if (findingOf(batch) === null) throw new IllegalMove('Only users who were looked up long enough can be marked as failed.', batch.state, null)
  const rows = batch.rows.map((row): LedgerRow =>
    rowState(batch, row) === 'unknown' ? { ...row, outcome: 'failed', evidence: `${markedByYou} ${row.evidence ?? ''}`.trim() } : row,
  )
  return moveBatch(job, key, 'settled', { rows })
}

/**
 * On the administrator's word: whoever is still unknown, or was not found as sent, is checked again, in JumpCloud's results where there are any, and
 * in the directory, which may have been late.
 */
export function requestCheckAgain(job: Job, now: number): Job {
  const again = (batch: Batch): Batch => {
    const isOpen = (row: LedgerRow) => rowState(batch, row) === 'unknown' || row.outcome === 'differs'
    if (!batch.rows.some(isOpen)) return batch
    const rows = batch.rows.map((row): LedgerRow => (row.outcome === 'differs' ? { ...row, outcome: 'unknown', mustVerify: true } : row))
    return batch.state === 'settled' && batch.jobId !== null
      ? { ...batch, rows, state: 'accepted', settledAt: null, look: null }
      : { ...batch, rows, look: null }
  }
  const asked = job.batches.reduce((sum, batch) => sum + batch.rows.filter((row) => rowState(batch, row) === 'unknown' || row.outcome === 'differs').length, 0)
  return recordNote({ ...job, batches: job.batches.map(again) }, now, `Checking ${counted(asked, 'user')} again in the directory.`)
}

/** On the administrator's word: everybody who has succeeded is read back and compared. */
export function requestVerify(job: Job, now: number): Job {
  const isAsked = ({ outcome }: LedgerRow) => outcome === 'succeeded' || outcome === 'flagged'
  // Whoever was read back before is not counted among those who are read now.
  const rowFor = ({ mustVerify: _, ...row }: LedgerRow): LedgerRow => (isAsked(row) ? { ...row, mustVerify: true } : row)
  const marked = (batch: Batch): Batch => ({ ...batch, rows: batch.rows.map(rowFor), ...(batch.rows.some(isAsked) ? { look: null } : {}) })
  const asked = job.batches.reduce((sum, { rows }) => sum + rows.filter(isAsked).length, 0)
  return recordNote(
    { ...job, batches: job.batches.map(marked) },
    now,
    `Reading ${counted(asked, 'user')} back from the directory, to compare them with what was sent.`,
  )
}
