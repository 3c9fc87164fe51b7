/** A row's print changes with every edit that would be sent, and with nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowPrinter } from './row-print.ts'

const columns = ['username', 'email', 'department', 'password'] as const
const row = (cells: readonly string[]) => ({ key: 'r1', line: 2, cells })
const texts = fc.array(fc.string(), { minLength: 4, maxLength: 4 })

test('another value in any cell is another print, a secret apart', () => {
  fc.assert(
    fc.property(texts, fc.nat(2), fc.string(), (cells, at, text) => {
      fc.pre(cells[at] !== text)
      expect(rowPrinter(columns)(row(cells.with(at, text)))).not.toBe(rowPrinter(columns)(row(cells)))
      expect(rowPrinter(columns)(row(cells.with(3, text)))).toBe(rowPrinter(columns)(row(cells)))
    }),
  )
})

test('the order of the columns and a blank column are no change; the same text in another column is one', () => {
  const before = rowPrinter(columns)(row(['ana', 'ana@x.example', 'Sales', '']))
  expect(rowPrinter(['department', 'jobTitle', 'email', 'username'])(row(['Sales', '', 'ana@x.example', 'ana']))).toBe(before)
  expect(rowPrinter(['username', 'email', 'jobTitle'])(row(['ana', 'ana@x.example', 'Sales']))).not.toBe(before)
})

test('a field that is excluded counts as a blank one', () => {
  const print = rowPrinter(columns)
  expect(print(row(['ana', '', 'Sales', '']), ['department'])).toBe(print(row(['ana', '', '', ''])))
})
