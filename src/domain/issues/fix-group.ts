/** Repairs a group of issues: what it would change, a few cells to show, the words to ask about, and the change itself. */
import type { BulkPart } from '../draft/bulk.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { orderIn, readDate, type DateOrder } from '../mapping/transforms/dates.ts'
import { meaningOf } from '../mapping/transforms/words.ts'
import type { Cause } from '../packed/issue.ts'
import { rowKey } from '../packed/packed-rows.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowSet } from '../packed/row.ts'
import { repaired, type RepairChoices } from './repairs/repair.ts'

export interface RepairGroup {
  readonly cause: Cause
  readonly field: FieldKey
  /** Row numbers, ascending. */
  readonly rows: readonly number[]
  /** Of numbers that are short, the digits of the others. */
  readonly digits?: number | undefined
}

const fieldOf = (key: FieldKey): Field | null => {
  const field = fieldByKey(key)
  return field === undefined || field.secret ? null : field
}

/** The cells that a repair would set, as a part of a change. Rows and fields outside the group are not touched. */
export function repairPart({ cause, field: key, rows, digits }: RepairGroup, choices: RepairChoices = {}): BulkPart {
  const field = fieldOf(key)
  // Cells of one column repeat themselves: each text is repaired once.
  const known = new Map<string, string | null>()
  const change = (_: number, text: string): string | null => {
    if (field === null || text === '') return null
    let after = known.get(text)
    if (after === undefined) {
      after = repaired(cause, field, text, digits === undefined ? choices : { ...choices, digits })
      if (known.size < mostKnown) known.set(text, after)
    }
    return after
  }
  return { field: key, rows, change }
}

const mostKnown = 5_000

export interface Sample {
  readonly row: number
  readonly before: string
  readonly after: string
}

/** The first cells of different text that a part would change. */
export function samplesOf(set: RowSet, { field, rows = [], change }: BulkPart, most = 3): Sample[] {
  const list = RowList.of(set.rows)
  const column = set.columns.indexOf(field)
  const seen = new Set<string>()
  const found: Sample[] = []
  for (const row of rows) {
    const before = textAt(list, row, column)
    if (seen.has(before)) continue
    seen.add(before)
    const after = change(row, before)
    if (after !== null && after !== before) found.push({ row, before, after })
    if (found.length === most || seen.size === mostSeen) break
  }
  return found
}

const mostSeen = 200
const textAt = (list: RowList, row: number, column: number): string => (column < 0 ? '' : list.textAt(list.indexOf(rowKey(row)), column))

export interface CountedWord {
  readonly word: string
  readonly count: number
  /** What it means in all likelihood, or null where it is asked. */
  readonly meaning: string | null
}

/** The different words of a group, the frequent ones first. */
export function wordsOf(set: RowSet, { field: key, rows }: RepairGroup): CountedWord[] {
  const field = fieldOf(key)
  if (field === null) return []
  const list = RowList.of(set.rows)
  const column = set.columns.indexOf(key)
  const counts = new Map<string, number>()
  for (const row of rows) {
    const word = textAt(list, row, column)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word, count]) => ({ word, count, meaning: meaningOf(field, word) }))
}

/** Which comes first, day or month, as the unmistakable dates of the same column have it; null where they do not tell. */
export function dateOrderOf(set: RowSet, key: FieldKey): DateOrder | null {
  const column = set.columns.indexOf(key)
  const list = RowList.of(set.rows)
  const texts = Array.from({ length: Math.min(list.length, 20_000) }, (_, index) => list.textAt(index, column))
  return orderIn(texts.filter((text) => readDate(text).kind === 'day'))
}

/** How many cells of a group can be repaired; for a large group of a cause that may leave some, as many as the first rows let expect. */
export function repairCount(set: RowSet, group: RepairGroup, choices: RepairChoices = {}): number {
  const { change } = repairPart(group, choices)
  const list = RowList.of(set.rows)
  const column = set.columns.indexOf(group.field)
  return group.rows.filter((row) => change(row, textAt(list, row, column)) !== null).length
}

/** Several groups repaired together: a cell with more than one damage has all of its repairs, one after the other. */
export function combinedParts(groups: readonly RepairGroup[]): BulkPart[] {
  const byField = new Map<FieldKey, { readonly change: BulkPart['change']; readonly rows: ReadonlySet<number> }[]>()
  for (const group of groups) {
    const known = byField.get(group.field) ?? []
    known.push({ change: repairPart(group).change, rows: new Set(group.rows) })
    byField.set(group.field, known)
  }
  return [...byField].map(([field, repairs]): BulkPart => ({
    field,
    rows: [...new Set(repairs.flatMap(({ rows }) => [...rows]))].sort((a, b) => a - b),
    change(row, text) {
      const after = repairs.reduce((now, { change, rows }) => (rows.has(row) ? (change(row, now) ?? now) : now), text)
      return after === text ? null : after
    },
  }))
}
