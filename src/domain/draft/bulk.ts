/** Many cells of a draft changed in one step: what it is as data, how it is made, done, undone and taken back later. */
import type { FieldKey } from '../fields/field.ts'
import type { RecipeStep } from '../mapping/recipe-steps.ts'
import { rowKey, rowNumber } from '../packed/packed-rows.ts'
import { packTexts, patchTable, placeOf, textOf, type ColumnPatch, type PackedTexts } from '../packed/patch-table.ts'
import { RowList } from '../packed/row-list.ts'
import type { Row, RowSet } from '../packed/row.ts'

/** The changed cells of one field, packed. A secret field has no texts in a stored record: it changes nothing then. */
export interface BulkColumn {
  readonly field: FieldKey
  /** Row numbers, ascending. */
  readonly rows: Uint32Array
  readonly before: PackedTexts | null
  readonly after: PackedTexts | null
}

export interface BulkChange {
  readonly kind: 'bulk'
  readonly id: string
  /** What was done, as Review lists it: “Remove spaces”. */
  readonly title: string
  /** Fields that were no column before. */
  readonly adds: readonly FieldKey[]
  readonly columns: readonly BulkColumn[]
  /** The earlier change whose cells this one sets back. */
  readonly takesBack: string | null
  /** What it was, to be proposed for the next file; absent where it cannot be kept. */
  readonly steps?: readonly RecipeStep[]
}

/** New text of a cell; null leaves it as it is. */
export type NewText = (row: number, text: string) => string | null

export interface BulkPart {
  readonly field: FieldKey
  /** Row numbers, ascending; absent for all rows. */
  readonly rows?: readonly number[]
  readonly change: NewText
}

/** What a change of many cells would do, or null where it would change nothing. Cells that have the text already are no part of it. */
export function bulkChange(
  set: RowSet,
  { id, title, parts, steps = [] }: { id: string; title: string; parts: readonly BulkPart[]; steps?: readonly RecipeStep[] },
): BulkChange | null {
  const list = RowList.of(set.rows)
  const columns = parts.flatMap(({ field, rows, change }): BulkColumn[] => {
    const column = set.columns.indexOf(field)
    const numbers: number[] = []
    const before: string[] = []
    const after: string[] = []
    const visit = (number: number, index: number) => {
      const text = column < 0 ? '' : list.textAt(index, column)
      const next = change(number, text)
      if (next === null || next === text) return
      numbers.push(number)
      before.push(text)
      after.push(next)
    }
    if (rows === undefined) for (let index = 0; index < list.length; index += 1) visit(list.numberAt(index), index)
    else for (const number of rows) visit(number, list.indexOf(rowKey(number)))
    return numbers.length === 0 ? [] : [{ field, rows: Uint32Array.from(numbers), before: packTexts(before), after: packTexts(after) }]
  })
  if (columns.length === 0) return null
  const adds = columns.map(({ field }) => field).filter((field) => !set.columns.includes(field))
  return { kind: 'bulk', id, title, adds, columns, takesBack: null, ...(steps.length === 0 ? {} : { steps }) }
}

/** The change that sets an earlier one back, where its cells still have the text that it gave them. */
export function takeBack(set: RowSet, change: BulkChange, id: string): BulkChange | null {
  const parts = change.columns.map(({ field, rows, before, after }): BulkPart => ({
    field,
    rows: [...rows],
    change: (number, text) => {
      const place = placeOf(rows, number)
      return before !== null && after !== null && text === textOf(after, place) ? textOf(before, place) : null
    },
  }))
  const made = bulkChange(set, { id, title: change.title, parts })
  return made === null ? null : { ...made, takesBack: change.id }
}

/** Row numbers and texts of the cells that have the text they must have; where all have, without a copy. */
function fitting(list: RowList, column: number, rows: Uint32Array, from: PackedTexts, to: PackedTexts): { rows: Uint32Array; texts: PackedTexts } {
  const kept: number[] = []
  rows.forEach((number, place) => {
    const index = list.indexOf(rowKey(number))
    if (index >= 0 && list.textAt(index, column) === textOf(from, place)) kept.push(place)
  })
  if (kept.length === rows.length) return { rows, texts: to }
  return { rows: Uint32Array.from(kept, (place) => rows[place] ?? 0), texts: packTexts(kept.map((place) => textOf(to, place))) }
}

/** The rows after a change of many cells, or after its undo. Only cells that have the text of the other side are changed. */
export function withBulk(set: RowSet, change: BulkChange, direction: 'do' | 'undo'): RowSet {
  const isDone = direction === 'do'
  const list = RowList.of(set.rows)
  const added = isDone ? change.adds.filter((field) => !set.columns.includes(field)) : []
  const columns = added.length === 0 ? set.columns : [...set.columns, ...added]
  const patches = change.columns.flatMap(({ field, rows, before, after }): ColumnPatch[] => {
    const column = columns.indexOf(field)
    if (column < 0 || before === null || after === null) return []
    const fit = isDone ? fitting(list, column, rows, before, after) : fitting(list, column, rows, after, before)
    return fit.rows.length === 0 ? [] : [{ column, ...fit }]
  })
  const kept = isDone ? columns : columns.filter((field) => !change.adds.includes(field))
  return { columns: kept.length === set.columns.length && added.length === 0 ? set.columns : kept, rows: patched(list, kept, patches) }
}

function patched(list: RowList, columns: readonly FieldKey[], patches: readonly ColumnPatch[]): RowList {
  const change = (row: Row): Row => {
    const number = rowNumber(row.key)
    const cells = row.cells.slice(0, columns.length)
    for (const { column, rows, texts } of patches) {
      const place = placeOf(rows, number)
      if (rows[place] !== number) continue
      while (cells.length <= column) cells.push('')
      cells[column] = textOf(texts, place)
    }
    return { key: row.key, line: row.line, cells: cells.slice(0, columns.length) }
  }
  if (list.table === null) return RowList.of(list.map(change))
  return list.withTable(
    patchTable(
      list.table,
      columns,
      patches.map((patch) => withinTable(patch, list.table?.rowCount ?? 0)),
    ),
    change,
  )
}

/** Rows that were added by hand come after those of the table. */
function withinTable({ column, rows, texts }: ColumnPatch, rowCount: number): ColumnPatch {
  const to = placeOf(rows, rowCount + 1)
  return to === rows.length ? { column, rows, texts } : { column, rows: rows.subarray(0, to), texts }
}

/** The text that a change gives a cell, or null where it is no part of it. */
export function bulkTextOf(change: BulkChange, field: FieldKey, number: number): string | null {
  const column = change.columns.find((each) => each.field === field)
  if (column?.after == null) return null
  const place = placeOf(column.rows, number)
  return column.rows[place] === number ? textOf(column.after, place) : null
}
