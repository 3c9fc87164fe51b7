/** The form complains about what was typed, by the rules of the grid, and about nothing before that. */
import { expect, test } from 'vitest'
import type { Issue } from '#domain/packed/issue.ts'
import { formIssues } from './form-issues.ts'
import { formFields } from './form-sections.ts'

const untouched: ReadonlySet<string> = new Set()
const base = { row: 'r1', fields: formFields([]), purpose: 'create', texts: {}, saved: {}, known: [], touched: untouched } as const

test('an untouched form of a new user has nothing red, though username and email are missing', () => {
  expect(formIssues(base).size).toBe(0)
  expect(formIssues({ ...base, texts: { firstname: 'Ana' } }).size).toBe(0)
})

test('a required field that was left blank is named once the cursor has left it', () => {
  expect(formIssues({ ...base, texts: { firstname: 'Ana', username: '' }, touched: new Set(['username']) }).get('username')?.message).toMatch(/is missing/)
})

test('what is typed is checked as in the grid', () => {
  expect(formIssues({ ...base, texts: { username: 'b@d' } }).get('username')?.message).toContain('contains an @')
})

test('an issue across rows is shown until its text is changed', () => {
  const double: Issue = { row: 'r1', field: 'username', severity: 'error', message: 'Also on line 3.' }
  const known = { ...base, texts: { username: 'ana' }, saved: { username: 'ana' }, known: [double] }
  expect(formIssues(known).get('username')?.message).toBe('Also on line 3.')
  expect(formIssues({ ...known, texts: { username: 'anna' } }).size).toBe(0)
})
