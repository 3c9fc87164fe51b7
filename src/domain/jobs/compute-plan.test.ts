/** A review sees who is absent, what others have changed meanwhile, and what a second look makes different. */
import { expect, test } from 'vitest'
import type { RowSet } from '../rows/row.ts'
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
const options: PlanOptions = { purpose: 'update', matchBy: 'auto', excluded: [], omitted: {}, organization: null, isComplete: true }

test('whoever is not in a complete file is listed, and nobody when the file does not claim to be complete', () => {
  expect(reviewDraft(set, users, new Map(), options).absent).toEqual([users[2]?.id])
  expect(reviewDraft(set, users, new Map(), { ...options, isComplete: false }).absent).toEqual([])
})

test('what others change in fields of the draft after it was opened is shown, and the rows that it makes different are named', () => {
  const firstSeen = new Map(users.map((each) => [each.id ?? '', each]))
  const now = [user('a', { department: 'Ops', jobTitle: 'not in the draft' }), ...users.slice(1)]
  const before = reviewDraft(set, users, firstSeen, options)
  const after = reviewDraft(set, now, firstSeen, options)
  expect([...after.drift]).toEqual([[users[0]?.id, [{ field: 'department', before: 'Sales', after: 'Ops' }]]])
  expect(rowsThatDiffer(before.plan, after.plan)).toEqual(['r1'])
  expect(rowsThatDiffer(before.plan, reviewDraft(set, users, firstSeen, options).plan)).toEqual([])
})
