/** Numbers and times as the reader's locale has them; the tests run in English. */
import { expect, test } from 'vitest'
import { formatAgo, formatDateTime, formatDecimal, formatNumber, formatTime } from './locale.ts'

test('numbers are grouped, and a fraction has one digit', () => {
  expect([formatNumber(1204), formatDecimal(1.26), formatDecimal(3)]).toEqual(['1,204', '1.3', '3'])
})

test('a time is short, and the exact one has its date and its seconds', () => {
  const at = new Date(2026, 10, 25, 22, 42, 7).getTime()
  expect(formatTime(at)).toMatch(/^10:42\sPM$/)
  expect(formatDateTime(at)).toMatch(/^Nov 25, 2026, 10:42:07\sPM$/)
})

test('what is past is told by the largest unit that fits', () => {
  const now = 1_800_000_000_000
  expect([20_000, 61_000, 7_300_000, 90_000_000].map((past) => formatAgo(now - past, now))).toEqual(['just now', '1 minute ago', '2 hours ago', 'yesterday'])
})
