/** A fill goes on with numbers in even steps, and with nothing else. */
import { expect, test } from 'vitest'
import { fillRange } from './paste-block.ts'
import { seriesOf } from './series.ts'

test.each([
  [['1', '2'], '3'],
  [['1001', '1003', '1005'], '1007'],
  [['CC-08', 'CC-09'], 'CC-10'],
  [['099', '100'], '101'],
  [['user.9', 'user.10'], 'user.11'],
  [['20', '10'], '0'],
])('%j goes on with %s', (texts, next) => {
  expect(seriesOf(texts)?.(texts.length)).toBe(next)
})

test.each([[['1']], [['1', '1']], [['1', '2', '4']], [['A1', 'B2']], [['Berlin', 'Rome']], [['', '']], [['2026-01-30', '2026-01-31']], [['1', '']]])(
  '%j is no series',
  (texts) => {
    expect(seriesOf(texts)).toBeNull()
  },
)

test('each column of a block goes on by itself, upwards too, and repeats where a number would be below zero', () => {
  const cells = [['', ''], ['5', 'x'], ['6', 'y'], ['', '']] // oxfmt-ignore
  const table = { rows: 4, columns: 2, canGrow: false, isReadOnly: () => false, text: (row: number, column: number) => cells[row]?.[column] ?? '' }
  const source = { top: 1, bottom: 2, left: 0, right: 1 }
  const texts = (to: typeof source) => fillRange(source, to, table).edits.map(({ text }) => text)
  expect(texts({ ...source, bottom: 3 })).toEqual(['7', 'x'])
  expect(texts({ ...source, top: 0 })).toEqual(['4', 'y'])
  expect(seriesOf(['1', '2'])?.(-2)).toBeNull()
})
