/** Several rows of one user are told apart: identical, contradicting, or completing each other. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RowSet } from '../packed/row.ts'
import { duplicateGroups, identicalRows } from './duplicates.ts'

const setOf = (...rows: readonly (readonly string[])[]): RowSet => ({
  columns: ['username', 'email', 'department', 'jobTitle'],
  rows: rows.map((cells, at) => ({ key: `r${at + 1}`, line: at + 2, cells })),
})
const keysOf = (set: RowSet, excluded: readonly string[] = []) => duplicateGroups(set, new Set(excluded)).map(({ rows }) => rows.map(({ key }) => key))

test('identical rows can go in one step, whatever blanks stand around their values', () => {
  const set = setOf(
    ['ana', 'ana@acme.example', 'Sales', ''],
    ['ben', '', '', ''],
    ['ana', 'ana@acme.example', 'Sales ', ''],
    ['ANA', 'ana@acme.example', 'Sales', ''],
  )
  const groups = duplicateGroups(set, new Set())
  expect(groups).toHaveLength(1)
  expect(groups[0]?.differing).toEqual(['username'])
  expect(identicalRows(duplicateGroups(set, new Set(['r4'])))).toEqual(['r3'])
})

test('rows that differ name the fields in which they do, and what they share', () => {
  const [group] = duplicateGroups(setOf(['ana', 'ana@acme.example', 'Sales', 'Buyer'], ['ana', 'ana@acme.example', 'Support', 'Buyer']), new Set())
  expect(group).toMatchObject({ differing: ['department'], isComplementary: false, shared: [{ field: 'username', text: 'ana' }, { field: 'email' }] })
})

test('rows that complete each other are reported as such, and are not identical', () => {
  const groups = duplicateGroups(setOf(['cleo', 'cleo@acme.example', 'Sales', ''], ['cleo', 'cleo@acme.example', '', 'Lead']), new Set())
  expect([groups[0]?.isComplementary, identicalRows(groups)]).toEqual([true, []])
})

test('rows are one user by any identifier, also by way of a third row', () => {
  expect(keysOf(setOf(['ana', 'a@acme.example', '', ''], ['anna', 'b@acme.example', '', ''], ['ana', 'b@acme.example', '', '']))).toEqual([['r1', 'r2', 'r3']])
})

test('an excluded row is no duplicate, and blanks are none either', () => {
  expect(keysOf(setOf(['ana', '', '', ''], ['ana', '', '', '']), ['r2'])).toEqual([])
  expect(keysOf(setOf(['', '', 'Sales', ''], ['', '', 'Sales', '']))).toEqual([])
})

test('every row is in at most one group, and after the identical ones are excluded no two identical rows are left', () => {
  const cell = fc.constantFrom('', 'a', 'b', 'c')
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 8 }), (rows) => {
      const set = setOf(...rows)
      const groups = duplicateGroups(set, new Set())
      const keys = groups.flatMap((group) => group.rows.map(({ key }) => key))
      expect(new Set(keys).size).toBe(keys.length)
      expect(identicalRows(duplicateGroups(set, new Set(identicalRows(groups))))).toEqual([])
    }),
  )
})
