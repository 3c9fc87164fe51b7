/** What a spreadsheet or a Mac does to the spelling of values is not taken for a change, or is named and excluded in one step. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldKey } from '../fields/field.ts'
import type { RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { reviewDraft, type PlanOptions } from './compute-plan.ts'

const id = (nth: number) => String(nth).padStart(24, '0')
const options: PlanOptions = { purpose: 'update', matchBy: 'auto', excluded: [], heldBack: new Map(), omitted: {}, organization: null, isComplete: false }
const setOf = (columns: readonly FieldKey[], ...rows: readonly (readonly string[])[]): RowSet => ({
  columns,
  rows: rows.map((cells, at) => ({ key: `r${at + 1}`, line: at + 2, cells })),
})
const review = (set: RowSet, users: readonly SystemUser[], more: Partial<PlanOptions> = {}) => reviewDraft(set, users, new Map(), { ...options, ...more })
const adviceOf = (set: RowSet, users: readonly SystemUser[], key: string, more: Partial<PlanOptions> = {}) =>
  review(set, users, more).summary.advice.filter((each) => each.key === key)

test('employee IDs that have only lost their zeros are named with an example, and excluded in one step', () => {
  const users = [1, 2, 3].map((nth): SystemUser => ({
    id: id(nth),
    username: `user${nth}`,
    email: `user${nth}@acme.example`,
    employeeIdentifier: `0041${nth}`,
    jobTitle: 'Buyer',
  }))
  const set = setOf(['username', 'employeeIdentifier', 'jobTitle'], ['user1', '411', 'Buyer'], ['user2', '412', 'Lead'], ['user3', '413', 'Buyer'])
  const [advice] = adviceOf(set, users, 'zeros')
  expect(advice).toMatchObject({ detail: expect.stringContaining('00411 → 411'), omit: { field: 'employeeIdentifier', rows: ['r1', 'r2', 'r3'] } })
  expect(advice?.title).toMatch(/^3 .* only gain or lose leading zeros$/)
  const omitted = Object.fromEntries((advice?.omit?.rows ?? []).map((row) => [row, ['employeeIdentifier']]))
  expect(review(set, users, { omitted }).plan.counts).toMatchObject({ update: 1, changes: 1 })
})

test('values that change only in spaces, quotes or dashes are named by field', () => {
  const users: SystemUser[] = [
    { id: id(1), username: 'ana', department: 'Research - Lyon', phoneNumbers: [{ type: 'mobile', number: '+49 170 5550102' }] },
    { id: id(2), username: 'ben', department: 'Support' },
  ]
  const set = setOf(['username', 'department', 'phoneNumbers.mobile'], ['ana', 'Research – Lyon', '+491705550102'], ['ben', 'Sup-port', '+491705550103'])
  expect(adviceOf(set, users, 'signs').map(({ title, omit }) => [title, omit?.rows])).toEqual([
    ['1 Department value changes only in spaces, quotes or dashes', ['r1']],
    ['1 Mobile phone value changes only in spaces, quotes or dashes', ['r1']],
  ])
})

test.each(['update', 'create', 'both'] as const)('for %s: whoever has the employee ID with its zeros is named, and no user is created', (purpose) => {
  const users: SystemUser[] = [{ id: id(1), username: 'ana', email: 'ana@acme.example', employeeIdentifier: '00412' }]
  const { plan } = review(
    setOf(['employeeIdentifier', 'username', 'email'], ['412', 'ana.k', 'ana.k@acme.example'], ['007', 'new', 'new@acme.example']),
    users,
    {
      purpose,
      matchBy: 'employeeIdentifier',
    },
  )
  expect(plan.items[0]).toMatchObject({ kind: 'blocked', reasons: [expect.stringMatching(/No user has the employee ID “412”, but “00412” belongs to ana /)] })
  expect(plan.items[1]?.kind).toBe(purpose === 'update' ? 'blocked' : 'create')
})

test('a difference of case alone stands apart from other changes', () => {
  const users: SystemUser[] = [{ id: id(1), username: 'ana', email: 'ana@acme.example', department: 'Sales', jobTitle: 'Buyer' }]
  const set = setOf(['username', 'department', 'jobTitle'], ['ana', 'SALES', 'Lead buyer'])
  expect(adviceOf(set, users, 'case')).toMatchObject([
    { title: '1 Department value changes only in upper and lower case', omit: { field: 'department', rows: ['r1'] } },
  ])
})

test('another Unicode form, blanks around a value and the case of an email are no change, and are counted', () => {
  const users: SystemUser[] = [{ id: id(1), username: 'ana', email: 'ana@acme.example', lastname: 'M\u00FCller', department: 'Sales' }]
  const set = setOf(['username', 'email', 'lastname', 'department'], ['ana', 'Ana@Acme.example', 'Mu\u0308ller', 'Sales'])
  const { plan, summary } = review(set, users)
  expect(plan.counts).toMatchObject({ unchanged: 1, update: 0, alike: 2 })
  expect(summary.advice.find(({ key }) => key === 'alike')?.title).toBe('2 values are the same in another spelling')
})

test('a suspended user who is updated stays suspended, and the review says so', () => {
  const users: SystemUser[] = [{ id: id(1), username: 'ana.keller', email: 'ana@acme.example', employeeIdentifier: 'E1', state: 'SUSPENDED' }]
  const set = setOf(['employeeIdentifier', 'lastname'], ['E1', 'Meier'])
  expect(adviceOf(set, users, 'suspended')).toMatchObject([{ title: '1 user is suspended and stays suspended', detail: expect.stringContaining('ana.keller') }])
  expect(adviceOf(setOf(['employeeIdentifier', 'state'], ['E1', 'ACTIVATED']), users, 'suspended')).toEqual([])
})

test('passwords of users who exist are counted apart and excluded in one step, and one password for several users is a warning without it', () => {
  const users: SystemUser[] = [1, 2].map((nth) => ({ id: id(nth), username: `user${nth}`, email: `user${nth}@acme.example` }))
  const rows = [1, 2, 3].map((nth) => [`user${nth}`, `user${nth}@acme.example`, 'Welcome-2026-x'])
  const { summary } = review(setOf(['username', 'email', 'password'], ...rows), users, { purpose: 'both' })
  expect(summary.advice.find(({ key }) => key === 'password-reset')).toMatchObject({
    title: '2 existing users will get a new password',
    omit: { field: 'password', rows: ['r1', 'r2'] },
  })
  expect(summary.advice.find(({ key }) => key === 'same-password')?.title).toBe('3 users will get one and the same password')
  expect(JSON.stringify(summary)).not.toContain('Welcome-2026-x')
})

test('a manager of others who is suspended is named with the number of reports', () => {
  const users: SystemUser[] = [
    { id: id(1), username: 'boss', email: 'boss@acme.example', state: 'ACTIVATED' },
    { id: id(2), username: 'ana', email: 'ana@acme.example', manager: id(1) },
    { id: id(3), username: 'ben', email: 'ben@acme.example', manager: id(1) },
  ]
  expect(adviceOf(setOf(['username'], ['boss']), users, 'managers', { purpose: 'leavers' })).toMatchObject([
    { detail: expect.stringContaining('boss manages 2 users') },
  ])
})

test('an excluded row never blocks another one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('ana', 'ben', 'cleo'), { minLength: 2, maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (names, out) => {
        const set = setOf(['username', 'email'], ...names.map((name) => [name, `${name}@acme.example`]))
        const excluded = names.flatMap((_, at) => (out[at] === true ? [`r${at + 1}`] : []))
        const { plan } = review(set, [], { purpose: 'create', excluded })
        names.forEach((name, at) => {
          const isAlone = names.filter((each, other) => each === name && out[other] !== true).length === 1
          const kind = plan.items[at]?.kind
          expect(kind).toBe(out[at] === true ? 'excluded' : isAlone ? 'create' : 'blocked')
        })
      },
    ),
  )
})
