/** The rows of a draft that a submit does not send, by cause: counted where it is submitted, and kept with the job. */
import { counted, formatCount } from '../count.ts'
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import type { Plan, PlanItem } from './plan-model.ts'

export type LeftOutKind = 'blocked' | 'excluded' | 'unchanged' | 'sent'

export interface LeftOut {
  readonly kind: LeftOutKind
  /** One sentence; names and lines that differ from row to row are not in it. */
  readonly reason: string
  readonly rows: readonly RowKey[]
  /** What the rows can be sent without; absent where that does not help. */
  readonly field?: FieldKey
}

/** As a job keeps it, for good. */
export type LeftOutCount = Pick<LeftOut, 'kind' | 'reason'> & { readonly count: number }

/** More causes than these are counted together. */
const mostCauses = 30
const order: readonly LeftOutKind[] = ['blocked', 'excluded', 'sent', 'unchanged']

type Group = Omit<LeftOut, 'reason'> & { reason: string; readonly rows: RowKey[] }

/** The most frequent causes first, kind by kind. */
export function leftOutOf({ items }: Pick<Plan, 'items'>): LeftOut[] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const cause = causeOf(item)
    if (cause === null) continue
    const field = item.kind === 'blocked' ? item.field : undefined
    const key = `${item.kind} ${field ?? ''} ${cause}`
    const group = groups.get(key)
    if (group !== undefined) {
      group.reason = common(group.reason, reasonOf(item))
      group.rows.push(item.row)
    } else if (groups.size < mostCauses)
      groups.set(key, {
        kind: item.kind as LeftOutKind,
        reason: common(reasonOf(item), reasonOf(item)),
        rows: [item.row],
        ...(field === undefined ? {} : { field }),
      })
    else otherCauses(groups, item.kind as LeftOutKind).rows.push(item.row)
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.rows.length - a.rows.length)
}

function otherCauses(groups: Map<string, Group>, kind: LeftOutKind): Group {
  const group = groups.get(kind) ?? { kind, reason: 'Other reasons.', rows: [] }
  groups.set(kind, group)
  return group
}

/** Reasons of one cause are alike but for names and lines. */
const causeOf = (item: PlanItem): string | null =>
  item.kind === 'create' || item.kind === 'update' ? null : withoutLines(reasonOf(item)).replaceAll(quoted, '“…”')

function reasonOf(item: PlanItem): string {
  switch (item.kind) {
    case 'create':
    case 'update':
      return ''
    case 'blocked':
      return item.reasons[0] ?? 'The row has an error.'
    case 'excluded':
      return item.reason
    case 'unchanged':
      return 'Every value is already in the directory.'
    case 'sent':
      return item.sent.retry === null ? 'Already sent in an earlier job.' : 'Moved to a retry draft.'
  }
}

const quoted = /“[^”]*”/g
const lineNumbers = /\b(l)ines? \d+(?:(?:,| and|, and) \d+(?! more))*(?: and (?:at least )?\d[\d,.]* more)?/gi

const withoutLines = (reason: string): string => reason.replaceAll(lineNumbers, (_, first: string) => (first === 'L' ? 'Another line' : 'another line'))

/** "Line 7 matches the same user, ana." and "Line 9 matches the same user, ben." are one cause: what differs between its rows is left open, and what does not is named. */
function common(one: string, other: string): string {
  const names = other.match(quoted) ?? []
  let at = 0
  return withoutLines(one).replaceAll(quoted, (name) => (name === names[at++] ? name : '“…”'))
}

/** What a blocked row says may be a value of a user, and a job keeps its counts longer than values. */
export const leftOutCounts = (groups: readonly LeftOut[]): LeftOutCount[] =>
  groups.map(({ kind, reason, rows }) => ({ kind, reason: kind === 'blocked' ? reason.replaceAll(quoted, '“…”') : reason, count: rows.length }))

const words: Record<LeftOutKind, string> = { blocked: 'blocked', excluded: 'excluded', unchanged: 'unchanged', sent: 'sent before' }

/** "52 of 60 rows sent, 8 blocked"; before a submit the verb is another. */
export function sentShare(sent: number, groups: readonly Pick<LeftOutCount, 'kind' | 'count'>[], verb = 'sent'): string {
  const total = groups.reduce((sum, { count }) => sum + count, sent)
  if (total === sent) return `${sent === 1 ? '1 row' : `All ${counted(sent, 'row')}`} ${verb}`
  const parts = order.flatMap((kind) => {
    const count = groups.filter((group) => group.kind === kind).reduce((sum, each) => sum + each.count, 0)
    return count === 0 ? [] : [`${formatCount(count)} ${words[kind]}`]
  })
  return `${formatCount(sent)} of ${counted(total, 'row')} ${verb}, ${parts.join(', ')}`
}
