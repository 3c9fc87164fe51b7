/** Whoever waits for a file sees how much of it is read, how many rows that are, and how long it will take. */
import { expect, test } from 'vitest'
import { progressWords } from './progress-words.ts'

const megabyte = 1_048_576
const at = (bytes: number, rows: number) => ({ bytes, total: 8 * megabyte, rows, startedAt: 1_000 })

test('megabytes and rows from the beginning, and the time left once a guess is worth something', () => {
  expect(progressWords(at(0, 0), 1_100)).toBe('0 of 8 MB')
  expect(progressWords(at(megabyte, 900), 1_300)).toBe('1 of 8 MB · 900 rows')
  expect(progressWords(at(2 * megabyte, 900), 3_000)).toBe('2 of 8 MB · 900 rows · 6 s left')
  expect(progressWords(at(7.9 * megabyte, 900), 2_000)).toMatch(/ · 1 s left$/)
})

test('a file of which all is read has no time left', () => {
  expect(progressWords(at(8 * megabyte, 900), 9_000)).toBe('8 of 8 MB · 900 rows')
})
