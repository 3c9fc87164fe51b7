/** What new users would lack is counted before a purpose is chosen, excluded rows aside. */
import { expect, test } from 'vitest'
import { clearMark } from '../fields/clear.ts'
import { makePacker } from '../packed/column-bytes.ts'
import type { PackedBlock } from '../packed/packed-table.ts'
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

test('cells that are kept as bytes are counted as their texts are, from the first row to the last of every block', () => {
  const odd = ['', ' ', '\t', '\u00A0', '\u3000 ', clearMark, `${clearMark}x`, ' ana', 'ána', '~', '0', 'łukasz']
  const names = Array.from({ length: 9_001 }, (_, at) => (at % 7 === 0 ? (odd[(at / 7) % odd.length] ?? '') : `user.${at}`))
  const blocks: PackedBlock[] = []
  const packer = makePacker(1, ({ columns, lines }) =>
    blocks.push({
      lines,
      columns: columns.map((column) => (column === null || column.indices !== undefined ? column : { ...column, text: String.fromCharCode(...column.bytes) })),
    }),
  )
  packer.add(
    names.map((name) => [name]),
    names.map((_, at) => at + 2),
  )
  packer.finish()
  const list = RowList.read({ headers: ['username'], rowCount: names.length, blocks })
  const lacking = (texts: readonly string[]) => texts.filter((text) => text === clearMark || text.trim() === '').length
  const count = (rows: RowList) => blanks({ columns: ['username'], rows })[0]?.[1]
  expect(count(list)).toBe(lacking(names))
  expect(count(list.with(new Map([[8_192, { key: 'r8193', line: 8_194, cells: [''] }]])))).toBe(lacking(names.with(8_192, '')))
})

test('excluded rows lack nothing, and a whole file has nothing to say', () => {
  const set = setOf(['username', 'email'], ['ana', 'ana@x.example'], ['', 'ben@x.example'])
  expect(blanks(set)).toEqual([['username', 1]])
  expect(blanks(set, ['r2', 'r9'])).toEqual([])
})
