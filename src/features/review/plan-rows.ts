/** The rows of the plan table: an item with all that its line shows, and the filters over them. */
import { userId } from '#domain/directory/match.ts'
import { isAdministrator, isManaged, isSensitive } from '#domain/jobs/blast-radius.ts'
import { changesOf, type Change, type PlanItem } from '#domain/jobs/plan-model.ts'
import { filledText } from '#domain/rows/clear.ts'
import type { Row, RowKey, RowSet } from '#domain/rows/row.ts'
import type { Planned } from './use-plan.ts'

export interface PlanRow {
  readonly item: PlanItem
  readonly row: Row
  readonly name: string
  readonly changes: readonly Change[]
  readonly omitted: readonly Change[]
  /** What others have changed in JumpCloud since the draft was opened. */
  readonly drift: readonly Change[]
  readonly marks: readonly string[]
}

export function planRows({ plan, drift }: Planned, set: RowSet): PlanRow[] {
  const rows = new Map(set.rows.map((row) => [row.key, row]))
  const at = ['username', 'email', 'employeeIdentifier', 'id'].map((key) => set.columns.indexOf(key))
  return plan.items.flatMap((item): PlanRow[] => {
    const row = rows.get(item.row)
    if (row === undefined) return []
    const user = item.kind === 'update' || item.kind === 'unchanged' ? item.user : null
    const own = at.map((index) => filledText(row.cells[index])).find((text) => text !== '')
    return [
      {
        item,
        row,
        name: user?.username ?? own ?? '(no name)',
        changes: changesOf(item),
        omitted: item.kind === 'create' || item.kind === 'update' || item.kind === 'excluded' ? (item.omitted ?? []) : [],
        drift: user === null ? [] : (drift.get(userId(user)) ?? []),
        marks: user === null ? [] : [...(isAdministrator(user) ? ['Administrator'] : []), ...(isManaged(user) ? [`Managed by ${managerOf(user)}`] : [])],
      },
    ]
  })
}

const managerOf = (user: { readonly external_source_type?: string; readonly restrictedFields?: readonly { readonly type?: string }[] }): string =>
  user.external_source_type || user.restrictedFields?.[0]?.type || 'another system'

/** Views beside the kinds themselves. */
export const views = ['clears', 'sensitive', 'drift', 'news'] as const
export type View = (typeof views)[number]

export const inView: Readonly<Record<View, (row: PlanRow, news: ReadonlySet<RowKey>) => boolean>> = {
  clears: ({ changes }) => changes.some(({ clears }) => clears === true),
  sensitive: ({ item, changes }) => changes.some((change) => isSensitive(item, change)),
  drift: ({ drift }) => drift.length > 0,
  news: ({ row }, news) => news.has(row.key),
}

const isView = (show: string): show is View => (views as readonly string[]).includes(show)

export function filterRows(
  rows: readonly PlanRow[],
  { show, field, find, news }: { show: string; field: string; find: string; news: ReadonlySet<RowKey> },
): readonly PlanRow[] {
  const text = find.trim().toLowerCase()
  if (show === 'all' && field === 'any' && text === '') return rows
  return rows.filter((each) => {
    if (show !== 'all' && !(isView(show) ? inView[show](each, news) : each.item.kind === show)) return false
    if (field !== 'any' && !each.changes.some((change) => change.field === field) && !each.omitted.some((change) => change.field === field)) return false
    return text === '' || each.name.toLowerCase().includes(text) || each.row.cells.some((cell) => cell.toLowerCase().includes(text))
  })
}

/** How many people each field changes, the most first. */
export function fieldCounts(rows: readonly PlanRow[]): { field: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { changes, omitted } of rows) for (const { field } of [...changes, ...omitted]) counts.set(field, (counts.get(field) ?? 0) + 1)
  return [...counts].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count)
}
