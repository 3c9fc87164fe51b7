/** Rows of a job are retried in one draft at a time, as their draft has them now, or as they were sent where that is gone. */
import { expect, test } from 'vitest'
import { newJob } from '#domain/jobs/ledger.ts'
import type { Job, LedgerRow } from '#domain/jobs/ledger-model.ts'
import { sourceRefOf } from './create-draft.ts'
import { Disk, openTab, tenant } from './draft-surroundings.ts'
import type { Drafts } from './drafts.ts'

const outcomes: Readonly<Record<string, LedgerRow['outcome']>> = { ana: 'succeeded', ben: 'failed', cleo: 'failed', dan: 'unknown' }
const ledgerRow = (name: string, at: number): LedgerRow => ({
  key: `r${at + 1}`,
  line: at + 2,
  username: name,
  email: `${name}@x.example`,
  userId: null,
  message: null,
  status: null,
  outcome: outcomes[name] ?? null,
})

function finishedJob(id: string): Job {
  const job = newJob({
    id,
    tenant,
    organizationName: 'Acme',
    name: 'people.csv',
    draftId: 'draft-1',
    purpose: 'create',
    createdAt: 5,
    suppressEmail: false,
    batches: [{ key: `${id}-b1`, method: 'POST', rows: Object.keys(outcomes).map(ledgerRow) }],
  })
  return { ...job, batches: job.batches.map((batch) => ({ ...batch, state: 'settled' })) }
}

/** A draft of five rows of which four were sent; the fifth was blocked. */
async function sentDraft() {
  const disk = new Disk()
  const { drafts } = openTab(disk, 'one')
  const id = await drafts.createDraft({
    tenant,
    name: 'people.csv',
    origin: { kind: 'empty' },
    purpose: 'create',
    columns: ['username', 'email', 'password'],
    rows: [...Object.keys(outcomes), 'eve'].map((name) => ({ cells: [name, `${name}@x.example`, name === 'ben' ? 'canary-password' : ''] })),
  })
  await expect.poll(() => disk.drafts.has(id)).toBe(true)
  const rows = [1, 2, 3, 4].map((number) => ({ key: `r${number}`, print: 0, sourceRef: null }))
  const claim = { draftId: id, owner: 'one', sendVersion: 0, rowCount: 5, sent: 4, rows }
  disk.putJob(finishedJob('job-1'), null, { ...claim, leftOut: [{ kind: 'blocked', reason: 'No email.', rows: ['r5'] }] })
  return { disk, drafts, id }
}

const rowsOf = (drafts: Drafts, id: string) => {
  const state = drafts.stateOf(id)
  return state?.kind === 'open' ? (state.draft.rows?.rows.map(({ cells }) => cells.join(' ')) ?? []) : []
}

test('the failed rows and a blocked one go into a draft with their passwords, and the unknown one never does', async () => {
  const { disk, drafts, id } = await sentDraft()
  expect(await disk.getFollowUp('job-1')).toMatchObject({ retryable: ['r2', 'r3'], leftOut: [{ kind: 'blocked', rows: ['r5'] }] })
  drafts.editCells(id, [{ row: 'r3', field: 'email', text: 'cleo.new@x.example' }])
  const retry = await drafts.retryRows('job-1', ['r1', 'r2', 'r3', 'r4', 'r5'])
  expect(rowsOf(drafts, retry)).toEqual(['ben ben@x.example canary-password', 'cleo cleo.new@x.example ', 'eve eve@x.example '])
  const state = drafts.stateOf(retry)
  if (state?.kind !== 'open') throw new Error('The retry draft is not open.')
  expect(state.draft).toMatchObject({ name: 'Retry of people.csv', purpose: 'create', origin: { kind: 'retry', jobId: 'job-1' } })
  expect(['r1', 'r2', 'r3'].map((key) => sourceRefOf(state.draft.table, key))).toEqual(['r2', 'r3', 'r5'])
  expect(JSON.stringify(disk.records(retry))).not.toContain('canary')
})

