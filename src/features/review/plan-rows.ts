/** The rows of the plan table: an item with all that its line shows, and the filters over them. */
import { userId } from '#domain/directory/match.ts'
import { isAdministrator, isManaged, isSensitive } from '#domain/jobs/blast-radius.ts'
import { changesOf, type Change, type PlanItem } from '#domain/jobs/plan-model.ts'
import { filledText } from '#domain/rows/clear.ts'
import type { Row, RowKey, RowSet } from '#domain/rows/row.ts'
import type { Planned } from '#adapters/directory/planner.ts'

export interface PlanRow {
  readonly item: PlanItem
  readonly row: Row
  readonly name: string
  /** What the person is called, as the directory or else the row has it; '' where neither says. */
  readonly calledAs: string
  readonly changes: readonly Change[]
  readonly omitted: readonly Change[]
  /** What others have changed in JumpCloud since the draft was opened. */
  readonly drift: readonly Change[]
  readonly marks: readonly string[]
}

/** A slice of work that no frame notices. */
const sliceMs = 8
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Slice by slice, since the cells of ten thousand rows are read for it; null where it is not wanted any more. */
export async function planRows({ plan, drift }: Planned, set: RowSet, isWanted: () => boolean): Promise<PlanRow[] | null> {
  const at = placesOf(set)
  const made: PlanRow[] = []
  let late = performance.now() + sliceMs
  for (const [index, item] of plan.items.entries()) {
    // A plan has its items in the order of the rows.
    const row = set.rows[index]
    if (row !== undefined) made.push(planRow(item, row, drift, at))
    if (performance.now() < late) continue
    await rest()
    if (!isWanted()) return null
    late = performance.now() + sliceMs
  }
  return made
}

/** Where the names of a person stand. */
const placesOf = ({ columns }: RowSet) => ({
  identifiers: ['username', 'email', 'employeeIdentifier', 'id'].map((key) => columns.indexOf(key)),
  called: ['displayname', 'firstname', 'lastname'].map((key) => columns.indexOf(key)),
})

function planRow(item: PlanItem, row: Row, drift: Planned['drift'], { identifiers, called }: ReturnType<typeof placesOf>): PlanRow {
  const user = item.kind === 'update' || item.kind === 'unchanged' ? item.user : null
  return {
    item,
    row,
    name: user?.username ?? identifiers.map((at) => filledText(row.cells[at])).find((text) => text !== '') ?? '(no name)',
    calledAs:
      user === null
        ? calledOf(called.map((at) => filledText(row.cells[at])))
        : calledOf([user.displayname, user.firstname, user.lastname].map((text) => text?.trim() ?? '')),
    changes: changesOf(item),
    omitted: item.kind === 'create' || item.kind === 'update' || item.kind === 'excluded' ? (item.omitted ?? []) : [],
    drift: user === null ? [] : (drift.get(userId(user)) ?? []),
    marks: user === null ? [] : [...(isAdministrator(user) ? ['Administrator'] : []), ...(isManaged(user) ? [`Managed by ${managerOf(user)}`] : [])],
  }
}

const calledOf = ([display = '', ...names]: readonly string[]): string => display || names.filter((text) => text !== '').join(' ')

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
    return (
      text === '' ||
      each.name.toLowerCase().includes(text) ||
      each.calledAs.toLowerCase().includes(text) ||
      each.row.cells.some((cell) => cell.toLowerCase().includes(text))
    )
  })
}
