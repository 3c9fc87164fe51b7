/** Whatever was edited, added or deleted in the grid, the plan is made of the rows that the grid shows. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTable } from '#domain/packed/packed-table.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { RowList } from '#domain/packed/row-list.ts'
import { editedRows, movedRows, rowsAgain } from './moved-rows.ts'

const columns = ['username', 'department']
const cells = fc.tuple(fc.string({ maxLength: 5 }), fc.constantFrom('', 'Sales', 'Größe'))
const plainOf = (rows: Iterable<{ readonly key: string; readonly line: number | null; readonly cells: readonly string[] }>) =>
  [...rows].map(({ key, line, cells: texts }) => [key, line, ...texts])

test('the planner gets the rows of the grid: as read, edited, added and without the deleted ones', () => {
  fc.assert(
    fc.property(
      fc.array(cells, { maxLength: 300 }),
      fc.array(fc.tuple(fc.nat(299), cells), { maxLength: 5 }),
      fc.array(cells, { maxLength: 3 }),
      fc.array(fc.nat(305), { maxLength: 6 }),
      fc.boolean(),
      (read, edits, added, deleted, hasTable) => {
        const table = packTable({ headers: columns, rows: read, lines: read.map((_, at) => at + 2) })
        const list = hasTable ? RowList.read(table) : RowList.of(read.map((texts, at) => ({ key: rowKey(at + 1), line: at + 2, cells: texts })))
        const changed = new Map(edits.filter(([at]) => at < read.length).map(([at, texts]) => [at, { key: rowKey(at + 1), line: at + 2, cells: texts }]))
        const more = added.map((texts, at) => ({ key: rowKey(read.length + at + 1), line: null, cells: texts }))
        const rows = list
          .with(changed)
          .withMore(more)
          .without(deleted.map((at) => rowKey(at + 1)))
        const set = { columns, rows }
        const moved = structuredClone(movedRows(set))
        expect(plainOf(rowsAgain(moved, structuredClone(editedRows(set))))).toEqual(plainOf(rows))
      },
    ),
  )
})
