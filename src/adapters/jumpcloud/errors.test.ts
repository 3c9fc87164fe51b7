/** How long JumpCloud asks us to wait, in every form in which a server may say it. */
import { expect, test } from 'vitest'
import { retryAfterMs } from './errors.ts'

const now = Date.parse('2026-11-25T12:00:00Z')

test.each([
  ['3', 3_000],
  ['0', 0],
  ['Wed, 25 Nov 2026 12:00:05 GMT', 5_000],
  // In the past: at once.
  ['Wed, 25 Nov 2026 11:59:00 GMT', 0],
  [null, null],
  ['', null],
  ['soon', null],
  ['-5', null],
])('“%s” means %s milliseconds', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms)
})
