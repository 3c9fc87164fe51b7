/** What is wrong with a row is said on the cell, with what to do. */
import { expect, test } from 'vitest'
import type { Purpose, RowSet } from '../packed/row.ts'
import { validateRow, validateRows } from './validate.ts'

const issuesOf = (cells: Record<string, string>, purpose: Purpose | null = null) =>
  validateRow({ key: 'r1', line: 2, cells: Object.values(cells) }, Object.keys(cells), purpose).map(
    ({ field, severity, message }) => `${field ?? 'row'} ${severity}: ${message}`,
  )

test('an ordinary user has no issue', () => {
  expect(
    issuesOf({ username: 'ana-maria.ito_2', email: 'ana@acme.example', sudo: 'TRUE', unix_uid: '5079', state: 'staged', password: 'keep me' }, 'create'),
  ).toEqual([])
})

test.each([
  { employeeIdentifier: '12.345' },
  { employeeIdentifier: '٠٠٤١٢' },
  { employeeIdentifier: 'A%20B' },
  { username: 'tba' },
  { username: 'leer' },
  { costCenter: '4,200' },
])('what looks damaged and may be right is a warning, so that it can be sent: %j', (cells) => {
  const issues = issuesOf({ email: 'ana@acme.example', ...cells })
  expect([issues.length, issues.every((issue) => issue.includes(' warning: '))]).toEqual([1, true])
})

test.each([
  [{ username: 'ana ito' }, 'contains a space'],
  [{ username: 'ana@acme.example' }, 'contains an @'],
  [{ email: 'ana.acme.example' }, 'is not an email address'],
  [{ email: ' ana@acme.example' }, 'begins or ends with a space'],
  [{ sudo: 'maybe' }, 'Enter true or false'],
  [{ unix_uid: '0' }, 'whole number from 1'],
  [{ unix_uid: '1.5' }, 'whole number'],
  [{ state: 'RETIRED' }, 'STAGED, ACTIVATED, SUSPENDED'],
  [{ manager: ' ana' }, 'begins or ends with a space'],
  [{ department: 'M\uFFFDller' }, 'could not be read'],
  [{ department: 'x'.repeat(1025) }, 'at most 1024'],
  [{ employeeIdentifier: 'x'.repeat(257) }, 'at most 256'],
  [{ 'mfa.exclusionUntil': '2026-02-30' }, 'Enter a date such as'],
  [{ department: 'Sal\u0000es' }, 'invisible control character'],
])('%o is refused in a sentence', (cells, words) => {
  const [issue, ...more] = issuesOf(cells)
  expect(issue).toContain('error')
  expect(issue).toContain(words)
  expect(more).toEqual([])
})

test('a new user needs a username and an email, a known one does not', () => {
  expect(issuesOf({ username: 'ana', email: '' }, 'create')).toEqual(['email error: Company email is missing. JumpCloud requires it for new users.'])
  expect(issuesOf({ username: 'ana', email: '' }, 'update')).toEqual([])
})

test('STAGED is for new users only', () => {
  expect(issuesOf({ username: 'ana', state: 'STAGED' }, 'update')[0]).toContain('for new users only')
})

test('a field that an update does not send is no issue of each cell: it is known only with the purpose, and Review names it once', () => {
  expect(issuesOf({ username: 'ana', activated: 'true', 'recoveryEmail.address': 'ana@home.example' }, 'update')).toEqual([])
})

test('an empty row is an issue and is not dropped', () => {
  expect(issuesOf({ username: '', email: '' })).toEqual(['row error: The row is empty. Exclude it, or fill it in.'])
})

test('a row that was added by hand is no error before it is filled in', () => {
  for (const purpose of [null, 'create', 'update'] as const)
    expect(validateRow({ key: 'r1', line: null, cells: ['', ''] }, ['username', 'email'], purpose)).toEqual([])
})

test('the same user in two rows is named in both, whatever the case', () => {
  const set: RowSet = {
    columns: ['username', 'email'],
    rows: [
      { key: 'r1', line: 2, cells: ['ana', 'a@x.example'] },
      { key: 'r2', line: 3, cells: ['ANA', 'b@x.example'] },
    ],
  }
  const issues = validateRows(set, 'create')
  expect(issues.get('r1')?.[0]?.message).toBe('The same username is in line 3. Keep one of them.')
  expect(issues.get('r2')?.[0]?.message).toBe('The same username is in line 2. Keep one of them.')
})
