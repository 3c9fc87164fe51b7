/** Edits of a set of rows; what did not change keeps its identity. */
import type { FieldKey } from '../fields/field.ts'
import type { Row, RowKey, RowSet } from './row.ts'

/** Sets one cell. An unknown row or column changes nothing. */
export function setCell(set: RowSet, key: RowKey, field: FieldKey, text: string): RowSet {
  return set.columns.includes(field) ? setRow(set, key, { [field]: text }) : set
}

/** Sets several cells of one row; a field that is not a column yet becomes one. */
export function setRow(set: RowSet, key: RowKey, values: Readonly<Record<FieldKey, string>>): RowSet {
  const at = set.rows.findIndex((row) => row.key === key)
  const row = set.rows[at]
  if (row === undefined) return set
  const added = Object.keys(values).filter((field) => !set.columns.includes(field) && values[field] !== '')
  const columns = added.length === 0 ? set.columns : [...set.columns, ...added]
  const rows = added.length === 0 ? [...set.rows] : set.rows.map((each): Row => ({ ...each, cells: [...each.cells, ...added.map(() => '')] }))
  const cells = columns.map((field, index) => values[field] ?? rows[at]?.cells[index] ?? '')
  if (added.length === 0 && cells.every((text, index) => text === row.cells[index])) return set
  rows[at] = { ...row, cells }
  return { columns, rows }
}

/** Adds an empty row at the end, under a key that no row has had. */
export function addRow(set: RowSet): RowSet {
  const last = set.rows.reduce((most, { key }) => Math.max(most, Number(key.slice(1)) || 0), 0)
  return { columns: set.columns, rows: [...set.rows, { key: `r${last + 1}`, line: null, cells: set.columns.map(() => '') }] }
}

export function removeRows(set: RowSet, keys: ReadonlySet<RowKey>): RowSet {
  return { columns: set.columns, rows: set.rows.filter(({ key }) => !keys.has(key)) }
}
