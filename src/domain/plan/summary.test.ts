/** What a screen says about a whole plan is what its users add up to, and a tick holds for those who were read. */
import { expect, test } from 'vitest'
import type { SystemUser } from '../wire.ts'
import { countItems, type Change, type PlanItem } from './plan-model.ts'
import { summarize } from './summary.ts'

const change = (field: string, after: string): Change => ({ field, before: 'x', after })
const update = (user: SystemUser, ...changes: Change[]): PlanItem => ({ kind: 'update', row: `r${user.id}`, user, changes, omitted: [] })
const boss = (id: string): SystemUser => ({ id, username: `boss${id}`, admin: true })
const planOf = (...items: PlanItem[]) => ({ items, counts: countItems(items) })

test('fields are counted by users, excluded ones too, the most first; sensitive users once', () => {
  const left: PlanItem = { kind: 'excluded', row: 'r9', reason: '', omitted: [change('department', 'IT')] }
  const plan = planOf(
    update({ id: '1' }, change('sudo', 'true'), change('state', 'SUSPENDED'), change('department', 'IT')),
    update({ id: '2' }, change('department', 'IT')),
    left,
  )
  const summary = summarize(plan, new Map([['2', [change('department', 'Ops')]]]), null)
  expect(summary.fields).toEqual([
    { field: 'department', count: 3 },
    { field: 'sudo', count: 1 },
    { field: 'state', count: 1 },
  ])
  expect([summary.withSensitive, summary.withDrift]).toEqual([1, 1])
  expect(summary.sensitive.map(({ field, after, count }) => `${field} ${after} ${count}`)).toEqual(['sudo true 1', 'state SUSPENDED 1'])
})

test('who comes into a protected group later is not covered by the tick for those before', () => {
  const suspended = (...ids: string[]) => summarize(planOf(...ids.map((id) => update(boss(id), change('state', 'SUSPENDED')))), new Map(), null).protectedUsers
  const [one] = suspended('1')
  const [two] = suspended('1', '2')
  expect([one?.count, two?.count]).toEqual([1, 2])
  expect(one?.key).not.toBe(two?.key)
  expect(suspended('1')[0]?.key).toBe(one?.key)
  const sensitive = (...ids: string[]) => summarize(planOf(...ids.map((id) => update(boss(id), change('state', 'SUSPENDED')))), new Map(), null).sensitive
  expect(sensitive('1', '2')[0]?.names).toHaveLength(2)
  expect(sensitive(...Array.from({ length: 30 }, (_, index) => String(index)))[0]?.names).toEqual([])
  const many = suspended(...Array.from({ length: 30 }, (_, index) => String(index)))
  expect([many[0]?.count, many[0]?.names.length]).toEqual([30, 12])
})
