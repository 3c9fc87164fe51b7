/** What the submit button announces is what the job is called, in number and in words. */
import { expect, test } from 'vitest'
import { actionOfPayload, countActions } from '#domain/plan/actions.ts'
import { countItems, type Change, type PlanItem } from '#domain/plan/plan-model.ts'
import { summarize } from '#domain/plan/summary.ts'
import { actionSentence } from '#workbench/jobs/job-outcome.ts'
import { jobItems } from './job-items.ts'
import { submitLabel } from './submit-label.ts'

const change = (field: string, after: string): Change => ({ field, before: '', after })
const create = (row: string, ...changes: Change[]): PlanItem => ({ kind: 'create', row, changes, omitted: [] })
const update = (row: string, ...changes: Change[]): PlanItem => ({ kind: 'update', row, user: { id: row, username: row }, changes, omitted: [] })
const title = change('jobTitle', 'Lead')

test.each<[string, readonly PlanItem[], string]>([
  ['nothing', [], 'Submit'],
  ['one action', [update('a', title), update('b', title)], 'Update 2 users'],
  ['a suspension among updates', [update('a', title), update('b', title), update('c', title, change('state', ' suspended'))], 'Update 2 users and suspend 1'],
  ['a suspension alone', [update('a', change('state', 'SUSPENDED'))], 'Suspend 1 user'],
  [
    'all of them',
    [
      create('a', change('username', 'a'), change('state', 'SUSPENDED')),
      update('b', title),
      update('c', change('state', 'SUSPENDED')),
      update('d', change('state', 'Activated')),
    ],
    'Create 1 user, update 1, suspend 1, and activate 1',
  ],
])('%s', (_, items, words) => {
  const plan = { items, counts: countItems(items) }
  const label = submitLabel(summarize(plan, new Map(), null).actions, 'Acme', 'EU')
  expect(label).toBe(`${words} in Acme (EU)`)
  const set = { columns: [], rows: items.map(({ row }) => ({ key: row, line: 1, cells: [] })) }
  const sent = jobItems(plan, set, 0)
  if (sent.length > 0) expect(actionSentence(countActions(sent.map(({ method, payload }) => actionOfPayload(method, payload))), sent.length)).toBe(words)
})
