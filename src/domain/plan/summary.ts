/** A plan in a few numbers and names: what a screen says about all of it, without walking ten thousand users again. */
import { userId } from '../directory/match.ts'
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import type { SystemUser, WireOrganization } from '../wire.ts'
import { actionOfItem, countActions, type Action } from './actions.ts'
import { adviceFor, type Advice } from './advice.ts'
import { isSensitive, massChanges, protectedGroups, sensitiveGroups, type ProtectedGroup, type SensitiveGroup } from './blast-radius.ts'
import { leftOutOf, type LeftOut } from './left-out.ts'
import { changesOf, type Change, type Plan, type PlanItem } from './plan-model.ts'
import type { SentRow, SentState } from './sent.ts'

/** A tick is for those who were read, and for nobody who comes later: so the key holds all of them. */
export interface ProtectedSum extends Pick<ProtectedGroup, 'who' | 'what'> {
  readonly key: string
  readonly count: number
  /** The first of them. */
  readonly names: readonly string[]
}

export interface PlanSummary {
  /** How many users will be created, updated and so on; with the rows that are not sent they add up to all rows. */
  readonly actions: Readonly<Partial<Record<Action, number>>>
  readonly advice: readonly Omit<Advice, 'items'>[]
  /** Fields that are sensitive only because most of the file changes them. */
  readonly massFields: readonly FieldKey[]
  /** Values that are cleared, by field, the most first. */
  readonly clears: readonly { readonly field: FieldKey; readonly count: number }[]
  readonly sensitive: readonly (Pick<SensitiveGroup, 'field' | 'after'> & {
    readonly count: number
    /** Of users in the directory, where they are few enough to be read; otherwise none. */
    readonly names: readonly string[]
  })[]
  readonly protectedUsers: readonly ProtectedSum[]
  /** How many users have a change of each field, excluded or not, the most first. */
  readonly fields: readonly { readonly field: FieldKey; readonly count: number }[]
  /** Users with a sensitive change, and users whom others have changed meanwhile. */
  readonly withSensitive: number
  readonly withDrift: number
  readonly leftOut: readonly LeftOut[]
  /** How the rows of each earlier job of this draft stand, by the job that had them last. */
  readonly sent: readonly SentCounts[]
  /** Rows of this submit that an earlier job had, too, by the last such job. */
  readonly again: readonly { readonly jobId: string; readonly count: number }[]
}

export interface SentCounts extends Readonly<Record<SentState, number>> {
  readonly jobId: string
  /** Rows that say something else now than what was sent. */
  readonly changed: number
  /** Rows that went on into a retry draft. */
  readonly retried: number
}

const shownNames = 12
const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)
const namesOf = (items: readonly PlanItem[]): string[] =>
  items.length > shownNames ? [] : items.flatMap((item) => (item.kind === 'update' ? [nameOf(item.user)] : []))
const mostFirst = (counts: ReadonlyMap<FieldKey, number>) => [...counts].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count)

export function summarize(
  plan: Plan,
  drift: ReadonlyMap<string, readonly Change[]>,
  organization: WireOrganization | null,
  sent: ReadonlyMap<RowKey, SentRow> = new Map(),
  users: readonly SystemUser[] = [],
): PlanSummary {
  const fields = new Map<FieldKey, number>()
  const clears = new Map<FieldKey, number>()
  const mass = massChanges(plan)
  let withSensitive = 0
  let withDrift = 0
  for (const item of plan.items) {
    if (changesOf(item).some((change) => isSensitive(item, change, mass))) withSensitive += 1
    if ((item.kind === 'update' || item.kind === 'unchanged') && drift.has(userId(item.user))) withDrift += 1
    const omitted = item.kind === 'create' || item.kind === 'update' || item.kind === 'excluded' ? (item.omitted ?? []) : []
    for (const { field, clears: isClear } of changesOf(item)) if (isClear === true) clears.set(field, (clears.get(field) ?? 0) + 1)
    for (const { field } of [...changesOf(item), ...omitted]) fields.set(field, (fields.get(field) ?? 0) + 1)
  }
  return {
    actions: countActions(plan.items.map(actionOfItem)),
    advice: adviceFor({ plan, organization, users }).map(({ items: _, ...advice }) => advice),
    sensitive: sensitiveGroups(plan).map(({ field, after, items }) => ({ field, after, count: items.length, names: namesOf(items) })),
    protectedUsers: protectedGroups(plan).map(({ who, what, items }) => ({
      who,
      what,
      key: `${who} ${what} ${items.map(({ row }) => row).join(' ')}`,
      count: items.length,
      names: items.slice(0, shownNames).map(({ user }) => nameOf(user)),
    })),
    massFields: mass,
    clears: mostFirst(clears),
    fields: mostFirst(fields),
    withSensitive,
    withDrift,
    leftOut: leftOutOf(plan),
    sent: sentCounts(sent),
    again: againByJob(plan, sent),
  }
}

function sentCounts(sent: ReadonlyMap<RowKey, SentRow>): SentCounts[] {
  const byJob = new Map<string, Record<SentState | 'changed' | 'retried', number>>()
  for (const { jobId, state, isChanged, retry } of sent.values()) {
    const counts = byJob.get(jobId) ?? { waiting: 0, done: 0, unknown: 0, 'not-done': 0, changed: 0, retried: 0 }
    byJob.set(jobId, counts)
    counts[state] += 1
    if (isChanged && retry === null) counts.changed += 1
    if (retry !== null) counts.retried += 1
  }
  return [...byJob].map(([jobId, counts]) => ({ jobId, ...counts }))
}

function againByJob({ items }: Plan, sent: ReadonlyMap<RowKey, SentRow>) {
  const byJob = new Map<string, number>()
  for (const { kind, row } of items) {
    const jobId = kind === 'create' || kind === 'update' ? sent.get(row)?.jobId : undefined
    if (jobId !== undefined) byJob.set(jobId, (byJob.get(jobId) ?? 0) + 1)
  }
  return [...byJob].map(([jobId, count]) => ({ jobId, count }))
}