test('rows that went into a retry draft are not offered twice, here or in their own draft, until that draft is deleted', async () => {
  const { disk, drafts, id } = await sentDraft()
  const retry = await drafts.retryRows('job-1', ['r2', 'r5'])
  expect(await disk.getFollowUp('job-1')).toMatchObject({ retryable: ['r3'], leftOut: [] })
  expect([...((await disk.getFollowUp('job-1'))?.movedOn.keys() ?? [])]).toEqual(['r2', 'r5'])
  await expect(drafts.retryRows('job-1', ['r2'])).rejects.toThrow(/None of these rows can be retried/)
  // What was planned before is not sent any more.
  expect(disk.header(id).sendVersion).toBe(2)
  expect((await disk.getSent(id)).jobs[0]?.retries).toEqual([{ draftId: retry, name: 'Retry of people.csv', rows: Uint32Array.of(2, 5) }])
  disk.drafts.delete(retry)
  expect(await disk.getFollowUp('job-1')).toMatchObject({ retryable: ['r2', 'r3'], leftOut: [{ rows: ['r5'] }] })
})

test('of two windows that retry the same rows at once, one makes a draft and the other is told', async () => {
  const { disk, drafts } = await sentDraft()
  const other = openTab(disk, 'two').drafts
  const ends = await Promise.allSettled([drafts.retryRows('job-1', ['r2', 'r3']), other.retryRows('job-1', ['r2', 'r3'])])
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject({ message: expect.stringMatching(/retried meanwhile/) as string })
})

test('a retry draft that was partly sent and then deleted gives back only what it had not sent', async () => {
  const { disk, drafts } = await sentDraft()
  const retry = await drafts.retryRows('job-1', ['r2', 'r3'])
  const second = { ...finishedJob('job-2'), draftId: retry, name: 'Retry of people.csv' }
  const rows = [{ key: 'r1', print: 0, sourceRef: 'r2' }]
  disk.putJob(second, null, { draftId: retry, owner: 'one', sendVersion: 0, rowCount: 2, sent: 1, rows, leftOut: [] })
  disk.drafts.delete(retry)
  expect(await disk.getFollowUp('job-1')).toMatchObject({ retryable: ['r3'] })
})

test('without its draft, a retry is made of what was sent: the changes alone, the user that they are for, and no password', async () => {
  const { disk, id } = await sentDraft()
  disk.drafts.delete(id)
  const [job] = disk.jobs.values()
  const [batch] = job?.batches ?? []
  disk.payloads.set(batch?.payloadKey ?? '', [
    { key: 'r2', payload: { username: 'ben', email: 'ben@x.example', department: 'IT' }, secrets: ['password'], before: null, readAt: 1 },
    { key: 'r3', payload: { username: 'cleo', email: 'cleo@x.example' }, secrets: [], before: null, readAt: 1 },
  ])
  const { drafts } = openTab(disk, 'two')
  const retry = await drafts.retryRows('job-1', ['r2', 'r3'])
  const state = drafts.stateOf(retry)
  if (state?.kind !== 'open') throw new Error('The retry draft is not open.')
  const columns = state.draft.rows?.columns ?? []
  expect([...columns].toSorted()).toEqual(['department', 'email', 'password', 'username'])
  expect(state.draft.rows?.rows.at(0)?.cells[columns.indexOf('department')]).toBe('IT')
  expect(state.missing).toEqual({ columns: [columns.indexOf('password')], typed: 0 })
})

test('the second retry of a chain says so', async () => {
  const { disk, drafts } = await sentDraft()
  const retry = await drafts.retryRows('job-1', ['r2', 'r3'])
  const second: Job = { ...finishedJob('job-2'), draftId: retry, name: 'Retry of people.csv' }
  const rows = ['r1', 'r2'].map((key) => ({ key, print: 0, sourceRef: null }))
  disk.putJob(second, null, { draftId: retry, owner: 'one', sendVersion: 0, rowCount: 2, sent: 2, rows, leftOut: [] })
  const again = drafts.stateOf(await drafts.retryRows('job-2', ['r2']))
  expect(again).toMatchObject({ kind: 'open', draft: { name: 'Retry 2 of people.csv', origin: { kind: 'retry', jobId: 'job-2' } } })
})
