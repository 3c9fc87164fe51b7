/** What a long table draws: every row that can be seen, and hardly any other. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf, rowAt, windowOf } from './row-places.ts'

const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 })
const same = (height: number) => height

test('whatever the heights and however far it has scrolled, every row in view is drawn and at most the spare ones beside', () => {
  fc.assert(
    fc.property(heights, fc.nat(20_000), fc.integer({ min: 1, max: 900 }), fc.nat(4), (rows, scrolled, height, spare) => {
      const tops = placesOf(rows, same)
      const { first, end } = windowOf(tops, scrolled, height, spare)
      let top = 0
      let seen = 0
      rows.forEach((row, index) => {
        const isSeen = top < scrolled + height && top + row > scrolled
        if (isSeen) {
          seen += 1
          expect(index).toBeGreaterThanOrEqual(first)
          expect(index).toBeLessThan(end)
        }
        top += row
      })
      expect(tops[rows.length]).toBe(top)
      expect(end - first).toBeLessThanOrEqual(Math.max(1, seen) + 2 * spare + 1)
    }),
  )
})

test('a row is found by any height within it, and the ends hold beyond them', () => {
  const tops = placesOf([10, 20, 30], same)
  expect([-5, 0, 9, 10, 29, 30, 59, 60, 1000].map((y) => rowAt(tops, y))).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 2])
  expect(windowOf(placesOf([], same), 100, 100, 2)).toEqual({ first: 0, end: 0 })
})
