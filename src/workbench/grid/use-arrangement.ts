/** The columns of a users' grid as they are arranged: which are shown, in which order and width, and every way to change that. */
import { useMemo, useState } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Purpose, RowSet } from '#domain/packed/row.ts'
import { arranged, movedColumn, readArrangement, storeArrangement, withHidden, type Arrangement, type GridName } from './arrangement.ts'
import { fieldColumn } from './field-columns.ts'

export type ArrangedColumns = ReturnType<typeof useArrangement>

export function useArrangement(grid: GridName, set: RowSet, purpose: Purpose | null) {
  const [arrangement, setArrangement] = useState(() => readArrangement(grid, set.columns))
  const { shown, frozen } = useMemo(() => arranged(arrangement, set.columns), [arrangement, set.columns])
  /** Where each shown column is among the fields of a row. */
  const slots = useMemo(() => shown.map((key) => set.columns.indexOf(key)), [set.columns, shown])
  const columns = useMemo(
    () =>
      shown.map((key) => {
        const column = fieldColumn(key, purpose)
        return { ...column, width: arrangement.widths[key] ?? column.width }
      }),
    [arrangement.widths, purpose, shown],
  )
  const arrange = (next: Arrangement) => {
    setArrangement(next)
    storeArrangement(grid, set.columns, next)
  }
  const isHidden = (key: FieldKey) => arrangement.hidden.includes(key)
  return {
    shown,
    frozen,
    slots,
    columns,
    /** With the hidden ones, in their places. */
    all: () => arranged({ ...arrangement, hidden: [] }, set.columns).shown,
    hidden: set.columns.filter(isHidden),
    isHidden,
    show: (key: FieldKey) => arrange(withHidden(arrangement, [key], false)),
    hide: (keys: readonly FieldKey[]) => arrange(withHidden(arrangement, keys, true)),
    resize: (key: FieldKey, width: number) => arrange({ ...arrangement, widths: { ...arrangement.widths, [key]: width } }),
    move: (key: FieldKey, to: number) => arrange(movedColumn(arrangement, set.columns, key, to)),
    /** Up to a column; null lets all of them scroll. */
    freeze: (key: FieldKey | null) => arrange({ ...arrangement, order: shown, frozen: key === null ? [] : shown.slice(0, shown.indexOf(key) + 1) }),
  }
}
