/** Managers are found by employee number, and offered by name: one is asked, several are told apart, and what is said of a missing one is true. */
import { expect, test } from 'vitest'
import type { RowSet } from '../packed/row.ts'
import type { SystemUser } from '../wire.ts'
import { managerFinder, managerQuestions, wantedManager } from './managers.ts'
import { matchRows } from './match.ts'

const users: SystemUser[] = [
  {
    id: '1'.repeat(24),
    username: 'john.smith',
    email: 'john.smith@x.example',
    firstname: 'John',
    lastname: 'Smith',
    employeeIdentifier: '00501',
    department: 'Sales',
  },
  {
    id: '2'.repeat(24),
    username: 'john.smith2',
    email: 'john.smith2@x.example',
    firstname: 'John',
    lastname: 'Smith',
    employeeIdentifier: '00502',
    department: 'People',
  },
  { id: '3'.repeat(24), username: 'jan.vandijk', firstname: 'Jan', lastname: 'van Dijk', displayname: 'Jan van Dijk' },
]
const columns = ['username', 'firstname', 'lastname', 'employeeIdentifier', 'manager']
const setOf = (...rows: string[][]): RowSet => ({ columns, rows: rows.map((cells, at) => ({ key: `r${at + 1}`, line: at + 2, cells })) })
const finderOf = (set: RowSet, excluded: readonly string[] = []) => managerFinder(set, users, matchRows(set, users, 'auto'), new Set(excluded))

test('an employee number names a user of the directory, and a new user of the same file', () => {
  const find = finderOf(setOf(['ana', 'Ana', 'Keller', '00777', '00502']))
  expect(find('00502')).toMatchObject({ kind: 'user', user: { username: 'john.smith2' } })
  expect(find('00777')).toMatchObject({ kind: 'row', row: { key: 'r1' } })
  expect(find('00999')).toMatchObject({ kind: 'nobody', message: expect.stringContaining('employee ID') as string })
})

test.each(['Jan van Dijk', 'van Dijk, Jan', '  JAN  VAN DIJK ', 'jan van dijk', 'VAN DIJK Jan', 'Ján van Dijk', 'Dr. Jan van Dijk', 'van Dijk, Jan (00777)'])(
  '“%s” is one user, who is offered and not taken',
  (text) => {
    expect(finderOf(setOf())(text)).toMatchObject({ kind: 'asked', users: [{ username: 'jan.vandijk' }] })
  },
)

test('a name that two users have is asked once for all its rows, with what tells the users apart', () => {
  const set = setOf(
    ['ana', '', '', '', 'John Smith'],
    ['ben', '', '', '', 'John Smith'],
    ['cleo', '', '', '', 'Nobody Here'],
    ['dora', '', '', '', 'Smith, John'],
  )
  const [first, second, ...more] = managerQuestions(set, finderOf(set), new Set(['r4']))
  expect(first).toMatchObject({ text: 'John Smith', rows: ['r1', 'r2'] })
  expect(first?.choices.map(({ value, detail }) => [value, detail])).toEqual([
    ['john.smith', 'john.smith@x.example · Sales · 00501'],
    ['john.smith2', 'john.smith2@x.example · People · 00502'],
  ])
  expect([second, more]).toEqual([undefined, []])
})

test('a name in the same file is offered too, and twins in it are told apart', () => {
  const set = setOf(['mia.holt', 'Mia', 'Holt', '00701', ''], ['mia.holt2', 'Mia', 'Holt', '00702', ''], ['ida', 'Ida', 'Lund', '00703', 'Mia Holt'])
  expect(managerQuestions(set, finderOf(set), new Set())[0]?.choices.map(({ value }) => value)).toEqual(['mia.holt', 'mia.holt2'])
})

test('of twins in the file an excluded one is not meant, unless nobody else has the name', () => {
  const set = setOf(['anna.s', 'Anna', 'Schmidt', '00124', ''], ['anna.s', 'Anna', 'Schmidt', '00124', ''], ['ida', 'Ida', 'Lund', '00703', 'Anna Schmidt'])
  const find = finderOf(set, ['r2'])
  expect(find('anna.s')).toMatchObject({ kind: 'row', row: { key: 'r1' } })
  expect(find('Anna Schmidt')).toMatchObject({ kind: 'asked', rows: [{ key: 'r1' }] })
  expect(finderOf(set)('anna.s').kind).toBe('nobody')
  expect(finderOf(set, ['r1', 'r2', 'r3'])('ida')).toMatchObject({ kind: 'row', row: { key: 'r3' } })
})

test('a text that is the username of one user and the employee number of another names neither', () => {
  const twin: SystemUser = { id: '4'.repeat(24), username: '00502', employeeIdentifier: '00900' }
  const set = setOf(['00503', 'Ana', 'Keller', '00777', ''], ['ben', 'Ben', 'Ito', '00503', ''])
  const find = managerFinder(set, [...users, twin], matchRows(set, [...users, twin], 'auto'), new Set())
  expect(find('00502')).toMatchObject({ kind: 'nobody', message: expect.stringContaining('could be 00502 or john.smith2') as string })
  expect(find('00503')).toMatchObject({ kind: 'nobody', message: expect.stringContaining('in two rows') as string })
  expect(find('00900')).toMatchObject({ kind: 'user', user: { username: '00502' } })
})

test('the directory is asked by every key that the text may be', () => {
  expect(wantedManager('00501')).toEqual([{ username: '00501', employeeIdentifier: '00501' }])
  expect(wantedManager('a@x.example')).toEqual([{ email: 'a@x.example' }])
  expect(wantedManager('Smith, John')).toEqual([{ username: 'Smith, John', displayname: 'Smith, John', lastname: 'Smith' }])
  expect(wantedManager('(John Smith)').map(({ lastname }) => lastname)).toEqual(['Smith', 'John'])
  expect(wantedManager(', ')).toEqual([{ username: ', ', displayname: ', ' }])
  expect(wantedManager('Jan van Dijk').map(({ lastname }) => lastname)).toEqual(['van Dijk', 'Dijk', 'Jan'])
})
