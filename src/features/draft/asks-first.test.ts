/** Shows which repairs are applied together, and which somebody has to look at first. */
import { expect, test } from 'vitest'
import { isRepairedWithAll } from './asks-first.ts'

test.each([
  ['padding', true],
  ['point-zero', true],
  ['word', false],
  ['date-order', false],
  ['zeros', false],
  ['thousands', false],
])('whether “%s” is among all repairs: %s', (cause, isAmong) => {
  expect(isRepairedWithAll(cause)).toBe(isAmong)
})
