/** Where pasted and filled cells go, as in a spreadsheet. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillDownEnd, fillFrom, fillRange, fillTarget, pasteBlock, type PasteTable } from './paste-block.ts'

const table = (change: Partial<PasteTable> = {}): PasteTable => ({
  rows: 10,
  columns: 5,
  isReadOnly: () => false,
  text: (row, column) => `${row}.${column}`,
  canGrow: true,
  ...change,
})
const at = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column })
const texts = ({ edits }: { edits: readonly { row: number; column: number; text: string }[] }) =>
  edits.map(({ row, column, text }) => `${row},${column}=${text}`)

test('a block is pasted from the top left cell on', () => {
  expect(texts(pasteBlock([['a', 'b'], ['c', 'd']], at(2, 1), table()))).toEqual(['2,1=a', '2,2=b', '3,1=c', '3,2=d']) // oxfmt-ignore
})

test('one value fills the selection, and a block that fits it several times repeats', () => {
  const range = { top: 0, bottom: 3, left: 0, right: 1 }
  expect(pasteBlock([['x']], range, table()).edits).toHaveLength(8)
  expect(texts(pasteBlock([['a'], ['b']], { ...range, right: 0 }, table()))).toEqual(['0,0=a', '1,0=b', '2,0=a', '3,0=b'])
})

test('a block that does not fit the selection is pasted once', () => {
  expect(pasteBlock([['a'], ['b'], ['c']], { top: 0, bottom: 3, left: 0, right: 0 }, table()).edits).toHaveLength(3)
})

test('beyond the last row rows are added; beyond the last column cells are counted', () => {
  const change = pasteBlock([['a', 'b'], ['c', 'd']], at(9, 4), table()) // oxfmt-ignore
  expect(texts(change)).toEqual(['9,4=a', '10,4=c'])
  expect(change.outside).toBe(2)
  expect(pasteBlock([['a'], ['b']], at(9, 0), table({ canGrow: false }))).toMatchObject({ outside: 1 })
})

test('read-only cells are skipped and counted, and blanks over values are named', () => {
  const change = pasteBlock([['a', ''], ['c', '']], at(0, 0), table({ isReadOnly: (row) => row === 1 })) // oxfmt-ignore
  expect(change).toMatchObject({ readOnly: 2, blanks: [{ row: 0, column: 1 }] })
})

test('no cell is written twice or lost', () => {
  const size = fc.integer({ min: 1, max: 6 })
  fc.assert(
    fc.property(size, size, size, size, (height, width, rows, columns) => {
      const block = Array.from({ length: height }, () => Array.from({ length: width }, () => 'x'))
      const { edits, outside } = pasteBlock(block, { top: 0, bottom: rows - 1, left: 0, right: columns - 1 }, table({ columns: 8 }))
      expect(new Set(edits.map(({ row, column }) => `${row} ${column}`)).size).toBe(edits.length)
      expect(edits.length + outside).toBeGreaterThanOrEqual(height * width)
    }),
  )
})

test('the handle fills along the longer axis, and repeats its source', () => {
  const source = { top: 1, bottom: 2, left: 0, right: 0 }
  expect(fillTarget(source, { row: 5, column: 1 })).toEqual({ ...source, bottom: 5 })
  expect(fillTarget(source, { row: 2, column: 4 })).toEqual({ ...source, right: 4 })
  expect(texts(fillRange(source, { ...source, bottom: 5 }, table()))).toEqual(['3,0=1.0', '4,0=2.0', '5,0=1.0'])
  expect(texts(fillRange(source, { ...source, top: 0 }, table()))).toEqual(['0,0=2.0'])
})

test('Ctrl+D copies the first row down, or the row above where one row is selected', () => {
  expect(texts(fillFrom({ top: 2, bottom: 4, left: 1, right: 1 }, 'down', table()))).toEqual(['3,1=2.1', '4,1=2.1'])
  expect(texts(fillFrom(at(2, 1), 'down', table()))).toEqual(['2,1=1.1'])
  expect(texts(fillFrom(at(2, 1), 'right', table()))).toEqual(['2,1=2.0'])
})

test('a double click on the handle stops where the neighbor is blank', () => {
  expect(fillDownEnd(at(0, 1), table({ text: (row, column) => (column === 0 && row < 6 ? 'x' : '') }))).toBe(5)
  expect(fillDownEnd(at(0, 0), table({ columns: 1 }))).toBe(9)
})
