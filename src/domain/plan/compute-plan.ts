/** Everything that a review shows, from the rows, the directory as read and the administrator's choices; done off the main thread. */
import { managerFinder, managerQuestions, type ManagerQuestion } from '../directory/managers.ts'
import { matchRows, userId, type RowMatch } from '../directory/match.ts'
import type { MatchKey } from '../draft/edit.ts'
import type { Omitted } from '../draft/edit.ts'
import { rowPrinter } from '../draft/row-print.ts'
import type { Purpose, RowKey, RowSet } from '../packed/row.ts'
import { validateRows } from '../issues/validate.ts'
import type { SystemUser, WireOrganization } from '../wire.ts'
import { lookAgain, type Seen, type SeenUser } from './drift.ts'
import { planDraft } from './plan.ts'
import { isHeldAsSent, sentRows, type SendAgain, type SentJob } from './sent.ts'
import { summarize, type PlanSummary } from './summary.ts'
import { changesOf, type Change, type Plan, type PlanItem } from './plan-model.ts'

export interface PlanOptions {
  readonly purpose: Purpose
  readonly matchBy: MatchKey
  readonly excluded: readonly RowKey[]
  readonly heldBack: ReadonlyMap<RowKey, string>
  readonly omitted: Omitted
  /** Null where its settings could not be read. */
  readonly organization: WireOrganization | null
  /** The file claims to hold everybody: whoever of the directory is not in it is listed. */
  readonly isComplete: boolean
  /** The jobs of this draft, oldest first. */
  readonly sentJobs?: readonly SentJob[]
  readonly sendAgain?: SendAgain
}

export interface Review {
  readonly plan: Plan
  /** Ids of the users whom no row means; empty unless the file is complete. */
  readonly absent: readonly string[]
  /** What others have changed in the directory since it was first read for this draft, by user id; only fields that the draft has. */
  readonly drift: ReadonlyMap<string, readonly Change[]>
  /** What was seen for the first time now, to be added to `seen`. */
  readonly added: ReadonlyMap<string, SeenUser>
  readonly summary: PlanSummary & { readonly managers: readonly ManagerQuestion[] }
  /** What each row says, in row order, to be kept with a job that sends it. */
  readonly prints: Uint32Array
  readonly validated: Validated
}

/** The issues of rows, kept for the next plan of the same rows: another reading of the directory makes no cell wrong. */
export interface Validated {
  readonly rows: RowSet['rows']
  readonly purpose: Purpose
  /** Rows that were excluded from it. */
  readonly without: ReadonlySet<RowKey>
  readonly issues: ReturnType<typeof validateRows>
}

export function reviewDraft(set: RowSet, users: readonly SystemUser[], seen: Seen, options: PlanOptions, earlier: Validated | null = null): Review {
  const { purpose, matchBy, excluded, heldBack, omitted, organization, isComplete, sentJobs, sendAgain } = options
  const policy = organization?.settings?.passwordPolicy ?? null
  const matches = matchRows(set, users, matchBy)
  const prints = printsOf(set, omitted)
  const places = new Map(prints.length === 0 || sentJobs === undefined ? [] : set.rows.map(({ key }, at) => [key, at] as const))
  const before = sentRows(sentJobs ?? [], (key) => prints[places.get(key) ?? -1] ?? null)
  const again = new Map(Object.entries(sendAgain ?? {}).map(([jobId, keys]) => [jobId, new Set(keys)]))
  const sent = new Map([...before].filter(([key, each]) => isHeldAsSent(each, again.get(each.jobId)?.has(key) === true)))
  const out = new Set(excluded)
  // What was done by an earlier job is in the directory, where a later row finds it.
  const gone = new Set([...out, ...[...sent].flatMap(([key, { state, retry }]) => (state === 'done' || retry !== null ? [key] : []))])
  const validated = isStillValid(earlier, set, purpose, gone)
    ? earlier
    : { rows: set.rows, purpose, without: gone, issues: validateRows(withoutRows(set, gone), purpose) }
  const { issues } = validated
  const plan = planDraft({ set, purpose, users, matches, issues, excluded: out, heldBack, omitted, sent, policy })
  const { drift, added } = lookAgain({ set, purpose, matches, plan, users, seen })
  return {
    plan,
    absent: isComplete ? absentFrom(users, matches) : [],
    drift,
    added,
    summary: {
      ...summarize(plan, drift, organization, before, users),
      managers: set.columns.includes('manager') ? managerQuestions(set, managerFinder(set, users, matches, out), out) : [],
    },
    prints,
    validated,
  }
}

const isStillValid = (earlier: Validated | null, { rows }: RowSet, purpose: Purpose, without: ReadonlySet<RowKey>): earlier is Validated =>
  earlier?.rows === rows && earlier.purpose === purpose && earlier.without.size === without.size && [...without].every((key) => earlier.without.has(key))

/** An excluded row is no duplicate of one that goes: it never counts against another. */
const withoutRows = (set: RowSet, out: ReadonlySet<RowKey>): RowSet => (out.size === 0 ? set : { ...set, rows: set.rows.filter(({ key }) => !out.has(key)) })

function printsOf({ columns, rows }: RowSet, omitted: Omitted): Uint32Array {
  const print = rowPrinter(columns)
  const prints = new Uint32Array(rows.length)
  let at = 0
  for (const row of rows) prints[at++] = print(row, omitted[row.key])
  return prints
}

const names = new Intl.Collator('en')

/** Users whom no row means, by username. */
function absentFrom(users: readonly SystemUser[], matches: ReadonlyMap<RowKey, RowMatch>): string[] {
  const meant = new Set<string>()
  for (const match of matches.values()) {
    if (match.kind === 'one') meant.add(userId(match.user))
    // Whom a row could mean is not absent, even if it is not clear who it is.
    if (match.kind === 'many') for (const user of match.users) meant.add(userId(user))
  }
  // The directory is read in the order of its ids, in which nobody finds a name.
  return users
    .filter((user) => !meant.has(userId(user)))
    .toSorted((a, b) => names.compare(a.username ?? '', b.username ?? ''))
    .map(userId)
}

/** Rows to which something else would happen by the second plan than by the first, where both are of the same rows. */
export function rowsThatDiffer(first: Plan, second: Plan): RowKey[] {
  return second.items.flatMap((item, index) => {
    const before = first.items[index]
    return before !== undefined && before.row === item.row && isSameItem(before, item) ? [] : [item.row]
  })
}

function isSameItem(a: PlanItem, b: PlanItem): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'sent' && b.kind === 'sent') return a.sent.jobId === b.sent.jobId
  if (a.kind === 'blocked' && b.kind === 'blocked')
    return a.reasons.length === b.reasons.length && a.reasons.every((reason, index) => reason === b.reasons[index])
  if (a.kind === 'update' && b.kind === 'update' && userId(a.user) !== userId(b.user)) return false
  const [before, after] = [changesOf(a), changesOf(b)]
  return (
    before.length === after.length &&
    before.every((change, index) => {
      const other = after[index]
      return (
        other !== undefined && change.field === other.field && change.before === other.before && change.after === other.after && change.awaits === other.awaits
      )
    })
  )
}
