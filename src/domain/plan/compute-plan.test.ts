/** A review sees who is absent, what others have changed meanwhile, and what a second look makes different. */
import { expect, test } from 'vitest'
import type { RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { reviewDraft, rowsThatDiffer, type PlanOptions } from './compute-plan.ts'

const user = (name: string, more: Partial<SystemUser> = {}): SystemUser => ({
  id: name.repeat(24).slice(0, 24),
  username: name,
  email: `${name}@x.example`,
  ...more,
})
const users = [user('a', { department: 'Sales' }), user('b', { department: 'Sales' }), user('c')]
const set: RowSet = {
  columns: ['username', 'department'],
  rows: [
    ['a', 'IT'],
    ['b', 'IT'],
  ].map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells })),
}
const options: PlanOptions = { purpose: 'update', matchBy: 'auto', excluded: [], heldBack: new Map(), omitted: {}, organization: null, isComplete: true }

test('whoever is not in a complete file is listed, and nobody when the file does not claim to be complete', () => {
  expect(reviewDraft(set, users, new Map(), options).absent).toEqual([users[2]?.id])
  expect(reviewDraft(set, users, new Map(), { ...options, isComplete: false }).absent).toEqual([])
})

test('users missing from a full list are in the order of their usernames, whatever order the directory was read in', () => {
  const read = ['zoe', 'Émile', 'b', 'anna', 'a', 'frank'].map((name) => user(name))
  const names = new Map(read.map((each) => [each.id, each.username]))
  expect(reviewDraft(set, read, new Map(), options).absent.map((id) => names.get(id))).toEqual(['anna', 'Émile', 'frank', 'zoe'])
})

test('what others change in fields of the draft after it was opened is shown, and the rows that it makes different are named', () => {
  const before = reviewDraft(set, users, new Map(), options)
  expect([...before.drift]).toEqual([])
  expect(before.added.get(users[0]?.id ?? '')).toEqual({ username: 'a', department: 'Sales' })
  const now = [user('a', { department: 'Ops', jobTitle: 'not in the draft' }), ...users.slice(1)]
  const after = reviewDraft(set, now, before.added, options)
  expect([...after.drift]).toEqual([[users[0]?.id, [{ field: 'department', before: 'Sales', after: 'Ops' }]]])
  expect([...after.added]).toEqual([])
  expect(rowsThatDiffer(before.plan, after.plan)).toEqual(['r1'])
  expect(rowsThatDiffer(before.plan, reviewDraft(set, users, before.added, options).plan)).toEqual([])
})

test('what the draft itself has brought about is no news, and a column that comes later is compared from then on', () => {
  const first = reviewDraft(set, users, new Map(), options)
  const done = [user('a', { department: 'IT' }), ...users.slice(1)]
  expect([...reviewDraft(set, done, first.added, options).drift]).toEqual([])
  const wider: RowSet = { columns: [...set.columns, 'jobTitle'], rows: set.rows.map((row) => ({ ...row, cells: [...row.cells, ''] })) }
  const second = reviewDraft(wider, users, first.added, options)
  expect(second.added.get(users[0]?.id ?? '')).toEqual({ username: 'a', department: 'Sales', jobTitle: '' })
  const third = reviewDraft(wider, [user('a', { department: 'Sales', jobTitle: 'Baker' })], new Map([...first.added, ...second.added]), options)
  expect([...third.drift.values()]).toEqual([[{ field: 'jobTitle', before: '', after: 'Baker' }]])
})
