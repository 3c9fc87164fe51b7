/** Rows that don't go are counted with their causes, and the counts add up to the rows of the file. */
import { expect, test } from 'vitest'
import { leftOutCounts, leftOutOf, sentShare } from './left-out.ts'
import type { PlanItem } from './plan-model.ts'

const blocked = (row: string, reason: string): PlanItem => ({ kind: 'blocked', row, reasons: [reason, 'and another'], cells: [null, null] })

test('causes that differ only in a name or a line are one', () => {
  const items: PlanItem[] = [
    blocked('r1', 'Line 7 matches the same user, “ana”.'),
    blocked('r2', 'Line 12 matches the same user, “ben”.'),
    { kind: 'create', row: 'r3', changes: [], omitted: [] },
    { kind: 'excluded', row: 'r4', reason: 'Excluded by you.' },
    { kind: 'unchanged', row: 'r5', user: {} },
    { kind: 'sent', row: 'r6', sent: { jobId: 'job-1', state: 'done', isChanged: false, retry: null } },
  ]
  expect(leftOutOf({ items }).map(({ kind, rows }) => [kind, rows])).toEqual([
    ['blocked', ['r1', 'r2']],
    ['excluded', ['r4']],
    ['sent', ['r6']],
    ['unchanged', ['r5']],
  ])
  expect(sentShare(1, leftOutCounts(leftOutOf({ items })))).toBe('1 of 6 rows sent, 2 blocked, 1 excluded, 1 sent before, 1 unchanged')
})

test.each([
  ['The same email is in line 4. Keep one of them.', 'The same email is in another line. Keep one of them.'],
  ['The same email is in lines 3, 4 and 5. Keep one of them.', 'The same email is in another line. Keep one of them.'],
  ['The same email is in line 4 and 2 more. Keep one of them.', 'The same email is in another line. Keep one of them.'],
  ['The same email is in lines 4, 5, 6 and at least 1,200 more. Keep one of them.', 'The same email is in another line. Keep one of them.'],
  ['Line 7 matches the same user, “ana”.', 'Another line matches the same user, “ana”.'],
  ['Line up the 3 values.', 'Line up the 3 values.'],
])('a cause names no line of one row: %s', (reason, words) => expect(leftOutOf({ items: [blocked('r1', reason)] })[0]?.reason).toBe(words))

test('a cause names what all of its rows say, and leaves open what differs; what a job keeps names no value of a blocked row', () => {
  const items: PlanItem[] = [
    blocked('r1', 'The manager “eva” is not in the directory. Correct “ana”.'),
    blocked('r2', 'The manager “eva” is not in the directory. Correct “ben”.'),
    { kind: 'excluded', row: 'r3', reason: '“Status” says “Terminated”.' },
  ]
  const groups = leftOutOf({ items })
  expect(groups.map(({ reason }) => reason)).toEqual(['The manager “eva” is not in the directory. Correct “…”.', '“Status” says “Terminated”.'])
  expect(leftOutCounts(groups).map(({ reason }) => reason)).toEqual(['The manager “…” is not in the directory. Correct “…”.', '“Status” says “Terminated”.'])
})

test('fifty causes are a list that can be read, and nobody is missing from it', () => {
  const items = Array.from({ length: 90 }, (_, at) => blocked(`r${at + 1}`, `Cause number ${'x'.repeat(at % 50)}`))
  const groups = leftOutOf({ items })
  expect(groups.length).toBeLessThanOrEqual(31)
  expect(groups.flatMap(({ rows }) => rows).toSorted()).toEqual(items.map(({ row }) => row).toSorted())
})

test.each([
  [52, [{ kind: 'blocked', count: 8 }], '52 of 60 rows sent, 8 blocked'],
  [60, [], 'All 60 rows sent'],
  [1, [], '1 row sent'],
] as const)('%d of the rows', (sent, groups, words) => expect(sentShare(sent, groups)).toBe(words))
