/** A plan holds every row in exactly one place, and never guesses whom a row means. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leftOutOf } from './left-out.ts'
import { matchRows } from '../directory/match.ts'
import type { MatchKey } from '../draft/edit.ts'
import type { Purpose, RowSet } from '../packed/row.ts'
import { validateRows } from '../issues/validate.ts'
import type { SystemUser } from '../wire.ts'
import { clearMark } from '../fields/clear.ts'
import type { PasswordPolicy } from './password-policy.ts'
import type { Omitted } from '../draft/edit.ts'
import { planDraft } from './plan.ts'

const directory: SystemUser[] = [
  { id: 'a'.repeat(24), username: 'ana', email: 'ana@x.example', employeeIdentifier: 'E1', department: 'Sales' },
  { id: 'b'.repeat(24), username: 'ben', email: 'ben@x.example', employeeIdentifier: 'E2', department: 'Sales' },
]

interface Options {
  readonly matchBy?: MatchKey
  readonly excluded?: readonly string[]
  readonly omitted?: Omitted
  readonly users?: readonly SystemUser[]
  readonly policy?: PasswordPolicy
}

function planOf(
  columns: string[],
  rows: string[][],
  purpose: Purpose,
  { matchBy = 'auto', excluded = [], omitted = {}, users = directory, policy }: Options = {},
) {
  const set: RowSet = { columns, rows: rows.map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells })) }
  const matches = matchRows(set, users, matchBy)
  return planDraft({ set, purpose, users, matches, issues: validateRows(set, purpose), excluded: new Set(excluded), omitted, policy: policy ?? null })
}

const kindsOf = (plan: ReturnType<typeof planOf>) => plan.items.map(({ kind }) => kind)
const reasonsOf = (plan: ReturnType<typeof planOf>) => plan.items.flatMap((item) => (item.kind === 'blocked' ? item.reasons : []))

test('who is there is updated, who is not is created, who is the same stays', () => {
  const plan = planOf(
    ['username', 'email', 'department'],
    [
      ['ANA', '', 'Support'],
      ['ben', 'BEN@x.example', 'Sales'],
      ['cleo', 'cleo@x.example', ''],
    ],
    'both',
  )
  expect(kindsOf(plan)).toEqual(['update', 'unchanged', 'create'])
})

test('a file that creates holds back who is there, a file that updates who is not', () => {
  expect(reasonsOf(planOf(['username', 'email'], [['ana', 'ana@x.example']], 'create'))).toEqual([
    'ana is already in the directory, and this file only creates users.',
  ])
  expect(reasonsOf(planOf(['username'], [['nobody']], 'update'))).toEqual(['No user in the directory matches this row, and this file only updates users.'])
})

test('each reason names the cell that it is about, so that the cell can be shown', () => {
  const cellsOf = (...given: Parameters<typeof planOf>) => planOf(...given).items.map((item) => (item.kind === 'blocked' ? item.cells : null))
  const both = ['username', 'email']
  expect(cellsOf(both, [['ana', 'ana@x.example']], 'create')).toEqual([['username']])
  expect(cellsOf(both, [['nobody', 'ben@x.example']], 'update')).toEqual([['email']])
  expect(cellsOf(both, [['', 'nobody@x.example']], 'leavers')).toEqual([['email']])
  expect(cellsOf(['id', ...both], [['c'.repeat(24), 'cleo', 'cleo@x.example']], 'both')).toEqual([['id']])
  expect(cellsOf([...both, 'manager'], [['cleo', 'no address', 'zoe']], 'both')).toEqual([['email', 'manager']])
  expect(cellsOf([...both, 'state'], [['ana', '', 'STAGED']], 'both')).toEqual([['state']])
  expect(cellsOf(['username', 'jobTitle'], [['', '']], 'create')).toEqual([[null]])
})

test('reasons that the checks of the grid give too are told from those that only the plan knows', () => {
  const [item] = planOf(['username', 'email', 'manager'], [['cleo', 'no address', 'zoe']], 'both').items
  expect(item).toMatchObject({ kind: 'blocked', cells: ['email', 'manager'], issues: [0] })
})

test('an empty row is never sent, whether it is of the file or was added by hand, and says so once', () => {
  for (const line of [2, null])
    for (const purpose of ['create', 'update', 'both', 'leavers'] as const) {
      const set: RowSet = { columns: ['username', 'email'], rows: [{ key: 'r1', line, cells: ['', ''] }] }
      const matches = matchRows(set, directory, 'auto')
      const plan = planDraft({ set, purpose, users: directory, matches, issues: validateRows(set, purpose), excluded: new Set() })
      expect(reasonsOf(plan)).toEqual(['The row is empty. Exclude it, or fill it in.'])
    }
})

test('identifiers that point at two users block the row and name the other', () => {
  const [reason] = reasonsOf(planOf(['username', 'email'], [['ana', 'ben@x.example']], 'update'))
  expect(reason).toContain('belongs to ben')
  expect(reason).toContain('not to ana')
})

test('a weaker identifier never matches by itself, until the administrator says so', () => {
  const rows = [['anna', 'ana@x.example']]
  expect(reasonsOf(planOf(['username', 'email'], rows, 'both'))[0]).toContain('match by email')
  const renamed = planOf(['username', 'email'], rows, 'both', { matchBy: 'email' }).items[0]
  expect(renamed).toMatchObject({ kind: 'update', changes: [{ field: 'username', before: 'ana', after: 'anna' }] })
})

test('whoever is suspended is called so where a row of a new user means them: it may be a rehire', () => {
  for (const away of [{ state: 'SUSPENDED' }, { suspended: true }]) {
    const users = directory.map((user) => (user.username === 'ana' ? { ...user, ...away } : user))
    expect(reasonsOf(planOf(['username', 'email'], [['ana', 'ana@x.example']], 'create', { users }))).toEqual([
      'ana is already in the directory and suspended, and this file only creates users. For a rehire, update this user.',
    ])
    expect(reasonsOf(planOf(['username', 'employeeIdentifier'], [['ana.new', 'E1']], 'create', { users })).join()).toMatch(
      /belongs to ana \(a+\), who is suspended, but no user .* If this is the right user, for example a rehire, match by/,
    )
  }
  expect(reasonsOf(planOf(['username', 'employeeIdentifier'], [['ana.new', 'E1']], 'both')).join()).not.toMatch(/suspended|rehire/)
})

test('two rows for one user are both blocked', () => {
  const plan = planOf(
    ['username', 'employeeIdentifier'],
    [
      ['ana', ''],
      ['', 'E1'],
    ],
    'update',
  )
  expect(kindsOf(plan)).toEqual(['blocked', 'blocked'])
  expect(reasonsOf(plan)[0]).toContain('Line 3 matches the same user')
})

test('a cause names the field that its rows can be sent without, and none where they cannot', () => {
  const columns = ['username', 'email', 'manager', 'state']
  const rows = [
    ['cleo', 'cleo@x.example', 'no such user', ''],
    ['dan', 'dan@x.example', '', 'perhaps'],
    ['e rik', 'erik@x.example', 'no such user', ''],
  ]
  const fieldsOf = (plan: ReturnType<typeof planOf>) => leftOutOf(plan).map(({ rows: of, field }) => [of, field])
  expect(fieldsOf(planOf(columns, rows, 'create'))).toEqual([
    [['r1'], 'manager'],
    [['r2'], 'state'],
    [['r3'], undefined],
  ])
  const without = planOf(columns, rows, 'create', { omitted: { r1: ['manager'], r2: ['state'] } })
  expect(kindsOf(without)).toEqual(['create', 'create', 'blocked'])
  expect(without.items[0]).toMatchObject({ changes: [{ field: 'username' }, { field: 'email' }] })
})

test('a row with an error is blocked, and one that was excluded is not', () => {
  expect(
    kindsOf(
      planOf(
        ['username', 'email'],
        [
          ['c leo', 'cleo@x.example'],
          ['dan', 'dan@x.example'],
        ],
        'create',
        { excluded: ['r2'] },
      ),
    ),
  ).toEqual(['blocked', 'excluded'])
})

test('a blank is never a change', () => {
  const [item] = planOf(['username', 'department', 'employeeIdentifier'], [['ana', '', ' ']], 'update').items
  expect(item?.kind).toBe('unchanged')
})

test('for any rows the counts add up, and no user is updated twice', () => {
  const cell = (...values: string[]) => fc.constantFrom('', ...values)
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(cell('ana', 'ben', 'new', 'b d'), cell('ana@x.example', 'BEN@x.example', 'new@x.example'), cell('E1', 'E2', 'E3'), cell('Sales', 'Support')),
        { maxLength: 12 },
      ),
      fc.constantFrom<Purpose>('create', 'update', 'both', 'leavers'),
      fc.constantFrom<MatchKey>('auto', 'username', 'email', 'employeeIdentifier'),
      (rows, purpose, matchBy) => {
        const { items, counts } = planOf(['username', 'email', 'employeeIdentifier', 'department'], rows, purpose, { matchBy })
        expect(items).toHaveLength(rows.length)
        expect(counts.create + counts.update + counts.unchanged + counts.excluded + counts.blocked).toBe(counts.rows)
        const updated = items.flatMap((item) => (item.kind === 'update' ? [item.user.id] : []))
        expect(new Set(updated).size).toBe(updated.length)
        if (purpose === 'create') expect(counts.update + counts.unchanged).toBe(0)
        if (purpose === 'update' || purpose === 'leavers') expect(counts.create).toBe(0)
      },
    ),
  )
})

test('leavers are suspended and nothing else of them changes; who is suspended already stays, and who is unknown is named', () => {
  const gone: SystemUser = { id: 'c'.repeat(24), username: 'cleo', email: 'cleo@x.example', state: 'SUSPENDED' }
  const plan = planOf(
    ['username', 'department'],
    [
      ['ana', 'Support'],
      ['cleo', ''],
      ['nobody', ''],
    ],
    'leavers',
    { users: [...directory, gone] },
  )
  expect(plan.items[0]).toMatchObject({ kind: 'update', changes: [{ field: 'state', before: '', after: 'SUSPENDED' }] })
  expect(kindsOf(plan)).toEqual(['update', 'unchanged', 'blocked'])
  expect(reasonsOf(plan)).toEqual(['No user in the directory matches this row, so there is no user to suspend.'])
})

test('a clear is counted apart, and only where there is something to clear', () => {
  const plan = planOf(['username', 'department', 'jobTitle'], [['ana', clearMark, clearMark]], 'update')
  expect(plan.items[0]).toMatchObject({ kind: 'update', changes: [{ field: 'department', before: 'Sales', after: '', clears: true }] })
  expect(plan.counts).toMatchObject({ update: 1, changes: 1, clears: 1, cleared: 1 })
  expect(kindsOf(planOf(['username', 'jobTitle'], [['ana', clearMark]], 'update'))).toEqual(['unchanged'])
  expect(reasonsOf(planOf(['id', 'username'], [['a'.repeat(24), clearMark]], 'update'))[0]).toContain('every user has one')
})

test('a field excluded from a row is not sent, and a row of which every change is excluded is excluded', () => {
  const rows = [['ana', 'Support', 'Lead']]
  const one = planOf(['username', 'department', 'jobTitle'], rows, 'update', { omitted: { r1: ['department'] } }).items[0]
  expect(one).toMatchObject({ kind: 'update', changes: [{ field: 'jobTitle' }], omitted: [{ field: 'department' }] })
  const none = planOf(['username', 'department'], [['ana', 'Support']], 'update', { omitted: { r1: ['department'] } })
  expect(kindsOf(none)).toEqual(['excluded'])
  expect(none.counts).toMatchObject({ rows: 1, excluded: 1, update: 0 })
})

test('a manager is found by id, username or email, and read as a name', () => {
  for (const text of ['b'.repeat(24), 'BEN', 'ben@X.example']) {
    const [item] = planOf(['username', 'manager'], [['ana', text]], 'update').items
    expect(item).toMatchObject({ changes: [{ field: 'manager', before: '', after: 'b'.repeat(24), shown: { before: '', after: 'ben' } }] })
  }
  expect(reasonsOf(planOf(['username', 'manager'], [['ana', 'nobody']], 'update'))[0]).toContain('neither in the directory nor in this file')
})

test('a manager whom the same file creates is waited for, and who waits for somebody blocked is blocked too', () => {
  const columns = ['username', 'email', 'manager']
  const rows = [
    ['new.one', 'one@x.example', 'two@x.example'],
    ['new.two', 'two@x.example', 'ana'],
  ]
  const plan = planOf(columns, rows, 'both')
  expect(plan.items[0]).toMatchObject({ kind: 'create', changes: [{ field: 'username' }, { field: 'email' }, { field: 'manager', awaits: 'r2' }] })
  expect(kindsOf(planOf(columns, [...rows, ['zoe', 'zoe@x.example', 'new.one']], 'both', { excluded: ['r2'] }))).toEqual(['blocked', 'excluded', 'blocked'])
})

test('managers in a circle are blocked and named, in the file and together with the directory', () => {
  const columns = ['username', 'email', 'manager']
  const circle = planOf(
    columns,
    [
      ['one', 'one@x.example', 'two'],
      ['two', 'two@x.example', 'one'],
    ],
    'create',
  )
  expect(reasonsOf(circle)).toEqual([
    'The managers form a circle: one → two → one. Change one of them.',
    'The managers form a circle: one → two → one. Change one of them.',
  ])
  expect(reasonsOf(planOf(columns, [['ana', '', 'ana']], 'update'))).toEqual(['ana would be their own manager. Enter another user, or leave the cell blank.'])
  const users = [{ ...directory[0], manager: 'b'.repeat(24) } as SystemUser, directory[1] as SystemUser]
  expect(reasonsOf(planOf(columns, [['ben', '', 'ana']], 'update', { users }))[0]).toContain('form a circle')
})

test('a password that the organization’s policy refuses holds the row back, without saying the password', () => {
  const policy = { minLength: 12, needsNumeric: true }
  const [reason] = reasonsOf(planOf(['username', 'email', 'password'], [['new', 'new@x.example', 'short']], 'create', { policy }))
  expect(reason).toContain('at least 12 characters, a digit')
  expect(reason).not.toContain('short')
  expect(kindsOf(planOf(['username', 'email', 'password'], [['new', 'new@x.example', 'long enough 2 pass']], 'create', { policy }))).toEqual(['create'])
})

test('a blank cell of enrollment days means seven where MFA is required, as in JumpCloud’s module, and nothing elsewhere', () => {
  const changes = (cells: string[], columns = ['username', 'enable_user_portal_multifactor', 'mfa.exclusionDays']) =>
    planOf(columns, [['ana', ...cells]], 'update').items.flatMap((item) =>
      item.kind === 'update' ? item.changes.map(({ field, after }) => [field, after]) : [],
    )
  expect(changes(['$True', ''])).toEqual([
    ['enable_user_portal_multifactor', '$True'],
    ['mfa.exclusionDays', '7'],
  ])
  expect(changes(['$True', '30'])).toContainEqual(['mfa.exclusionDays', '30'])
  expect(changes(['$True'], ['username', 'enable_user_portal_multifactor'])).toEqual([['enable_user_portal_multifactor', '$True']])
  expect(changes(['', ''])).toEqual([])
})

test('a row to create whose user exists gives that as its first reason, and asks for nothing that only new users need', () => {
  const plan = planOf(['username', 'department'], [['ana', 'Support']], 'create')
  expect(reasonsOf(plan)).toEqual(['ana is already in the directory, and this file only creates users.'])
  expect(leftOutOf(plan)[0]?.reason).toContain('already in the directory')
})

test('a word for no value is nobody’s manager, even where somebody’s employee number is the same word', () => {
  const columns = ['username', 'employeeIdentifier', 'manager', 'jobTitle']
  const plan = planOf(
    columns,
    [
      ['ana', 'E1', 'null', 'Boss'],
      ['ben', 'null', '', 'Clerk'],
    ],
    'update',
  )
  expect(reasonsOf(plan)).toContain('The manager is “null”, a word for no value. Blank the cell, or enter a manager.')
})
