/** Sorting, filtering and finding rows: the view changes, and the rows do not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Row } from '../packed/row.ts'
import { columnBytes } from '../packed/column-bytes.ts'
import { packTable } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import { findIn, patternProblem } from './find-text.ts'
import { rowsWithText, sortedPositions, valuesOf, viewedRows } from './row-view.ts'

const rowsOf = (...texts: (string | readonly string[])[]): Row[] =>
  texts.map((cells, at) => ({ key: `r${at + 1}`, line: at + 2, cells: typeof cells === 'string' ? [cells] : cells }))
const sorted = (direction: 'ascending' | 'descending', ...texts: string[]) =>
  [...sortedPositions(rowsOf(...texts), { column: 0, direction })].map((at) => texts[at])
const everything = { text: '', textColumns: [0], values: [], isWanted: null }

test('case and accents do not count, numbers count as numbers, and blanks come last either way', () => {
  expect(sorted('ascending', 'E10', '', 'e9', 'Äpfel', 'zoo', 'apfel')).toEqual(['Äpfel', 'apfel', 'e9', 'E10', 'zoo', ''])
  expect(sorted('descending', 'E10', '', 'e9')).toEqual(['E10', 'e9', ''])
})

test('rows that are equal keep their order, and none is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('', 'a', 'A', 'b', '2', '10'), { maxLength: 30 }),
      fc.constantFrom('ascending' as const, 'descending' as const),
      (texts, direction) => {
        const positions = [...sortedPositions(rowsOf(...texts), { column: 0, direction })]
        expect(positions.toSorted((a, b) => a - b)).toEqual(texts.map((_, at) => at))
        const places = (text: string) => positions.filter((at) => texts[at]?.toLowerCase() === text)
        for (const text of ['', 'a', 'b']) expect(places(text)).toEqual(places(text).toSorted((a, b) => a - b))
      },
    ),
  )
})

test('filters by text, value and state are all kept to, and nothing to do is no view at all', () => {
  const rows = rowsOf(['Ana', 'Sales'], ['Ben', 'Legal'], ['Bea', 'Sales'])
  expect(viewedRows(rows, everything, null)).toBeNull()
  expect([...(viewedRows(rows, { ...everything, text: 'be' }, null) ?? [])]).toEqual([2, 3])
  expect([...(viewedRows(rows, { ...everything, text: 'be', values: [{ column: 1, values: new Set(['Sales']) }] }, null) ?? [])]).toEqual([3])
  expect([...(viewedRows(rows, { ...everything, isWanted: ({ line }) => line !== 2 }, { column: 0, direction: 'descending' }) ?? [])]).toEqual([2, 3])
  // A column that is not searched, as one of passwords.
  expect([...(viewedRows(rows, { ...everything, text: 'legal' }, null) ?? [])]).toEqual([])
  expect(valuesOf(rows, 1)).toEqual([
    { value: 'Sales', count: 2 },
    { value: 'Legal', count: 1 },
  ])
})

test('plain text, whole cells and patterns are found, and replaced as each means it', () => {
  const find = (text: string, kind: 'plain' | 'whole' | 'pattern', replacement: string, matchCase = false) =>
    findIn(['a.b', 'A.B a.b', 'x', ''], { text, kind, matchCase }, replacement).map(({ at, after }) => [at, after])
  expect(find('a.b', 'plain', '$1')).toEqual([[0, '$1'], [1, '$1 $1']]) // oxfmt-ignore
  expect(find('A.B', 'plain', '-', true)).toEqual([[1, '- a.b']])
  expect(find('a.b', 'whole', 'c')).toEqual([[0, 'c']])
  expect(find('^(.)\\.(.)$', 'pattern', '$2.$1')).toEqual([[0, 'b.a']])
  expect(patternProblem({ text: '(', kind: 'pattern', matchCase: false })).toMatch(/no valid regular expression/)
})

test('a text is found in a packed column as in its cells one by one: never across two of them, whatever the letters', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'B', 'b', '1', ' ', 'é', 'İ'), maxLength: 5 })
  const ascii = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1'), maxLength: 4 })
  fc.assert(
    fc.property(fc.oneof(fc.array(ascii, { maxLength: 12 }), fc.array(cell, { maxLength: 12 })), fc.oneof(ascii, cell), (texts, wanted) => {
      fc.pre(wanted !== '')
      const plain = packTable({ headers: ['x'], rows: texts.map((text) => [text]), lines: texts.map((_, at) => at + 2) })
      const blocks = plain.blocks.map((block) => ({
        ...block,
        columns: block.columns.map((column) => (column === null || column.indices !== undefined ? column : { ...column, ...columnBytes(column) })),
      }))
      const found = rowsWithText(RowList.read({ ...plain, blocks }), [0], wanted)
      expect([...found]).toEqual(texts.map((text) => (text.toLowerCase().includes(wanted.toLowerCase()) ? 1 : 0)))
    }),
  )
})
