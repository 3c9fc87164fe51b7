/** A table that a worker maps is the table that the page would have made, whatever the file holds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyMapping, hasParts, mapTable, rowsOfTable } from '#domain/mapping/apply.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { packTable } from '#domain/packed/packed-table.ts'
import { mappedTable, movedTable } from './moved-table.ts'

const headers = ['Username', 'Department', 'attribute1_name', 'attribute1_value', 'attribute2_name', 'attribute2_value']
const name = fc.constantFrom('', 'badge', 'floor', 'badge', 'not a name!')
const text = fc.oneof(fc.constantFrom('', 'Sales', '7', 'é'), fc.string({ maxLength: 8 }))

test('attribute pairs that a worker takes apart are the same rows and the same complaints as on the page', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, name, text, name, text), { maxLength: 12 }), fc.boolean(), (rows, clearsBlank) => {
      const table = packTable({ headers, rows, lines: rows.map((_, at) => at + 2) })
      const mapping = guessMapping(headers, []).map((each) => (each.header === 'Department' ? { ...each, blanks: { clearsBlank, clearWord: 'x' } } : each))
      expect(hasParts(mapping)).toBe(true)
      const moved = structuredClone(movedTable(mapTable(table, mapping), table, (bytes) => new ArrayBuffer(bytes)))
      const there = mappedTable(moved, table)
      const here = applyMapping(table, mapping)
      expect(there.issues).toEqual(here.issues)
      expect(there.table.headers).toEqual(here.rows.columns)
      expect([...rowsOfTable(there.table).rows].map(({ cells, line }) => [line, ...cells])).toEqual(
        [...here.rows.rows].map(({ cells, line }) => [line, ...cells]),
      )
    }),
  )
})

test('a column of the file that is mapped as it is does not travel', () => {
  const table = packTable({ headers, rows: [['ana', 'Sales', 'badge', '7', '', '']], lines: [2] })
  const moved = movedTable(mapTable(table, guessMapping(headers, [])), table, (bytes) => new ArrayBuffer(bytes))
  expect(moved.headers).toEqual(['username', 'department', 'attributes.badge'])
  expect(moved.blocks[0]?.map((column) => typeof column)).toEqual(['number', 'number', 'object'])
  expect(mappedTable(moved, table).table.blocks[0]?.columns[0]).toBe(table.blocks[0]?.columns[0])
})
