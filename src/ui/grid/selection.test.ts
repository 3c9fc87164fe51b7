/** How the selection moves, and what it covers. */
import { expect, test } from 'vitest'
import { jumpSteps, moved, rangeOf, wholeColumns, wholeRows } from './selection.ts'
import { columnLayout, placeAt } from './column-layout.ts'

const size = { rows: 100, columns: 8 }

test('a range is the same from either corner', () => {
  const range = { top: 2, bottom: 5, left: 1, right: 3 }
  expect(rangeOf({ anchor: { row: 5, column: 3 }, focus: { row: 2, column: 1 } }, size)).toEqual(range)
  expect(rangeOf(moved({ anchor: { row: 2, column: 1 }, focus: { row: 2, column: 1 } }, { row: 5, column: 3 }, true), size)).toEqual(range)
})

test('whole rows and columns reach the edges of the table, however large it becomes', () => {
  expect(rangeOf(wholeRows(3, 4, 0), size)).toEqual({ top: 3, bottom: 4, left: 0, right: 7 })
  expect(rangeOf(wholeColumns(2, 2, 50), { rows: 1_000, columns: 8 })).toEqual({ top: 0, bottom: 999, left: 2, right: 2 })
})

test('a selection outside of a table that became smaller is moved into it, and an empty table has none', () => {
  expect(rangeOf({ anchor: { row: 90, column: 7 }, focus: { row: 99, column: 7 } }, { rows: 10, columns: 2 })).toEqual({ top: 9, bottom: 9, left: 1, right: 1 })
  expect(rangeOf(wholeRows(0, 0, 0), { rows: 0, columns: 8 })).toBeNull()
})

test.each([
  ['111001', 5, 2],
  ['100110', 5, 3],
  ['100000', 5, 5],
  ['000111', 5, 3],
  ['111111', 5, 5],
])('Ctrl+arrow over %s goes %i steps at most, and stops after %i', (cells, steps, to) => {
  expect(jumpSteps((at) => cells[at] === '1', steps)).toBe(to)
})

test('a point is in the cell that is drawn there, frozen columns included', () => {
  const columns = Array.from({ length: 5 }, (_, at) => ({ key: String(at), label: '', width: 100, kind: 'text' as const }))
  const layout = columnLayout(columns, 1)
  const view = { left: 10, top: 20, scrollLeft: 250, scrollTop: 300 }
  expect(placeAt(10 + 80, 20 + 34 + 5, view, layout)).toEqual({ row: 10, column: 0 })
  expect(placeAt(10 + 180, 20 + 34 + 5, view, layout)).toEqual({ row: 10, column: 3 })
  expect(placeAt(10 + 20, 20 + 5, view, layout)).toEqual({ row: -1, column: -1 })
})
