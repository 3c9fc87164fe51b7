/** Which rows a users' grid shows, and in which order: taken when sort or filter change, so that a row under the hand stays where it is. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { viewedRows } from '#domain/draft/row-view.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { rowKey, rowNumber } from '#domain/packed/packed-rows.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { GridSort } from '#ui/grid/grid-model.ts'

export type RowState = 'error' | 'warning' | 'changed' | 'new' | 'excluded'

export interface GridFilter {
  readonly text: string
  readonly values: Readonly<Record<FieldKey, readonly string[]>>
  readonly state: RowState | 'all' | 'issues'
}
export const noFilter: GridFilter = { text: '', values: {}, state: 'all' }
export const isFiltering = ({ text, values, state }: GridFilter): boolean => text.trim() !== '' || state !== 'all' || Object.keys(values).length > 0

/** The rows that are shown, in their order. */
export interface ShownRows {
  readonly count: number
  at(index: number): Row | undefined
  /** -1 for a row that is not shown. */
  indexOf(key: RowKey): number
}

export interface RowView extends ShownRows {
  readonly sort: GridSort | null
  readonly filter: GridFilter
  readonly setSort: (sort: GridSort | null) => void
  readonly setFilter: (filter: GridFilter) => void
}

const secretFields = (columns: readonly FieldKey[]) => columns.flatMap((key, at) => (fieldByKey(key)?.secret === true ? [] : [at]))

export function useRowView(set: RowSet, isInState: (row: Row, state: GridFilter['state']) => boolean): RowView {
  const [sort, setSort] = useState<GridSort | null>(null)
  const [filter, setFilter] = useState(noFilter)
  const list = RowList.of(set.rows)
  const latest = useRef({ set, isInState })
  useLayoutEffect(() => {
    latest.current = { set, isInState }
  })
  const next = list.nextNumber
  // Rows that come later are shown whatever the filter says: somebody has just added them.
  const known = useMemo(() => {
    const { set: at, isInState: isIn } = latest.current
    const values = Object.entries(filter.values).flatMap(([key, texts]) => {
      const column = at.columns.indexOf(key)
      return column < 0 ? [] : [{ column, values: new Set(texts) }]
    })
    const sorted = sort === null ? -1 : at.columns.indexOf(sort.key)
    const numbers = viewedRows(
      at.rows,
      { text: filter.text, textColumns: secretFields(at.columns), values, isWanted: filter.state === 'all' ? null : (row) => isIn(row, filter.state) },
      sort === null || sorted < 0 ? null : { column: sorted, direction: sort.direction },
    )
    const all = RowList.of(at.rows)
    return { numbers, next: all.nextNumber, length: all.length }
  }, [filter, sort])
  // Rows that were deleted or added since, without sorting or filtering again.
  const numbers = useMemo(() => {
    if (known.numbers === null) return null
    const { rows } = latest.current.set
    const now = RowList.of(rows)
    if (now.length === known.length && next === known.next) return known.numbers
    const shown = known.numbers.filter((number) => now.indexOf(rowKey(number)) >= 0)
    const more: number[] = []
    for (let number = known.next; number < next; number += 1) if (now.indexOf(rowKey(number)) >= 0) more.push(number)
    return more.length === 0 ? shown : Uint32Array.from([...shown, ...more])
    // oxlint-disable-next-line react/exhaustive-deps
  }, [known, next, list.length])
  return {
    count: numbers === null ? list.length : numbers.length,
    at: (index) => (numbers === null ? list.at(index) : list.find(rowKey(numbers[index] ?? 0))),
    indexOf: (key) => (numbers === null ? list.indexOf(key) : numbers.indexOf(rowNumber(key))),
    sort,
    filter,
    setSort,
    setFilter,
  }
}
