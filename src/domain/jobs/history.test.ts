/** The log of a job is what happened to it, in the order in which it happened. */
import { expect, test } from 'vitest'
import { historyOf } from './history.ts'
import type { Batch, LedgerRow } from './ledger-model.ts'

const row = (key: string, outcome: LedgerRow['outcome']): LedgerRow => ({
  key,
  line: 2,
  username: key,
  email: '',
  userId: null,
  outcome,
  message: null,
  status: null,
})

const batch = (over: Partial<Batch>): Batch => ({
  key: 'k',
  method: 'POST',
  state: 'prepared',
  rows: [row('ana', null)],
  jobId: null,
  reason: null,
  sentAt: null,
  settledAt: null,
  payloadKey: 'p',
  look: null,
  earlierKey: null,
  firstSentAt: null,
  ...over,
})

test('requests and notes stand between each other by the time at which they happened', () => {
  const batches = [
    batch({ state: 'settled', jobId: 'a1', sentAt: 20, settledAt: 60, tries: 2, rows: [row('ana', 'succeeded'), row('ben', 'failed')] }),
    batch({ state: 'accepted', jobId: 'b2', sentAt: 40 }),
    batch({}),
  ]
  expect(
    historyOf({ createdAt: 10, batches, notes: [{ at: 30, text: 'The page was closed.' }], valuesDeletedAt: 90 }).map(({ at, text }) => `${at} ${text}`),
  ).toEqual([
    '10 Submitted: 4 users in 3 requests.',
    '20 Request 1 sent: 2 users at attempt 2. JumpCloud accepted it as job a1.',
    '30 The page was closed.',
    '40 Request 2 sent: 1 user. JumpCloud accepted it as job b2.',
    '60 Request 1 finished: 1 failed.',
    '90 The values of this job were deleted from this browser.',
  ])
})

test('a request that is sent again on the word of an administrator counts its users once', () => {
  const batches = [batch({ key: 'first', state: 'unknown', sentAt: 20 }), batch({ key: 'second', earlierKey: 'first' })]
  expect(historyOf({ createdAt: 10, batches, notes: [] })[0]?.text).toBe('Submitted: 1 user in 2 requests.')
})
