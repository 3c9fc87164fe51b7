/** The list of rows does what an array of them would, whatever is done to it, and makes only the rows that are looked at. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTable, type CellTest } from './packed-table.ts'
import { isAsRead } from './packed-rows.ts'
import { RowList } from './row-list.ts'
import type { Row } from './row.ts'

const tableOf = (count: number) =>
  packTable({ headers: ['username'], rows: Array.from({ length: count }, (_, at) => [`u${at}`]), lines: Array.from({ length: count }, (_, at) => at + 2) })
const plain = ({ key, line, cells }: Row) => ({ key, line, cells: [...cells] })
const rowOf = (number: number, text: string, line: number | null = number + 1): Row => ({ key: `r${number}`, line, cells: [text] })

const isOdd = (text: string): boolean => text.length % 2 === 1
const odd: CellTest = { isWanted: isOdd, passesOver: () => false }

/** About as many rows as stand in one piece, so that ends and beginnings of pieces are met. */
const count = fc.oneof(fc.nat(3), fc.integer({ min: 254, max: 258 }), fc.integer({ min: 510, max: 514 }))
const move = fc.oneof(
  fc.record({ do: fc.constant('change' as const), places: fc.array(fc.nat(520), { maxLength: 4 }), text: fc.string({ maxLength: 3 }) }),
  fc.record({ do: fc.constant('add' as const), more: fc.nat(3) }),
  fc.record({ do: fc.constant('remove' as const) }),
)

test('after any changes it holds what an array would, and the list before them is as it was', () => {
  fc.assert(
    fc.property(count, fc.array(move, { maxLength: 8 }), fc.integer({ min: -520, max: 520 }), fc.integer({ min: -520, max: 520 }), (size, moves, from, to) => {
      const table = tableOf(size)
      let list = RowList.read(table)
      let rows: readonly Row[] = [...RowList.read(table)]
      let added = 0
      for (const each of moves) {
        const [before, then] = [list, rows.map(plain)]
        if (each.do === 'add') {
          const more = Array.from({ length: each.more }, (_, at) => rowOf((rows.length === 0 ? 0 : Number(rows.at(-1)?.key.slice(1))) + at + 1, 'new', null))
          list = list.withMore(more)
          rows = [...rows, ...more]
          added += each.more
        } else if (each.do === 'remove') {
          if (added === 0) continue
          added -= 1
          list = list.withoutLast()
          rows = rows.slice(0, -1)
        } else {
          const changed = new Map(each.places.flatMap((at) => (rows[at] === undefined ? [] : [[at, { ...plain(rows[at]), cells: [each.text] }] as const])))
          list = list.with(changed)
          rows = rows.map((row, at) => changed.get(at) ?? row)
        }
        expect([...before].map(plain)).toEqual(then)
        expect(list.countRows(0, odd)).toBe(rows.filter(({ cells }) => isOdd(cells[0] ?? '')).length)
      }
      expect(list.length).toBe(rows.length)
      expect([...list].map(plain)).toEqual(rows.map(plain))
      expect(list.map(plain)).toEqual(rows.map(plain))
      expect(list.slice(from, to).map(plain)).toEqual(rows.slice(from, to).map(plain))
      const row = list.at(from)
      expect(row === undefined ? row : plain(row)).toEqual(rows.at(from) && plain(rows.at(from) as Row))
      expect(list.edited().map(({ key }) => key)).toEqual(rows.filter((each) => !isAsRead(each)).map(({ key }) => key))
      for (const [at, { key }] of rows.entries()) expect(list.indexOf(key)).toBe(at)
      expect(list.find('r999')).toBeUndefined()
    }),
  )
})

test('a row that was not changed stays the same one, so that nothing of it is drawn again', () => {
  const list = RowList.read(tableOf(600))
  const after = list.with(new Map([[1, rowOf(2, 'new')]]))
  for (const at of [0, 2, 300, 599]) expect(after.at(at)).toBe(list.at(at))
  expect(after.at(1)).not.toBe(list.at(1))
})

test('rows that were deleted are not counted, until they come back', () => {
  const list = RowList.read(tableOf(600)).with(new Map([[300, rowOf(301, 'x')]]))
  const all = [...list].filter(({ cells }) => isOdd(cells[0] ?? '')).length
  const without = list.without(['r301', 'r5'])
  expect([list.countRows(0, odd), without.countRows(0, odd), without.withAgain(['r301']).countRows(0, odd)]).toEqual([all, all - 1, all])
})

test('an array is a list as well', () => {
  const rows = [rowOf(3, 'a'), rowOf(7, 'b')]
  expect(RowList.of(rows).indexOf('r7')).toBe(1)
  expect(RowList.of(rows).indexOf('r4')).toBe(-1)
})
