/** What new users would lack is counted before a purpose is chosen, excluded rows aside. */
import { expect, test } from 'vitest'
import { clearMark } from '../fields/clear.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowSet } from '../packed/row.ts'
import { requiredBlanks } from './required-blanks.ts'

const setOf = (columns: string[], ...rows: string[][]): RowSet => ({
  columns,
  rows: RowList.of(rows.map((cells, at) => ({ key: `r${at + 1}`, line: at + 2, cells }))),
})
const blanks = (set: RowSet, excluded: string[] = []) => requiredBlanks(set, excluded).map(({ field, rows }) => [field.key, rows])

test('a column that is missing lacks in every row, a blank or cleared cell in its own', () => {
  const set = setOf(['email'], ['ana@x.example'], [' '], [clearMark])
  expect(blanks(set)).toEqual([
    ['username', 3],
    ['email', 2],
  ])
})

test('a row that was added by hand lacks nothing before it is filled in', () => {
  const { columns, rows } = setOf(['username', 'email'], ['ana', 'ana@x.example'])
  const added = RowList.of(rows).withMore([
    { key: 'r2', line: null, cells: ['', ''] },
    { key: 'r3', line: null, cells: ['ben', ''] },
  ])
  expect(blanks({ columns, rows: added })).toEqual([['email', 1]])
  expect(blanks({ columns, rows: added }, ['r2'])).toEqual([['email', 1]])
})

test('excluded rows lack nothing, and a whole file has nothing to say', () => {
  const set = setOf(['username', 'email'], ['ana', 'ana@x.example'], ['', 'ben@x.example'])
  expect(blanks(set)).toEqual([['username', 1]])
  expect(blanks(set, ['r2', 'r9'])).toEqual([])
})
