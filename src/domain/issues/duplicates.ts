/** Rows that mean one user: which are identical, in which fields the others differ, and which of them only complete each other. */
import type { FieldKey } from '../fields/field.ts'
import type { Row, RowKey, RowSet } from '../packed/row.ts'
import { uniqueFields } from './unique-rules.ts'
import { uniqueText } from './unique-index.ts'

export interface DuplicateGroup {
  /** In file order; at least two. */
  readonly rows: readonly Row[]
  /** The identifiers that they share, each as the first row has it. */
  readonly shared: readonly { readonly field: FieldKey; readonly text: string }[]
  /** Fields in which not all rows say the same; none where the rows are identical. */
  readonly differing: readonly FieldKey[]
  /** Where they differ, one row says what another leaves blank: nothing contradicts. */
  readonly isComplementary: boolean
}

/** Excluded rows never count. */
export function duplicateGroups({ columns, rows }: RowSet, excluded: ReadonlySet<RowKey>): DuplicateGroup[] {
  const identifiers = uniqueFields.flatMap(({ key }) => (columns.includes(key) ? [{ key, at: columns.indexOf(key) }] : []))
  const firstOf = new Map<string, RowKey>()
  const leaders = new Map<RowKey, RowKey>()
  const leaderOf = (key: RowKey): RowKey => {
    let at = key
    for (let next = leaders.get(at); next !== undefined; next = leaders.get(at)) at = next
    return at
  }
  const meant: Row[] = []
  for (const row of rows) {
    if (excluded.has(row.key)) continue
    meant.push(row)
    for (const { key, at } of identifiers) {
      const text = uniqueText(row.cells[at])
      if (text === '') continue
      const other = firstOf.get(`${key} ${text}`)
      if (other === undefined) firstOf.set(`${key} ${text}`, row.key)
      else if (leaderOf(row.key) !== leaderOf(other)) leaders.set(leaderOf(row.key), leaderOf(other))
    }
  }
  if (leaders.size === 0) return []
  const groups = new Map<RowKey, Row[]>()
  for (const row of meant) {
    const leader = leaderOf(row.key)
    const group = groups.get(leader)
    if (group === undefined) groups.set(leader, [row])
    else group.push(row)
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => groupOf(group, columns))
}

function groupOf(rows: readonly Row[], columns: readonly FieldKey[]): DuplicateGroup {
  const differing: FieldKey[] = []
  let isComplementary = true
  columns.forEach((field, at) => {
    const texts = new Set(rows.map(({ cells }) => (cells[at] ?? '').trim()))
    if (texts.size < 2) return
    differing.push(field)
    texts.delete('')
    if (texts.size > 1) isComplementary = false
  })
  const shared = uniqueFields.flatMap(({ key }) => {
    const at = columns.indexOf(key)
    const texts = new Set(rows.map(({ cells }) => uniqueText(cells[at])))
    return at >= 0 && texts.size === 1 && !texts.has('') ? [{ field: key, text: rows[0]?.cells[at] ?? '' }] : []
  })
  return { rows, shared, differing, isComplementary: isComplementary && differing.length > 0 }
}

/** The rows that can go without losing anything: all but the first of each group of identical ones. */
export const identicalRows = (groups: readonly DuplicateGroup[]): RowKey[] =>
  groups.flatMap(({ rows, differing }) => (differing.length === 0 ? rows.slice(1).map(({ key }) => key) : []))
