/** C17: a number that is shorter than those of its column is marked in its cell, edited or not, and the repair gives it the digits of the others. */
import { expect, test } from 'vitest'
import { bulkChange, withBulk } from '../draft/bulk.ts'
import { packedRow } from '../packed/packed-rows.ts'
import { packTable } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import type { Purpose } from '../packed/row.ts'
import { repairPart } from './fix-group.ts'
import { IssueIndex } from './issue-index.ts'

function checked(field: string, values: readonly string[], purpose: Purpose | null = null) {
  const columns = ['username', field]
  const table = packTable({ headers: columns, rows: values.map((value, at) => [`user.${at}`, value]), lines: values.map((_, at) => at + 2) })
  const index = new IssueIndex(columns, purpose, (number) => packedRow(table, number))
  for (const block of table.blocks) index.addBlock(block, 1)
  index.addShortNumbers(table.blocks)
  const handed = new IssueIndex(columns, purpose, (number) => packedRow(table, number), structuredClone(index.state))
  return { columns, table, index: handed, group: handed.groups().find(({ cause }) => cause === 'zeros') }
}
const shortRows = (field: string, values: readonly string[], purpose: Purpose | null = null) => {
  const { index, group } = checked(field, values, purpose)
  return group === undefined ? [] : index.numbersOf(group).map((number) => values[number - 1])
}

test.each([
  ['a number beside others with zeros', ['001068', '001069', '1067', '001070'], ['1067']],
  ['a number that was written with decimals', ['80331', '1067.0'], ['1067.0']],
  ['one of many that is shorter', ['10000', '10001', '999', '10003', '10004'], ['999']],
  ['numbers that are counted up', ['8', '9', '10', '11'], []],
  ['numbers of one length', ['10001', '10002', '10003'], []],
  ['numbers with letters', ['E1', 'E10', 'E100', '1067'], []],
  ['blanks', ['', '', ''], []],
])('%s', (_, values, short) => {
  expect(shortRows('employeeIdentifier', values)).toEqual(short)
  // A column of few values is packed in another way.
  const many = Array.from({ length: 600 }, (__, at) => values[at % values.length] ?? '')
  if (short.length > 0) expect(new Set(shortRows('costCenter', many))).toEqual(new Set(short))
})

test('numbers that are no codes have no warning, and neither has what is not sent when users leave', () => {
  const values = ['001068', '001069', '1067']
  expect(shortRows('department', values)).toEqual([])
  expect(shortRows('costCenter', values, 'leavers')).toEqual([])
  expect(shortRows('employeeIdentifier', values, 'leavers')).toEqual(['1067'])
})

test('the cell has the warning until it is edited, and the repair fills up what is short', () => {
  const { columns, table, index, group } = checked('employeeIdentifier', ['001068', '001069', '1067'])
  const row = packedRow(table, 3)
  expect(index.get(row)).toMatchObject([{ field: 'employeeIdentifier', severity: 'warning', cause: 'zeros', suggestion: '001067' }])
  expect(index.get(row)[0]?.message).toBe('Employee identifier is “1067”, and most have 6 digits. A spreadsheet may have removed zeros.')
  expect([index.errors.count, index.warnings.count]).toEqual([0, 1])

  const set = { columns, rows: RowList.read(table) }
  const part = repairPart({ cause: 'zeros', field: 'employeeIdentifier', rows: [3], digits: group?.digits })
  const change = bulkChange(set, { id: 'b', title: '', parts: [part] })
  expect(change === null ? null : withBulk(set, change, 'do').rows.at(2)?.cells).toEqual(['user.2', '001067'])

  const after = { key: 'r3', line: 4, cells: ['user.2', '001067'] }
  index.replace(row, after)
  expect(index.get(after)).toEqual([])
  const again = { ...after, cells: ['user.2', '67'] }
  index.replace(after, again)
  expect(index.get(again)).toMatchObject([{ cause: 'zeros', suggestion: '000067' }])
})

test('a number that is typed short into a column of whole ones is marked, and so is one whose repair is taken back after a reload', () => {
  const { table, index } = checked('employeeIdentifier', ['001068', '001069', '001067'])
  expect(index.warnings.count).toBe(0)
  const row = packedRow(table, 3)
  const typed = { key: 'r3', line: 4, cells: ['user.2', '1067'] }
  index.replace(row, typed)
  expect(index.get(typed)).toMatchObject([{ field: 'employeeIdentifier', severity: 'warning', cause: 'zeros', suggestion: '001067' }])
  expect(index.groups()).toMatchObject([{ cause: 'zeros', count: 1, digits: 6 }])
  index.replace(typed, row)
  expect(index.warnings.count).toBe(0)
  // Numbers that are counted up are of no length of their own.
  const { table: counted, index: counting } = checked('employeeIdentifier', ['101', '102', '103'])
  const low = { key: 'r1', line: 2, cells: ['user.0', '99'] }
  counting.replace(packedRow(counted, 1), low)
  expect(counting.get(low)).toEqual([])
})
