/** A browser that lost its storage finds what it sent in the proxy's journal. */
import { expect, test } from 'vitest'
import { findOrphans, type JournalEntry } from './orphans.ts'

const tenant = { upstream: 'simulator', organizationId: 'a'.repeat(24) } as const
const entry = (key: string, changes: Partial<JournalEntry> = {}): JournalEntry => ({
  key,
  state: 'answered',
  method: 'POST',
  organizationId: tenant.organizationId,
  upstream: 'simulator',
  users: 3,
  sentAt: 1,
  jobId: 'b'.repeat(24),
  ...changes,
})

test('what went out and is not known here is found, newest first', () => {
  const entries = [entry('known'), entry('old'), entry('lost', { state: 'sent-without-answer', jobId: null, sentAt: 9 })]
  expect(findOrphans(entries, new Set(['known']), tenant).map(({ key }) => key)).toEqual(['lost', 'old'])
})

test.each<readonly [string, Partial<JournalEntry>]>([
  ['never left', { state: 'registered' }],
  ['was proven not to be taken', { state: 'not-accepted' }],
  ['was refused', { jobId: null }],
  ['belongs to another organization', { organizationId: 'c'.repeat(24) }],
  ['belongs to another upstream', { upstream: 'eu' }],
])('what %s is not listed', (_, changes) => {
  expect(findOrphans([entry('x', changes)], new Set(), tenant)).toEqual([])
})
