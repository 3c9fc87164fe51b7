/** Spaces around values are counted and removed in every column at once, and never in a password. */
import { expect, test } from 'vitest'
import { bulkChange, withBulk } from '../draft/bulk.ts'
import { paddedCells, paddingParts } from './padding.ts'

const set = {
  columns: ['username', 'department', 'password'],
  rows: [
    { key: 'r1', line: 2, cells: [' ana', 'Sales ', ' secret '] },
    { key: 'r2', line: 3, cells: ['ben', '\u00A0IT', ''] },
    { key: 'r3', line: 4, cells: ['cleo', 'People', ''] },
  ],
}

test('spaces around values go in one change, from every column but the password', () => {
  expect(paddedCells(set, 10)).toEqual({ count: 3, fields: ['username', 'department'] })
  expect(paddedCells(set, 1).count).toBe(2)
  const change = bulkChange(set, { id: 'b', title: 'Remove spaces', parts: paddingParts(set) })
  const after = change === null ? set : withBulk(set, change, 'do')
  expect(after.rows.map(({ cells }) => cells)).toEqual([
    ['ana', 'Sales', ' secret '],
    ['ben', 'IT', ''],
    ['cleo', 'People', ''],
  ])
  expect(paddedCells(after, 10).count).toBe(0)
})
