/** The rows of the plan table: an item with all that its line shows, and the filters over them. */
import { userId } from '#domain/directory/match.ts'
import { isAdministrator, isManaged, isSensitive } from '#domain/plan/blast-radius.ts'
import type { Change, PlanItem } from '#domain/plan/plan-model.ts'
import { filledText } from '#domain/fields/clear.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import { shownKind } from './plan-kinds.ts'

export interface PlanRow {
  readonly item: PlanItem
  readonly row: Row
  readonly name: string
  readonly changes: readonly Change[]
  readonly omitted: readonly Change[]
  /** What others have changed in JumpCloud since the draft was opened. */
  readonly drift: readonly Change[]
  readonly marks: readonly string[]
  /** Fields whose change is sensitive. */
  readonly sensitive: readonly FieldKey[]
}

/** A slice of work that no frame notices. */
const sliceMs = 8
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Slice by slice, since the cells of ten thousand rows are read for it; null where it is not wanted any more. */
export async function planRows(
  { plan, drift, summary }: Planned,
  set: RowSet,
  users: readonly SystemUser[],
  isWanted: () => boolean,
): Promise<PlanRow[] | null> {
  const byId = namesById(set, users)
  const at = ['username', 'email', 'employeeIdentifier', 'id'].map((key) => set.columns.indexOf(key))
  const made: PlanRow[] = []
  let late = performance.now() + sliceMs
  for (const [index, item] of plan.items.entries()) {
    // A plan has its items in the order of the rows.
    const row = set.rows.at(index)
    if (row !== undefined) made.push(planRow(item, row, { drift, mass: summary.massFields, identifiers: at, byId }))
    if (performance.now() < late) continue
    await rest()
    if (!isWanted()) return null
    late = performance.now() + sliceMs
  }
  return made
}

/** Rows from the directory may hold an id and nothing else that says who it is. */
const namesById = ({ columns }: RowSet, users: readonly SystemUser[]): ReadonlyMap<string, string> =>
  columns.includes('id') && !columns.includes('username')
    ? new Map(users.flatMap((user) => (user.username === undefined ? [] : [[userId(user), user.username]])))
    : new Map()

/** Fifty thousand rows share what they have not. */
const none: readonly never[] = []

interface Of {
  readonly drift: Planned['drift']
  readonly mass: readonly FieldKey[]
  readonly identifiers: readonly number[]
  readonly byId: ReadonlyMap<string, string>
}

function planRow(item: PlanItem, row: Row, { drift, mass, identifiers, byId }: Of): PlanRow {
  const user = userOf(item)
  const named = identifiers.map((at) => filledText(row.cells[at])).find((text) => text !== '') ?? ''
  const isMarked = user !== null && (isAdministrator(user) || isManaged(user))
  const changes = item.kind === 'create' || item.kind === 'update' ? item.changes : none
  const sensitive = changes.flatMap((change) => (isSensitive(item, change, mass) ? [change.field] : []))
  return {
    item,
    row,
    name: user?.username ?? byId.get(named) ?? (named || '(no name)'),
    changes,
    sensitive: sensitive.length === 0 ? none : sensitive,
    omitted: item.kind === 'create' || item.kind === 'update' || item.kind === 'excluded' ? (item.omitted ?? none) : none,
    drift: (user === null ? undefined : drift.get(userId(user))) ?? none,
    marks: isMarked ? [...(isAdministrator(user) ? ['Administrator'] : []), ...(isManaged(user) ? [`Managed by ${managerOf(user)}`] : [])] : none,
  }
}

const userOf = (item: PlanItem): SystemUser | null => (item.kind === 'update' || item.kind === 'unchanged' ? item.user : null)

/** What a user is called, as the directory or else the row has it; '' where neither says. */
export function calledAs({ item, row }: PlanRow, columns: readonly FieldKey[]): string {
  const user = userOf(item)
  const texts = (['displayname', 'firstname', 'lastname'] as const).map((key) => user?.[key]?.trim() ?? filledText(row.cells[columns.indexOf(key)]))
  const [display = '', ...names] = texts
  return display || names.filter((text) => text !== '').join(' ')
}

const managerOf = (user: { readonly external_source_type?: string; readonly restrictedFields?: readonly { readonly type?: string }[] }): string =>
  user.external_source_type || user.restrictedFields?.[0]?.type || 'another system'

/** Views beside the kinds themselves. */
export const views = ['clears', 'sensitive', 'drift', 'changed', 'news'] as const
export type View = (typeof views)[number]

export const inView: Readonly<Record<View, (row: PlanRow, news: ReadonlySet<RowKey>) => boolean>> = {
  clears: ({ changes }) => changes.some(({ clears }) => clears === true),
  sensitive: ({ sensitive }) => sensitive.length > 0,
  drift: ({ drift }) => drift.length > 0,
  changed: ({ item }) => item.kind === 'sent' && item.sent.isChanged && item.sent.retry === null,
  news: ({ row }, news) => news.has(row.key),
}

const isView = (show: string): show is View => (views as readonly string[]).includes(show)

export function filterRows(
  rows: readonly PlanRow[],
  columns: readonly FieldKey[],
  { show, field, find, news }: { show: string; field: string; find: string; news: ReadonlySet<RowKey> },
): readonly PlanRow[] {
  const text = find.trim().toLowerCase()
  if (show === 'all' && field === 'any' && text === '') return rows
  return rows.filter((each) => {
    if (show !== 'all' && !(isView(show) ? inView[show](each, news) : shownKind(each.item) === show)) return false
    if (field !== 'any' && !each.changes.some((change) => change.field === field) && !each.omitted.some((change) => change.field === field)) return false
    return (
      text === '' ||
      each.name.toLowerCase().includes(text) ||
      calledAs(each, columns).toLowerCase().includes(text) ||
      each.row.cells.some((cell) => cell.toLowerCase().includes(text))
    )
  })
}
