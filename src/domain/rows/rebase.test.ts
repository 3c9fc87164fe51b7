/** What was typed survives a change of the columns. */
import { expect, test } from 'vitest'
import { rebaseEdits } from './rebase.ts'
import type { RowSet } from './row.ts'

const set = (columns: string[], ...rows: [string, ...string[]][]): RowSet => ({
  columns,
  rows: rows.map(([key, ...cells]) => ({ key, line: 2, cells })),
})

test('an edit is made again where its column still stands, whatever its place', () => {
  const before = set(['username', 'email'], ['r1', 'ana', 'ana@old.example'])
  const edited = set(['username', 'email'], ['r1', 'ana', 'ana@new.example'])
  const after = set(['email', 'username', 'department'], ['r1', 'ana@old.example', 'ana', 'Sales'])
  expect(rebaseEdits(before, edited, after).rows.rows[0]?.cells).toEqual(['ana@new.example', 'ana', 'Sales'])
})

test('an edit of a column that is gone is named, not silently dropped', () => {
  const before = set(['username', 'email'], ['r1', 'ana', 'a@x.example'])
  const edited = set(['username', 'email'], ['r1', 'ana', 'b@x.example'])
  expect(rebaseEdits(before, edited, set(['username'], ['r1', 'ana']))).toEqual({
    rows: set(['username'], ['r1', 'ana']),
    lost: ['email'],
  })
})

test('a row added by hand stays and a row taken out stays out', () => {
  const before = set(['username'], ['r1', 'ana'], ['r2', 'ben'])
  const edited = set(['username'], ['r2', 'ben'], ['r3', 'cleo'])
  const after = set(['username', 'email'], ['r1', 'ana', 'a@x.example'], ['r2', 'ben', 'b@x.example'])
  expect(rebaseEdits(before, edited, after).rows.rows.map((row) => [row.key, ...row.cells])).toEqual([
    ['r2', 'ben', 'b@x.example'],
    ['r3', 'cleo', ''],
  ])
})
