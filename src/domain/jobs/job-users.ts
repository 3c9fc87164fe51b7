/** The users of a job as a table shows them: those that it sends, in any phase, and the rows of its draft that it does not; found, filtered and sorted. */
import { hasFileLines } from '../draft/origin.ts'
import type { RowKey } from '../packed/row.ts'
import { actionOf, type Action } from '../plan/actions.ts'
import { goodStates, type AllCounts } from './job-counts.ts'
import { rowState, type Batch, type Job, type LedgerRow } from './ledger-model.ts'
import type { UnsentRow } from './unsent.ts'
import { shownStates, type ShownState } from './row-states.ts'

export interface JobUser {
  readonly key: RowKey
  /** Of the file; null where the row is in none. */
  readonly line: number | null
  readonly username: string
  readonly email: string
  readonly userId: string | null
  readonly state: ShownState
  /** Null for a row that is not part of the job. */
  readonly action: Action | null
  /** JumpCloud's words as they came, or ''. */
  readonly message: string
  /** Ours: what the directory showed, or why the row is where it is. */
  readonly evidence: string
  readonly batch: Batch | null
  readonly row: LedgerRow | null
}

const known = new WeakMap<Batch['rows'], { readonly state: Batch['state']; readonly users: readonly JobUser[] }>()

/** Rows are never changed in place, so a batch is gone through again only when it has moved. */
function usersOfBatch(batch: Batch, hasLines: boolean): readonly JobUser[] {
  const before = known.get(batch.rows)
  if (before?.state === batch.state) return before.users
  const users = batch.rows.map((row): JobUser => {
    const message = row.message ?? ''
    return {
      key: row.key,
      line: hasLines ? row.line : null,
      username: row.username,
      email: row.email,
      userId: row.userId,
      state: rowState(batch, row),
      action: actionOf(batch, row),
      message,
      evidence: row.evidence ?? (message === '' ? (batch.reason ?? '') : ''),
      batch,
      row,
    }
  })
  known.set(batch.rows, { state: batch.state, users })
  return users
}

const unsentUser = ({ key, line, username, email, kind, reasons }: UnsentRow): JobUser => ({
  key,
  line,
  username,
  email,
  userId: null,
  state: kind,
  action: null,
  message: '',
  evidence: reasons.join(' '),
  batch: null,
  row: null,
})

export function usersOf({ batches, origin }: Pick<Job, 'batches' | 'origin'>, unsent: readonly UnsentRow[] = []): readonly JobUser[] {
  const hasLines = origin === undefined || hasFileLines(origin)
  return [...batches.flatMap((batch) => usersOfBatch(batch, hasLines)), ...unsent.map((row) => unsentUser(hasLines ? row : { ...row, line: null }))]
}

export const nameOfUser = ({ username, email, userId }: Pick<JobUser, 'username' | 'email' | 'userId'>): string => username || email || userId || 'No name'

/** One state as it is shown, or a group of them. */
export type Show = ShownState | 'all' | 'not-done'

const isGood = (state: ShownState): boolean => (goodStates as readonly ShownState[]).includes(state)
/** Whoever succeeded and has a message, also once verified: to verify takes no note away. */
export const isNoted = ({ state, message }: Pick<JobUser, 'state' | 'message'>): boolean => isGood(state) && message !== ''

/** The state that a user is shown, found, counted and exported under. */
export const stateShown = (user: Pick<JobUser, 'state' | 'message'>): ShownState => (isNoted(user) ? 'flagged' : user.state)

/** The counts of a job under the states that are shown. */
export function countsShown(counts: AllCounts, users: readonly JobUser[]): AllCounts {
  const shown = { ...counts }
  for (const user of users) {
    const state = stateShown(user)
    if (state === user.state) continue
    shown[user.state] -= 1
    shown[state] += 1
  }
  return shown
}

function isShown(user: JobUser, show: Show): boolean {
  if (show === 'all') return true
  if (show === 'not-done') return user.state === 'failed' || user.state === 'refused'
  return stateShown(user) === show
}

export type SortKey = 'line' | 'user' | 'state' | 'message'

const order = new Map(shownStates.map((state, at) => [state, at]))
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const comparisons: Record<SortKey, (a: JobUser, b: JobUser) => number> = {
  line: (a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER),
  user: (a, b) => byText(nameOfUser(a).toLowerCase(), nameOfUser(b).toLowerCase()),
  state: (a, b) => (order.get(stateShown(a)) ?? 0) - (order.get(stateShown(b)) ?? 0),
  message: (a, b) => byText(a.message || a.evidence, b.message || b.evidence),
}

export interface UsersView {
  readonly show: Show
  /** Part of a name, an address, a user id or a line number. */
  readonly find: string
  /** Null is the order of the requests. */
  readonly sort: { readonly key: SortKey; readonly isDescending: boolean } | null
}

export function viewUsers(users: readonly JobUser[], { show, find, sort }: UsersView): readonly JobUser[] {
  const text = find.trim().toLowerCase()
  let found = users
  if (show !== 'all') found = found.filter((user) => isShown(user, show))
  if (text !== '')
    found = found.filter(
      ({ username, email, userId, line }) =>
        username.toLowerCase().includes(text) || email.toLowerCase().includes(text) || userId === text || (line !== null && String(line) === text),
    )
  if (sort === null) return found
  const compare = comparisons[sort.key]
  return found.toSorted((a, b) => (sort.isDescending ? compare(b, a) : compare(a, b)))
}
