/** Values go after their time, and nothing goes while a row is pending or unknown. */
import { expect, test } from 'vitest'
import { noCounts } from './ledger-model.ts'
import { isDue, keptUntil, withoutValues } from './retention.ts'

const day = 86_400_000
const job = { createdAt: 0, batches: [{ settledAt: 2 * day }, { settledAt: null }], hasLooks: false }

test('thirty days count from the last that happened', () => {
  expect(keptUntil(job, 30)).toBe(32 * day)
  expect(isDue(job, { ...noCounts, succeeded: 5 }, 30, 32 * day)).toBe(true)
  expect(isDue(job, { ...noCounts, succeeded: 5 }, 30, 32 * day - 1)).toBe(false)
})

test.each(['pending', 'unknown', 'not-sent', 'sending'] as const)('a row that is %s keeps everything', (state) => {
  expect(isDue(job, { ...noCounts, succeeded: 5, [state]: 1 }, 30, 999 * day)).toBe(false)
})

test('a user who is still to be looked up keeps everything, and values go only once', () => {
  expect(isDue({ ...job, hasLooks: true }, { ...noCounts, succeeded: 1 }, 30, 999 * day)).toBe(false)
  expect(isDue({ ...job, valuesDeletedAt: 1 }, { ...noCounts, succeeded: 1 }, 30, 999 * day)).toBe(false)
})

test('what stays names the user and the outcome, and quotes no value', () => {
  const row = {
    key: 'r1',
    line: 2,
    username: 'ana',
    email: 'ana@acme.example',
    userId: 'x',
    outcome: 'differs',
    message: 'Sales is taken',
    status: 'finished',
    evidence: 'sent “Sales”',
  } as const
  expect(withoutValues(row)).toEqual({ ...row, message: null, evidence: null, mustVerify: false })
})
