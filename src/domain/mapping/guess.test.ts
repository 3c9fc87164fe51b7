/** Columns find their fields, and cells stay as they are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyMapping } from './apply.ts'
import { guessMapping, mappingIssues } from './guess.ts'
import { packTable } from '../packed/packed-table.ts'

const tableOf = (headers: string[], ...rows: string[][]) => ({ headers, rows, lines: rows.map((_, index) => index + 2) })

test.each([
  ['Work email', 'email'],
  ['E-Mail', 'email'],
  ['Vorname', 'firstname'],
  ['NOM', 'lastname'],
  ['Employee ID', 'employeeIdentifier'],
  ['work_mobile_number', 'phoneNumbers.work_mobile'],
  ['home_city', 'addresses.home.locality'],
  ['attributes.badge', 'attributes.badge'],
])('“%s” is %s', (header, field) => {
  expect(guessMapping([header], [])[0]?.target).toEqual({ kind: 'field', field })
})

test('a field goes to the first column that asks for it, and the second says so', () => {
  const mapping = guessMapping(['Email', 'Work email'], [])
  expect(mapping[1]).toMatchObject({ target: { kind: 'unmapped' }, why: '“Email” is already Company email' })
})

test('names that JavaScript knows are only names', () => {
  for (const { target } of guessMapping(['__proto__', 'constructor', 'toString'], [])) expect(target).toEqual({ kind: 'unmapped' })
})

test('attribute pairs become columns by the name in each row, with gaps and more than nine of them', () => {
  const headers = ['username', 'Attribute2_name', 'Attribute2_value', 'Attribute10_name', 'Attribute10_value']
  const table = tableOf(headers, ['ana', 'badge', '7', 'shoe', '39'], ['ben', 'shoe', '42', '', ''], ['cleo', '', 'lost', '', ''])
  const { rows, issues } = applyMapping(packTable(table), guessMapping(headers, table.rows))
  expect(rows.columns).toEqual(['username', 'attributes.badge', 'attributes.shoe'])
  expect(rows.rows.map(({ cells }) => cells)).toEqual([
    ['ana', '7', '39'],
    ['ben', '', '42'],
    ['cleo', '', ''],
  ])
  expect(issues.map(({ row, message }) => [row, message])).toEqual([['r3', 'Custom attribute 2 has the value “lost” and no name.']])
})

test('a mapping that could not work says what to do', () => {
  expect(mappingIssues(guessMapping(['Department'], []))[0]).toContain('No column identifies users')
  expect(mappingIssues(guessMapping(['Username', 'Attribute1_name'], []))[0]).toContain('Custom attribute 1 needs exactly one column')
})

test('applying a mapping never changes, moves or drops a cell', () => {
  const cell = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (source) => {
      const table = tableOf(['Username', 'Email', 'Department'], ...source)
      const { rows } = applyMapping(packTable(table), guessMapping(table.headers, []))
      expect(rows.rows.map(({ cells }) => cells)).toEqual(source)
      expect(rows.rows.map(({ line }) => line)).toEqual(table.lines)
    }),
  )
})

test('a column of kinds of phone is no field, and its reason says that each kind needs a column of its own', () => {
  const why = (values: readonly string[]) =>
    guessMapping(
      ['email', 'art'],
      values.map((value, at) => [`u${at}@x.example`, value]),
    )[1]
  expect(why(['work', 'Mobile', ''])).toMatchObject({ target: { kind: 'unmapped' }, why: expect.stringContaining('each needs a column of its own') as string })
  expect(why(['Festnetz', 'Handy'])?.why).toContain('Kinds of phone numbers')
  expect(why(['work', 'remote'])?.why).toBe('No matching field')
})
