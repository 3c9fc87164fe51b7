/** What a job tells: counts that add up, a request no greener than its rows, reasons by kind, and a report that runs nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { summarizeBatch } from './batch-summary.ts'
import { exportRows } from './export-rows.ts'
import { allCounts, totalOf } from './job-counts.ts'
import { countsShown, usersOf, viewUsers } from './job-users.ts'
import { countStates, noCounts, type Batch, type BatchState, type Job, type LedgerRow } from './ledger-model.ts'
import { leftWords, quietMs, rateOf, withSample, type Sample } from './rate.ts'
import { groupReasons } from './reasons.ts'
import { escapeHtml, reportHtml, reportTable, type ReportInput } from './report.ts'
import type { UnsentRow } from './unsent.ts'

const row = (number: number, outcome: LedgerRow['outcome'], message: string | null = null): LedgerRow => ({
  key: `r${number}`,
  line: number + 1,
  username: `user.${number}`,
  email: `user.${number}@acme.example`,
  userId: null,
  outcome,
  message,
  status: null,
})
const batch = (state: BatchState, rows: readonly LedgerRow[], key = 'k'): Batch => ({
  key,
  method: 'POST',
  state,
  rows,
  jobId: null,
  reason: null,
  sentAt: 1,
  settledAt: null,
  payloadKey: key,
  look: null,
  earlierKey: null,
  firstSentAt: null,
})
const job = (batches: readonly Batch[], changes: Partial<Job> = {}): Job => ({
  id: 'job-1',
  tenant: { upstream: 'simulator', organizationId: 'a'.repeat(24) },
  organizationName: 'Acme',
  name: 'joiners.csv',
  purpose: 'create',
  createdAt: 0,
  version: 1,
  stopRequested: false,
  pausedBecause: null,
  notes: [],
  suppressEmail: false,
  batches,
  ...changes,
})

const states: readonly BatchState[] = ['prepared', 'sending', 'accepted', 'settled', 'refused', 'unknown', 'stopped', 'cancelled']
const outcomes: readonly LedgerRow['outcome'][] = [null, 'succeeded', 'flagged', 'verified', 'differs', 'failed', 'unknown', 'pending', 'stopped']

test('the counts of a job and of what it does not send add up to the rows of the file, whatever has happened', () => {
  const batches = fc.array(fc.tuple(fc.constantFrom(...states), fc.array(fc.constantFrom(...outcomes), { maxLength: 6 })), { maxLength: 4 })
  fc.assert(
    fc.property(batches, fc.nat(5), fc.nat(5), (given, blocked, excluded) => {
      let number = 0
      const made = given.map(([state, rows], at) =>
        batch(
          state,
          rows.map((outcome) => row((number += 1), outcome)),
          `k${at}`,
        ),
      )
      const leftOut = [
        { kind: 'blocked' as const, reason: 'x', count: blocked },
        { kind: 'excluded' as const, reason: 'x', count: excluded },
      ]
      const counts = allCounts(countStates({ batches: made }), leftOut)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(number + blocked + excluded)
      expect(totalOf(counts)).toBe(number)
    }),
  )
})

test('a request whose rows all failed is not green, and one with some is not red', () => {
  expect(summarizeBatch(batch('settled', [row(1, 'failed'), row(2, 'failed')]))).toEqual({ label: 'Finished: 2 failed', tone: 'danger' })
  expect(summarizeBatch(batch('settled', [row(1, 'failed'), row(2, 'succeeded')]))).toEqual({ label: 'Finished: 1 failed', tone: 'warning' })
  expect(summarizeBatch(batch('settled', [row(1, 'succeeded'), row(2, 'verified')]))).toEqual({ label: 'Finished', tone: 'success' })
})

test('messages that differ only in whom they are about are one reason', () => {
  const texts = [
    '“ana” is taken',
    '“ben” is taken',
    'The address ana@acme.example exists.',
    'The address ben.b@acme.example exists.',
    'Only ben@acme.example',
    '',
  ]
  expect(groupReasons(texts, (text) => text, 'No reason given').map(({ text, rows }) => [text, rows.length])).toEqual([
    ['“…” is taken', 2],
    ['The address … exists.', 2],
    ['Only ben@acme.example', 1],
    ['No reason given', 1],
  ])
})

test('users are found by name, email and line, filtered, and sorted either way', () => {
  const unsent: UnsentRow = { key: 'r9', line: 10, username: 'held', email: '', kind: 'blocked', reasons: ['No email.'], cells: [] }
  const users = usersOf(job([batch('settled', [row(1, 'succeeded', 'A note'), row(2, 'failed', 'No'), row(3, 'verified')])]), [unsent])
  const keys = (view: Parameters<typeof viewUsers>[1]) => viewUsers(users, view).map(({ key }) => key)
  expect(keys({ show: 'all', find: 'USER.2', sort: null })).toEqual(['r2'])
  expect(keys({ show: 'all', find: '10', sort: null })).toEqual(['r9'])
  expect(keys({ show: 'flagged', find: '', sort: null })).toEqual(['r1'])
  expect(keys({ show: 'not-done', find: '', sort: null })).toEqual(['r2'])
  expect(keys({ show: 'all', find: '', sort: { key: 'line', isDescending: true } })).toEqual(['r9', 'r3', 'r2', 'r1'])
})

test('a success with a note is one and the same on the bar, in the list and in the files, before it is verified and after', () => {
  const made = job([
    {
      ...batch('settled', [row(1, 'flagged', 'A note'), row(2, 'verified', 'A note'), row(3, 'verified'), row(4, 'succeeded')]),
      look: { at: 1, watchedMs: 0, sameMs: 0, print: '', isQuiet: true },
    },
  ])
  const users = usersOf(made)
  const counts = allCounts(countStates(made), undefined)
  expect(countsShown(counts, users)).toEqual({ ...counts, flagged: 2, verified: 1 })
  const keys = (show: 'flagged' | 'verified') => viewUsers(users, { show, find: '', sort: null }).map(({ key }) => key)
  expect([keys('flagged'), keys('verified')]).toEqual([['r1', 'r2'], ['r3']])
  const outcomes = exportRows(users, null, () => null).rows.map((cells) => cells[1])
  expect(outcomes).toEqual(['Succeeded, with a note', 'Succeeded, with a note', 'Verified', 'Succeeded'])
  const report = reportTable({ ...reportOf('x'), job: made, users, counts })
  expect(report.rows.map((cells) => cells[5])).toEqual(outcomes)
  expect(report.rows[0]).toContain('Verified: 1; Succeeded: 1; Succeeded, with a note: 2')
})

test.each([
  [undefined, [2, 5]],
  [{ kind: 'file' }, [2, 5]],
  [{ kind: 'revert', jobId: 'j', jobName: 'joiners.csv' }, [null, null]],
  [{ kind: 'directory' }, [null, null]],
  [{ kind: 'retry', jobId: 'j', jobName: 'joiners.csv' }, [2, 5]],
  [{ kind: 'retry', jobId: 'j', jobName: 'Revert of joiners.csv', hasNoFile: true }, [null, null]],
] as const)('users of a job of %o have the lines of its file: %o', (origin, lines) => {
  const made = job([batch('settled', [row(1, 'succeeded')])], origin === undefined ? {} : { origin })
  const left: UnsentRow = { key: 'r4', line: 5, username: 'user.4', email: '', kind: 'blocked', reasons: [], cells: [] }
  expect(usersOf(made, [left]).map(({ line }) => line)).toEqual(lines)
})

test('time left is shown only once something came in, and a standstill is noticed', () => {
  const feed = (pairs: readonly (readonly [number, number])[]) =>
    pairs.reduce<readonly Sample[]>((samples, [at, done]) => withSample(samples, { at, done }), [])
  expect(
    rateOf(
      feed([
        [0, 0],
        [1_000, 0],
      ]),
      100,
      1_000,
    ),
  ).toBeNull()
  expect(
    rateOf(
      feed([
        [0, 0],
        [5_000, 50],
      ]),
      100,
      5_000,
    ),
  ).toEqual({ perSecond: 10, leftMs: 10_000 })
  expect(
    quietMs(
      feed([
        [0, 0],
        [5_000, 50],
        [6_000, 50],
        [30_000, 50],
      ]),
      30_000,
    ),
  ).toBe(25_000)
  expect([leftWords(3_000), leftWords(34_000), leftWords(61_000), leftWords(7_200_000)]).toEqual([
    'a few seconds',
    'about 40 seconds',
    'about 2 minutes',
    'about 2 hours',
  ])
})

const reportOf = (text: string): ReportInput => {
  const made = job([batch('settled', [row(1, 'failed', text)])], { name: text, facts: { draft: 'd', options: [text], repairs: [text] } })
  return {
    job: made,
    users: usersOf(made),
    counts: allCounts({ ...noCounts, failed: 1 }, undefined),
    changesOf: () => [
      { field: 'department', before: text, after: text },
      { field: 'password', before: '', after: 'Secret-1' },
    ],
    preparedBy: text,
    ticket: text,
    region: 'EU',
    file: { name: text, sha256: 'ab'.repeat(32) },
    writtenAt: 0,
    formatTime: String,
  }
}

test('a report escapes every value, loads nothing, and holds no password', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</style><b>', "' onclick='x")),
      (given) => {
        // Marked, so that taking the values out of the page takes nothing else.
        const text = `VALUE ${given} END`
        const html = reportHtml(reportOf(text))
        const markup = html.replaceAll(escapeHtml(text), '').replaceAll(escapeHtml(text).replaceAll('\n', '<br>'), '')
        const tags = new Set([...markup.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag))
        expect(
          [...tags].filter(
            (tag) =>
              ![
                'html',
                'head',
                'meta',
                'title',
                'style',
                'body',
                'h1',
                'h2',
                'dl',
                'dt',
                'dd',
                'table',
                'thead',
                'tbody',
                'tr',
                'th',
                'td',
                'p',
                'br',
                'doctype',
              ].includes(tag ?? ''),
          ),
        ).toEqual([])
        expect(html).not.toContain('Secret-1')
      },
    ),
  )
  expect(reportTable(reportOf('x')).rows.flat().join(' ')).not.toContain('Secret-1')
  expect(reportHtml(reportOf('x'))).not.toMatch(/https?:|src=|href=|url\(/)
})
