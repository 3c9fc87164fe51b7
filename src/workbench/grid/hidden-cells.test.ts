/** Cells that nobody sees are never written, and whoever writes around them is told how many there were. */
import { expect, test } from 'vitest'
import { hiddenCells } from './hidden-cells.ts'
import { userEdit } from './change-to-edit.ts'

const all = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']
const visible = ['r1', 'r4', 'r6']
const change = { kind: 'paste' as const, readOnly: 0, outside: 0, blanks: [], edits: [] }
const at = (row: number, column: number) => ({ row, column, text: 'x' })
const given = {
  rowCount: visible.length,
  keyAt: (row: number) => visible[row],
  shown: ['username', 'lastname'],
  arranged: ['username', 'firstname', 'lastname'],
}
const placeOf = (key: string) => all.indexOf(key)

test('rows that a filter hides and columns that are hidden count as skipped where a block goes around them', () => {
  const edits = [at(0, 0), at(0, 1), at(1, 0), at(1, 1), at(2, 0), at(2, 1)]
  // Six rows of three columns are spanned, and six cells of them written.
  expect(hiddenCells({ ...given, placeOf, change: { ...change, edits } })).toBe(12)
  expect(hiddenCells({ ...given, placeOf: null, change: { ...change, edits } })).toBe(3)
  const made = userEdit({ change: { ...change, edits }, columns: given.shown, rowCount: 3, keyAt: given.keyAt, deleteMeans: 'blank', hidden: 12 })
  expect([made.cells.length, made.notice]).toEqual([6, '12 hidden cells in between skipped.'])
})

test('one cell skips nothing, and neither do rows that are added', () => {
  expect(hiddenCells({ ...given, placeOf, change: { ...change, edits: [at(1, 0)] } })).toBe(0)
  expect(hiddenCells({ ...given, placeOf, change: { ...change, edits: [at(3, 0), at(4, 0)] } })).toBe(0)
})
