/** A plan holds every row in exactly one place, and never guesses whom a row means. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRows, type MatchKey } from '../directory/match.ts'
import type { Purpose, RowSet } from '../rows/row.ts'
import { validateRows } from '../rows/validate.ts'
import type { SystemUser } from '../wire.ts'
import { planDraft } from './plan.ts'

const directory: SystemUser[] = [
  { id: 'a'.repeat(24), username: 'ana', email: 'ana@x.example', employeeIdentifier: 'E1', department: 'Sales' },
  { id: 'b'.repeat(24), username: 'ben', email: 'ben@x.example', employeeIdentifier: 'E2', department: 'Sales' },
]

function planOf(columns: string[], rows: string[][], purpose: Purpose, { matchBy = 'auto' as MatchKey, excluded = [] as string[] } = {}) {
  const set: RowSet = { columns, rows: rows.map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells })) }
  return planDraft({ set, purpose, matches: matchRows(set, directory, matchBy), issues: validateRows(set, purpose), excluded: new Set(excluded) })
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
    'ana is already in the directory, and this file creates people.',
  ])
  expect(reasonsOf(planOf(['username'], [['nobody']], 'update'))).toEqual(['Nobody in the directory matches this row, and this file updates people.'])
})

test('identifiers that point at two people hold the row back and name the other', () => {
  const [reason] = reasonsOf(planOf(['username', 'email'], [['ana', 'ben@x.example']], 'update'))
  expect(reason).toContain('belongs to ben')
  expect(reason).toContain('not to ana')
})

test('a weaker identifier never matches by itself, until the administrator says so', () => {
  const rows = [['anna', 'ana@x.example']]
  expect(reasonsOf(planOf(['username', 'email'], rows, 'both'))[0]).toContain('find people by e-mail')
  const renamed = planOf(['username', 'email'], rows, 'both', { matchBy: 'email' }).items[0]
  expect(renamed).toMatchObject({ kind: 'update', changes: [{ field: 'username', before: 'ana', after: 'anna' }] })
})

test('two rows for one user are both held back', () => {
  const plan = planOf(
    ['username', 'employeeIdentifier'],
    [
      ['ana', ''],
      ['', 'E1'],
    ],
    'update',
  )
  expect(kindsOf(plan)).toEqual(['blocked', 'blocked'])
  expect(reasonsOf(plan)[0]).toContain('Line 3 means the same user')
})

test('a row with an error is held back, and one that was left out is neither', () => {
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
      fc.constantFrom<Purpose>('create', 'update', 'both'),
      fc.constantFrom<MatchKey>('auto', 'username', 'email', 'employeeIdentifier'),
      (rows, purpose, matchBy) => {
        const { items, counts } = planOf(['username', 'email', 'employeeIdentifier', 'department'], rows, purpose, { matchBy })
        expect(items).toHaveLength(rows.length)
        expect(counts.create + counts.update + counts.unchanged + counts.excluded + counts.blocked).toBe(counts.rows)
        const updated = items.flatMap((item) => (item.kind === 'update' ? [item.user.id] : []))
        expect(new Set(updated).size).toBe(updated.length)
        if (purpose === 'create') expect(counts.update + counts.unchanged).toBe(0)
        if (purpose === 'update') expect(counts.create).toBe(0)
      },
    ),
  )
})
