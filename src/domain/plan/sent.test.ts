/** What a job has is not offered again, unless it is proven undone or the administrator says so. */
import { expect, test } from 'vitest'
import type { RowSet } from '../packed/row.ts'
import { reviewDraft, type PlanOptions } from './compute-plan.ts'
import { sentStates, type SentJob, type SentState } from './sent.ts'

const names = ['ana', 'ben', 'cleo', 'dan', 'eve']
const set = (changes: Readonly<Record<string, string>> = {}): RowSet => ({
  columns: ['username', 'email'],
  rows: names.map((name, at) => ({ key: `r${at + 1}`, line: at + 2, cells: [name, changes[name] ?? `${name}@x.example`] })),
})
const options: PlanOptions = { purpose: 'create', matchBy: 'auto', excluded: [], heldBack: new Map(), omitted: {}, organization: null, isComplete: false }
const { prints } = reviewDraft(set(), [], new Map(), options)

const job = (jobId: string, rows: readonly (readonly [number, SentState])[], retries: SentJob['retries'] = []): SentJob => ({
  jobId,
  name: 'people.csv',
  at: 1,
  rows: Uint32Array.from(rows, ([number]) => number),
  prints: Uint32Array.from(rows, ([number]) => prints[number - 1] ?? 0),
  states: Uint8Array.from(rows, ([, state]) => sentStates.indexOf(state)),
  retries,
})
const review = (sentJobs: readonly SentJob[], more: Partial<PlanOptions> = {}, rows = set()) =>
  reviewDraft(rows, [], new Map(), { ...options, sentJobs, ...more })
const kinds = (made: ReturnType<typeof review>) => made.plan.items.map(({ kind }) => kind).join(' ')

test('after a job, what is done, on its way or unknown stays out; what is proven undone and what was never sent is offered', () => {
  const made = review([
    job('job-1', [
      [1, 'done'],
      [2, 'waiting'],
      [3, 'unknown'],
      [4, 'not-done'],
    ]),
  ])
  expect(kinds(made)).toBe('sent sent sent create create')
  expect(made.plan.counts).toMatchObject({ rows: 5, create: 2, sent: 3, excluded: 0 })
  expect(made.summary.sent).toEqual([{ jobId: 'job-1', waiting: 1, done: 1, unknown: 1, 'not-done': 1, changed: 0, retried: 0 }])
  expect([made.summary.again, made.summary.leftOut.map(({ kind, rows }) => [kind, rows.length])]).toEqual([[{ jobId: 'job-1', count: 1 }], [['sent', 3]]])
})

test('a row that was edited since it was sent is named as changed, and still not offered by itself', () => {
  const made = review([job('job-1', [[1, 'done']])], {}, set({ ana: 'ana.new@x.example' }))
  expect(made.plan.items[0]).toMatchObject({ kind: 'sent', sent: { isChanged: true } })
  expect(made.summary.sent[0]?.changed).toBe(1)
})

test('the word to send again holds for the job that it names, and is used up by the next one', () => {
  const first = job('job-1', [
    [1, 'done'],
    [2, 'done'],
  ])
  expect(kinds(review([first], { sendAgain: { 'job-1': ['r1'] } }))).toBe('create sent create create create')
  const second = job('job-2', [[1, 'done']])
  expect(kinds(review([first, second], { sendAgain: { 'job-1': ['r1'] } }))).toBe('sent sent create create create')
})

test('a row that failed and went into a retry draft is not offered twice, whatever this browser knows', () => {
  const failed = job('job-1', [[1, 'not-done']], [{ draftId: 'd2', name: 'Retry of people.csv', rows: Uint32Array.of(1) }])
  const made = review([failed], { sendAgain: { 'job-1': ['r1'] } })
  expect(kinds(made)).toBe('sent create create create create')
  expect(made.plan.items[0]).toMatchObject({ sent: { retry: { draftId: 'd2' } } })
  // So is one that was blocked then, and was taken along.
  const taken = job('job-1', [[1, 'done']], [{ draftId: 'd2', name: 'Retry of people.csv', rows: Uint32Array.of(2) }])
  expect(kinds(review([taken]))).toBe('sent sent create create create')
  // Sent here first: the later job has it.
  expect(kinds(review([job('job-1', [[1, 'not-done']]), job('job-2', [[1, 'not-done']])]))).toBe('create create create create create')
})

test('a row that was sent and excluded counts as sent, and takes the place of nobody else', () => {
  expect(kinds(review([job('job-1', [[1, 'done']])], { excluded: ['r1', 'r2'] }))).toBe('sent excluded create create create')
})

test('a job of a version that kept no prints counts its rows as sent and unchanged', () => {
  const made = review([{ ...job('job-1', [[1, 'done']]), prints: null }], {}, set({ ana: 'x@x.example' }))
  expect(made.plan.items[0]).toMatchObject({ kind: 'sent', sent: { isChanged: false } })
})

test('a row that was done by an earlier job blocks no other as its duplicate; one that is on its way still does', () => {
  const rows: RowSet = { ...set(), rows: set().rows.map((row) => (row.key === 'r2' ? { ...row, cells: ['ana', 'other@x.example'] } : row)) }
  expect(kinds(review([], {}, rows))).toBe('blocked blocked create create create')
  expect(kinds(review([job('job-1', [[1, 'done']])], {}, rows))).toBe('sent create create create create')
  expect(kinds(review([job('job-1', [[1, 'waiting']])], {}, rows))).toBe('sent blocked create create create')
})

test('a second plan of the same rows validates none of them again', () => {
  const first = review([])
  const again = reviewDraft({ ...set(), rows: first.validated.rows }, [], new Map(), options, first.validated)
  expect(again.validated).toBe(first.validated)
  expect(reviewDraft({ ...set(), rows: first.validated.rows }, [], new Map(), { ...options, excluded: ['r1'] }, first.validated).validated).not.toBe(
    first.validated,
  )
})
