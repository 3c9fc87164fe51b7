/** A figure is judged by what is printed, and an area rewrites its own section only. */
import { expect, test } from 'vitest'
import { lineOf, median, quantile, withSection, type Bar } from './report.ts'

test.each<[number, number | null, Bar, string]>([
  [12.345, null, '<=16', '12.35 - <=16 met'],
  [14.39, null, '<=16', '14.39 - <=16 met'],
  [14.4, null, '<=16', '14.4 - <=16 close'],
  [16.001, null, '<=16', '16 - <=16 close'],
  [16.2, null, '<=16', '16.2 - <=16 close'],
  [17.6, null, '<=16', '17.6 - <=16 close'],
  [17.61, null, '<=16', '17.61 - <=16 short'],
  [97, null, '>=95', '97 - >=95 close'],
  [105, null, '>=95', '105 - >=95 met'],
  [85, null, '>=95', '85 - >=95 short'],
  [1700, 1000, '<=2x', '1700 1000 <=2x met'],
  [2010.2, 1000, '<=2x', '2010 1000 <=2x close'],
  [2300, 1000, '<=2x', '2300 1000 <=2x short'],
  [9100, 10_000, '>=0.8x', '9100 10000 >=0.8x met'],
  [7900, 10_000, '>=0.8x', '7900 10000 >=0.8x close'],
  [7100, 10_000, '>=0.8x', '7100 10000 >=0.8x short'],
  [0, null, '<=0', '0 - <=0 met'],
  [1, null, '<=0', '1 - <=0 short'],
  [1, null, '<=2x', '1 - <=2x short'],
  [Number.NaN, null, '<=2', 'NaN - <=2 short'],
])('%s with the peer %s and the bar %s', (value, peer, bar, line) => {
  expect(lineOf({ name: 'import-total-ms', value, peer, bar })).toBe(`bench: import-total-ms ${line}`)
  expect(lineOf({ name: 'import-total-ms', value, peer, bar }).split(' ')).toHaveLength(6)
})

test('a name without unit or with a space is refused', () => {
  expect(() => lineOf({ name: 'import total-ms', value: 1, peer: null, bar: '<=1' })).toThrow('needs a name')
  expect(() => lineOf({ name: 'import', value: 1, peer: null, bar: '<=1' })).toThrow('needs a name')
})

test('medians and quantiles', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), quantile([5, 1, 4, 2, 3], 0.95), quantile([1, 2, 3, 4], 0.5)]).toEqual([2, 2.5, 5, 2])
  expect(median([])).toBeNaN()
})

test('an area writes its own section and leaves the others as they are', () => {
  const first = withSection('', 'jobs', 'one')
  const both = withSection(first, 'import', 'two')
  expect(both.indexOf('## import')).toBeLessThan(both.indexOf('## jobs'))
  expect(both).toContain('# Benchmarks')
  const again = withSection(both, 'jobs', 'three')
  expect(again).not.toContain('one')
  expect(again).toContain('## import\n\ntwo\n')
  expect(withSection(again, 'jobs', 'three')).toBe(again)
})
