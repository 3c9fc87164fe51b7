/** Rows that were added by hand are told apart by their number. */
import { expect, test } from 'vitest'
import { packTable } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import { editName } from './edit-name.ts'
import { fromFile } from './origin.ts'
import { rowName } from './row-name.ts'

const read = RowList.read(packTable({ headers: ['username'], rows: [['ana'], ['ben']], lines: [2, 3] }))
const rows = read.withMore([
  { key: 'r3', line: null, cells: [''] },
  { key: 'r4', line: null, cells: [''] },
])

test('a row of the file has its line, and added rows are numbered', () => {
  expect(rowName(read, { key: 'r2', line: 3 }, fromFile)).toBe('Line 3')
  expect(['r3', 'r4'].map((key) => rowName(rows, { key, line: null }, fromFile))).toEqual(['New user 1', 'New user 2'])
  expect(rowName([], { key: 'r2', line: null }, { kind: 'empty' })).toBe('New user 2')
  expect(rowName([], { key: 'r2', line: null }, { kind: 'directory' })).toBe('User 2')
})

test('the undo button says in which of them', () => {
  const set = { columns: ['username'], rows }
  const edit = (row: string) => editName({ kind: 'cells', adds: [], changes: [{ row, field: 'username', before: '', after: 'cleo' }] }, set, fromFile)
  expect(edit('r1')).toBe('Username in line 2')
  expect(edit('r4')).toBe('Username in new user 2')
})
