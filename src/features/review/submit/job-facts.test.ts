/** The report of a job says which transforms and repairs went before it, and shows no value of them. */
import { expect, test } from 'vitest'
import { bulkChange } from '#domain/draft/bulk.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { jobFacts } from './job-facts.ts'

const set: RowSet = {
  columns: ['department', 'password'],
  rows: [
    { key: 'r1', line: 2, cells: ['Sales ', ' secret-1'] },
    { key: 'r2', line: 3, cells: ['Ops ', 'secret-2'] },
  ],
}
const draft = { id: 'd1', matchBy: 'auto', isComplete: false, mapping: [], source: { notes: [], blankRows: 2, shortRows: 0 } } as unknown as OpenDraft

test('each transform and repair is named with its columns and counts, and without a value', () => {
  const trim = bulkChange(set, {
    id: 'b1',
    title: 'Remove spaces',
    parts: set.columns.map((field) => ({ field, change: (_: number, text: string) => text.trim() })),
  })
  const { repairs } = jobFacts(draft, { suppressEmail: false, canary: 0, bulk: trim === null ? [] : [trim] })
  expect(repairs).toEqual(['2 blank rows skipped', 'Remove spaces: 2 cells of Department, 1 cell of Password'])
  expect(repairs.join()).not.toMatch(/secret|Sales/)
})
