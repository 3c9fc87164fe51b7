/** A row that says create for somebody who is there, or update for nobody, is named before it is sent. */
import { expect, test } from 'vitest'
import { actionColumns } from '../mapping/action-columns.ts'
import type { ColumnMapping } from '../mapping/model.ts'
import { packTable } from '../packed/packed-table.ts'
import { actionConflicts } from './action-conflicts.ts'
import type { PlanItem } from './plan-model.ts'

const user = { id: 'a'.repeat(24), username: 'ana' }
const itemOf = (kind: 'create' | 'update' | 'unchanged' | 'excluded', at: number): PlanItem => {
  const row = `r${at + 1}`
  if (kind === 'excluded') return { kind, row, reason: '' }
  if (kind === 'unchanged') return { kind, row, user }
  return kind === 'create' ? { kind, row, changes: [], omitted: [] } : { kind, row, user, changes: [], omitted: [] }
}

test.each([
  ['operation', ['create', 'update', 'Update', 'create'], ['unchanged', 'create', 'update', 'create'], [2], [3]],
  ['Aktion', ['neu', 'ändern'], ['update', 'create'], [2], [3]],
  ['action', ['update', 'update'], ['excluded', 'update'], [], []],
] as const)('%s says %j, and the plan %j', (header, words, kinds, there, missing) => {
  const table = packTable({ headers: ['username', header], rows: words.map((word, at) => [`u${at}`, word]), lines: words.map((_, at) => at + 2) })
  const mapping: ColumnMapping[] = [
    { column: 0, header: 'username', target: { kind: 'field', field: 'username' }, why: '' },
    { column: 1, header, target: { kind: 'unmapped' }, why: '' },
  ]
  const [column] = actionColumns(table, mapping)
  if (column === undefined) throw new Error('The column says nothing.')
  expect(actionConflicts(table, column, kinds.map(itemOf))).toEqual({ there, missing, staying: [] })
})

test.each([
  ['Status', ['Active', 'Terminated', 'On leave', '-', ''], [2, 4]],
  ['Active', ['yes', 'no', ''], [2]],
  ['Terminated', ['yes', 'no', ''], [3]],
  ['Last working day', ['2020-05-01', '2099-05-01', ''], [3]],
  ['userAccountControl', ['512', '514'], [2]],
])('in a draft for leavers, rows of which “%s” says that the user stays are named', (header, words, staying) => {
  const table = packTable({ headers: ['username', header], rows: words.map((word, at) => [`u${at}`, word]), lines: words.map((_, at) => at + 2) })
  const [column] = actionColumns(table, [{ column: 1, header, target: { kind: 'unmapped' }, why: '' }])
  if (column === undefined) throw new Error('The column says nothing.')
  const items = words.map((_, at) => itemOf('update', at))
  expect(actionConflicts(table, column, items, 'leavers')).toEqual({ there: [], missing: [], staying })
  expect(
    actionConflicts(
      table,
      column,
      items.map((_, at) => itemOf('excluded', at)),
      'leavers',
    ).staying,
  ).toEqual([])
})
