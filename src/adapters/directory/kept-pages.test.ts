/** What was read is used again for five minutes, and not beyond a job. */
import { expect, test } from 'vitest'
import { directoryChanged, isFresh, keptMs, keptPagesOf, startKeptPages } from './kept-pages.ts'

const page = { totalCount: 1, results: [] }
const minute = 60_000

test('a page is kept for five minutes', () => {
  let now = 0
  const kept = startKeptPages(() => now)
  kept.put('list 0', page)
  now = keptMs
  expect(kept.get('list 0')?.page).toBe(page)
  now += 1
  expect(kept.get('list 0')).toBeUndefined()
})

test('a reading of the last five minutes is good for a submit, an older one is not', () => {
  expect(isFresh({ readAt: 10 * minute }, 'one', 15 * minute)).toBe(true)
  expect(isFresh({ readAt: 10 * minute }, 'one', 15 * minute + 1)).toBe(false)
})

test('a job of the same organization ends what was read before it, and no other’s', () => {
  keptPagesOf('two').put('list 0', page)
  keptPagesOf('three').put('list 0', page)
  directoryChanged('two', 11 * minute)
  expect([keptPagesOf('two').get('list 0'), keptPagesOf('three').get('list 0')?.page]).toEqual([undefined, page])
  expect(isFresh({ readAt: 10 * minute }, 'two', 12 * minute)).toBe(false)
  expect(isFresh({ readAt: 11 * minute + 1 }, 'two', 12 * minute)).toBe(true)
  expect(isFresh({ readAt: 10 * minute }, 'three', 12 * minute)).toBe(true)
})
