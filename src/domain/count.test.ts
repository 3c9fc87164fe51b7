/** A count and its noun agree, for one, none and many. */
import { expect, test } from 'vitest'
import { counted, plural } from './count.ts'

test.each([
  [0, '0 users'],
  [1, '1 user'],
  [3, '3 users'],
  [1204, '1,204 users'],
])('%d is said as %s', (count, words) => {
  expect(counted(count, 'user')).toBe(words)
})

test('an irregular plural is named, and a verb can stand apart from its number', () => {
  expect([counted(1, 'entry', 'entries'), counted(2, 'entry', 'entries')]).toEqual(['1 entry', '2 entries'])
  expect([plural(1, 'is', 'are'), plural(2, 'is', 'are'), plural(2, 'column')]).toEqual(['is', 'are', 'columns'])
})
