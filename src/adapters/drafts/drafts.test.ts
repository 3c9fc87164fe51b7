/** A draft session opens, saves, is checked and changes hands without losing what was typed. */
import { expect, test } from 'vitest'
import { keptSteps, readLog } from '#domain/draft/edit-log.ts'
import { mapTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { checkTable } from '../intake/check-table.ts'
import { StorageFault } from '../storage/faults.ts'
import { sourceRefOf } from './create-draft.ts'
import type { DraftDependencies } from './dependencies.ts'
import { Disk, file, openTab, tenant, type TabChanges } from './draft-surroundings.ts'
import type { Drafts } from './drafts.ts'
import { compactAfter } from './save.ts'

const stateIn = (drafts: Drafts) => {
  const state = drafts.stateOf('draft-1')
  if (state?.kind !== 'open') throw new Error(`the draft is ${state?.kind ?? 'not open'}`)
  return state
}
const cell = (drafts: Drafts, row: string, field: string) => {
  const { rows } = stateIn(drafts).draft
  return rows === null ? null : (findRow(rows.rows, row)?.cells[rows.columns.indexOf(field)] ?? '')
}
const type = (drafts: Drafts, text: string, row = 'r1', field = 'username') => drafts.editCells('draft-1', [{ row, field, text }])

async function openedNew(disk: Disk, tabName: string, changes?: TabChanges) {
  const made = openTab(disk, tabName, changes)
  await made.drafts.readFileDraft(file(), { tenant })
  await made.drafts.applyDraftMapping('draft-1')
  return made
}
async function openedStored(disk: Disk, tabName: string, changes?: TabChanges) {
  const made = openTab(disk, tabName, changes)
  made.drafts.open('draft-1')
  expect(made.drafts.stateOf('draft-1')).toEqual({ kind: 'loading' })
  await expect.poll(() => made.drafts.stateOf('draft-1')?.kind).toBe('open')
  return made
}
const isSaved = (drafts: Drafts) => expect.poll(() => stateIn(drafts).saved).toBe('saved')

test('a draft that was read and edited opens in another tab as it was left, with its undo', async () => {
  const disk = new Disk()
  const first = await openedNew(disk, 'one')
  expect(first.drafts.hasUnsaved()).toBe(true)
  type(first.drafts, 'anna')
  await isSaved(first.drafts)
  expect(first.drafts.hasUnsaved()).toBe(false)
  const second = await openedStored(disk, 'two')
  expect(cell(second.drafts, 'r1', 'username')).toBe('anna')
  expect(disk.header().owner).toBe('two')
  second.drafts.undo('draft-1')
  expect([cell(second.drafts, 'r1', 'username'), stateIn(second.drafts).redo]).toEqual(['ana', 'Username in line 2'])
})

test('a draft that is not in this browser is missing, and storage that cannot be read says so', async () => {
  const missing = openTab(new Disk(), 'one')
  missing.drafts.open('draft-1')
  await expect.poll(() => missing.drafts.stateOf('draft-1')).toEqual({ kind: 'missing' })
  const failing = openTab(new Disk(), 'one', {
    store: { ...({} as DraftDependencies['store']), openStored: () => Promise.reject(new StorageFault('denied')) },
  })
  failing.drafts.open('draft-1')
  await expect.poll(() => failing.drafts.stateOf('draft-1')).toMatchObject({ kind: 'failed', message: /blocks storage/ })
})

test('a write that fails is tried again, later each time, and keeps the order of the edits', async () => {
  const disk = new Disk()
  let isFull = false
  const { drafts, timers } = await openedNew(disk, 'one', { failWrites: () => (isFull ? new StorageFault('full') : null) })
  await isSaved(drafts)
  isFull = true
  type(drafts, 'first')
  await expect.poll(() => stateIn(drafts).saved).toBe('failed')
  expect(stateIn(drafts).fault?.kind).toBe('full')
  type(drafts, 'second')
  await expect.poll(() => timers.length).toBeGreaterThan(1)
  timers.splice(0).at(-1)?.task()
  await expect.poll(() => timers.length).toBeGreaterThan(0)
  const waits = timers.map(({ ms }) => ms)
  expect(Math.min(...waits)).toBeGreaterThan(2_000)
  isFull = false
  timers.splice(0).at(-1)?.task()
  await isSaved(drafts)
  expect(stateIn(drafts).fault).toBeNull()
  expect(readLog(disk.records()).done.map(({ edit }) => (edit.kind === 'cells' ? edit.changes[0]?.after : edit.kind))).toEqual([
    'apply-mapping',
    'first',
    'second',
  ])
})

test('a table that the worker could not store is stored whole, with every edit since', async () => {
  const disk = new Disk()
  let isFull = true
  const { drafts, timers } = await openedNew(disk, 'one', { failWrites: () => (isFull ? new StorageFault('full') : null) })
  type(drafts, 'anna')
  await expect.poll(() => stateIn(drafts).saved).toBe('failed')
  expect([disk.drafts.size, drafts.hasUnsaved()]).toEqual([0, true])
  isFull = false
  drafts.retrySaving('draft-1')
  await isSaved(drafts)
  expect(timers.length).toBeGreaterThan(0)
  const { drafts: again } = await openedStored(disk, 'two')
  expect(cell(again, 'r1', 'username')).toBe('anna')
})

test('once another tab has taken the draft, nothing typed here is stored, and the administrator is told', async () => {
  const disk = new Disk()
  const first = await openedNew(disk, 'one')
  await isSaved(first.drafts)
  // Frozen while the other tab took over: it has not heard of it.
  const second = await openedStored(disk, 'two')
  type(first.drafts, 'late')
  await expect.poll(() => stateIn(first.drafts).access).toBe('elsewhere')
  expect([stateIn(first.drafts).fault?.kind, first.timers.length]).toEqual(['taken', 0])
  expect(type(first.drafts, 'later')).toBe(false)
  expect(first.refusals).toEqual([expect.stringMatching(/Another tab is editing/)])
  type(second.drafts, 'mine')
  await isSaved(second.drafts)
  expect(readLog(disk.records()).done.map(({ name }) => name)).toEqual(['columns', 'Username in line 2'])
})

test('a tab that is asked for the draft stores what it has before it lets go, and reads it again when it gets it back', async () => {
  const disk = new Disk()
  const first = await openedNew(disk, 'one')
  type(first.drafts, 'anna')
  await first.lock().onAsked()
  first.lock().onElsewhere()
  expect(stateIn(first.drafts).access).toBe('elsewhere')
  const second = await openedStored(disk, 'two')
  expect(cell(second.drafts, 'r1', 'username')).toBe('anna')
  type(second.drafts, 'anja')
  await isSaved(second.drafts)
  first.lock().onHeld()
  await expect.poll(() => cell(first.drafts, 'r1', 'username')).toBe('anja')
  type(first.drafts, 'anouk')
  await isSaved(first.drafts)
  expect([disk.header().owner, readLog(disk.records()).done.length]).toEqual(['one', 4])
})

test('the result of a check that a later edit has outdated is dropped', async () => {
  const pending: { purpose: Purpose | null; finish: () => void }[] = []
  const disk = new Disk()
  const { drafts } = await openedNew(disk, 'one', {
    checkRows: (rows, purpose) =>
      new Promise((resolve) => {
        pending.push({ purpose, finish: () => resolve(checkTable(rows, purpose)) })
      }),
  })
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  drafts.setPurpose('draft-1', 'create')
  await expect.poll(() => pending.length).toBe(1)
  drafts.setPurpose('draft-1', 'update')
  await expect.poll(() => pending.map(({ purpose }) => purpose)).toEqual(['create', 'update'])
  pending[1]?.finish()
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  const shown = stateIn(drafts).issues
  pending[0]?.finish()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(stateIn(drafts).issues).toBe(shown)
})

test('an edit that comes while the rows are checked is in the result', async () => {
  const pending: (() => void)[] = []
  const { drafts } = await openedNew(new Disk(), 'one', {
    checkRows: (rows, purpose) =>
      new Promise((resolve) => {
        pending.push(() => resolve(checkTable(rows, purpose)))
      }),
  })
  await expect.poll(() => stateIn(drafts).issues?.has('r1')).toBe(true)
  drafts.setPurpose('draft-1', 'update')
  await expect.poll(() => stateIn(drafts).isChecking).toBe(true)
  await expect.poll(() => pending.length).toBe(1)
  type(drafts, 'cleo', 'r3')
  await expect.poll(() => pending.length).toBe(2)
  for (const finish of pending) finish()
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  expect([stateIn(drafts).issues?.has('r1'), stateIn(drafts).issues?.has('r3')]).toEqual([false, false])
})

test('a long log is compacted when the page is idle: what is stored stays as typed, and the last steps can be undone', async () => {
  const disk = new Disk()
  const { drafts, idle } = await openedNew(disk, 'one')
  for (let number = 1; number <= compactAfter + 1; number += 1) type(drafts, `user-${number}`)
  await isSaved(drafts)
  expect(disk.records().length).toBeGreaterThan(compactAfter)
  for (const task of idle.splice(0)) task()
  await expect.poll(() => disk.records().length).toBe(keptSteps + 1)
  const again = await openedStored(disk, 'two')
  expect(cell(again.drafts, 'r1', 'username')).toBe(`user-${compactAfter + 1}`)
  for (let step = 0; step < keptSteps; step += 1) expect(again.drafts.undo('draft-1')).not.toBeNull()
  expect([again.drafts.undo('draft-1'), cell(again.drafts, 'r1', 'username')]).toEqual([null, `user-${compactAfter + 1 - keptSteps}`])
})

test('a typed password is in the grid of this page and never on disk', async () => {
  const disk = new Disk()
  const { drafts } = await openedNew(disk, 'one')
  type(drafts, 'canary-password', 'r1', 'password')
  await isSaved(drafts)
  expect(cell(drafts, 'r1', 'password')).toBe('canary-password')
  expect(JSON.stringify(disk.records())).not.toContain('canary')
  const again = await openedStored(disk, 'two')
  expect(stateIn(again.drafts).missing).toEqual({ columns: [2], typed: 1 })
})

test('a draft made of rows opens as it was made: named, mapped, with its origin, its lines and what each row came from', async () => {
  const disk = new Disk()
  const { drafts } = openTab(disk, 'one')
  const origin = { kind: 'retry', jobId: 'job-1', jobName: 'people.csv' } as const
  const id = await drafts.createDraft({
    tenant,
    name: 'Retry of people.csv',
    origin,
    purpose: 'create',
    columns: ['username', 'password', 'attributes.Team'],
    rows: [
      { cells: ['ana', 'canary-password', 'Red'], line: 7, sourceRef: 'r6' },
      { cells: ['ben'], line: 9, sourceRef: 'r8' },
    ],
  })
  await isSaved(drafts)
  expect([cell(drafts, 'r1', 'password'), stateIn(drafts).draft.purpose]).toEqual(['canary-password', 'create'])
  const second = await openedStored(disk, 'two')
  const { draft, undo } = stateIn(second.drafts)
  expect([id, draft.name, draft.origin, draft.purpose, undo]).toEqual(['draft-1', 'Retry of people.csv', origin, 'create', null])
  expect(draft.rows?.rows.map(({ line }) => line)).toEqual([7, 9])
  expect([cell(second.drafts, 'r1', 'attributes.Team'), cell(second.drafts, 'r2', 'attributes.Team')]).toEqual(['Red', ''])
  expect([sourceRefOf(draft.table, 'r1'), sourceRefOf(draft.table, 'r2'), sourceRefOf(draft.table, 'r3')]).toEqual(['r6', 'r8', null])
  expect(draft.rows?.columns).toEqual(['username', 'password', 'attributes.Team'])
})

test('a draft begun by hand counts the rows that were added', async () => {
  const disk = new Disk()
  const { drafts } = openTab(disk, 'one')
  await drafts.createDraft({ tenant, name: 'New users', origin: { kind: 'empty' }, columns: ['username'], rows: [] })
  drafts.addRow('draft-1')
  drafts.addRow('draft-1')
  await isSaved(drafts)
  expect(disk.header()).toMatchObject({ rowCount: 2, hasRows: true, origin: { kind: 'empty' } })
  const again = await openedStored(disk, 'two')
  expect(stateIn(again.drafts).draft.rows?.rows.length).toBe(2)
})

test('fields that are added one after the other, while all rows are being checked, end in a checked draft', async () => {
  const { drafts } = await openedNew(new Disk(), 'one')
  for (const field of ['jobTitle', 'phoneNumbers.work', 'attributes.costCode']) type(drafts, 'x', 'r1', field)
  type(drafts, 'new name', 'r1', 'username')
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  expect(
    stateIn(drafts)
      .issues?.get('r1')
      ?.map(({ field }) => field),
  ).toEqual(['username'])
})

test('rows that come with cells and columns in one step are checked, and are undone in one', async () => {
  const { drafts } = openTab(new Disk(), 'one')
  const id = await drafts.createDraft({ tenant, name: 'Edits', origin: { kind: 'directory' }, purpose: 'update', matchBy: 'id', columns: ['id'], rows: [] })
  drafts.editBlock(id, { cells: [], newRows: [{ id: '0123456789abcdef01234567', department: 'Legal' }] }, 'edit')
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  drafts.editCells(id, [{ row: 'r1', field: 'jobTitle', text: 'Clerk' }])
  await expect.poll(() => stateIn(drafts).isChecking).toBe(false)
  drafts.undo(id)
  expect(cell(drafts, 'r1', 'department')).toBe('Legal')
  drafts.undo(id)
  expect([stateIn(drafts).draft.rows?.rows.length, stateIn(drafts).undo]).toEqual([0, null])
})

test('an excluded row has nothing to correct and is nobody’s duplicate, after a reload and a full check too, until it is included again', async () => {
  const disk = new Disk()
  const first = await openedNew(disk, 'one')
  first.drafts.setPurpose('draft-1', 'update')
  await expect.poll(() => stateIn(first.drafts).isChecking).toBe(false)
  expect(stateIn(first.drafts).issues?.errors).toBe(2)
  first.drafts.setExcluded('draft-1', ['r3'], true)
  const seen = (drafts: Drafts) => [stateIn(drafts).issues?.errors, stateIn(drafts).issues?.has('r1'), stateIn(drafts).issues?.has('r3')]
  expect(seen(first.drafts)).toEqual([0, false, false])
  // Typed in while it is excluded: still nothing, and not forgotten.
  type(first.drafts, 'two words', 'r3')
  expect(seen(first.drafts)).toEqual([0, false, false])
  await isSaved(first.drafts)
  const second = await openedStored(disk, 'two')
  await expect.poll(() => stateIn(second.drafts).isChecking).toBe(false)
  expect(seen(second.drafts)).toEqual([0, false, false])
  second.drafts.setPurpose('draft-1', 'create')
  await expect.poll(() => stateIn(second.drafts).isChecking).toBe(false)
  expect(seen(second.drafts)[2]).toBe(false)
  second.drafts.setExcluded('draft-1', ['r3'], false)
  await expect.poll(() => stateIn(second.drafts).isChecking).toBe(false)
  expect(stateIn(second.drafts).issues?.has('r3')).toBe(true)
})

test('attribute pairs are taken apart once, away from the page, before the grid and when the draft is opened again', async () => {
  const disk = new Disk()
  const mapped: number[] = []
  const mapRows: DraftDependencies['mapRows'] = (rows, mapping) => {
    mapped.push(rows.rowCount)
    return Promise.resolve(mapTable(rows, mapping))
  }
  const first = openTab(disk, 'one', { mapRows })
  await first.drafts.readFileDraft(file(), { tenant })
  const pair = ['attribute-name', 'attribute-value'] as const
  const mapping = stateIn(first.drafts).draft.mapping.map((each, at) => (at === 0 ? each : { ...each, target: { kind: pair[at - 1] ?? 'ignored', number: 1 } }))
  first.drafts.setMapping('draft-1', mapping as readonly ColumnMapping[])
  const notices = await first.drafts.mapDraft('draft-1')
  expect(notices?.issues).toHaveLength(3)
  await first.drafts.applyDraftMapping('draft-1')
  expect([stateIn(first.drafts).draft.rows?.columns[0], mapped]).toEqual(['username', [3]])
  await isSaved(first.drafts)
  const second = await openedStored(disk, 'two', { mapRows })
  expect([cell(second.drafts, 'r2', 'username'), mapped]).toEqual(['ben', [3, 3]])
})

test('what was applied to the rows is in them too while another column is being mapped', async () => {
  const { drafts } = await openedNew(new Disk(), 'one')
  drafts.changeMany('draft-1', 'Upper case', [{ field: 'username', change: (_, text) => text.toUpperCase() }])
  drafts.setMapping(
    'draft-1',
    stateIn(drafts).draft.mapping.map((each, at) => (at === 1 ? { ...each, target: { kind: 'ignored' } } : each)),
  )
  const ahead = await drafts.rowsAhead('draft-1')
  expect([ahead?.columns, ahead?.rows.map(({ cells }) => cells[0])]).toEqual([
    ['username', 'password'],
    ['ANA', 'BEN', 'ANA'],
  ])
})

test('where no worker can take attribute pairs apart, the page does it', async () => {
  const { drafts } = openTab(new Disk(), 'one', { mapRows: () => Promise.reject(new Error('no worker')) })
  await drafts.readFileDraft(file(), { tenant })
  const list = stateIn(drafts).draft.mapping.map((each, at) => (at === 1 ? { ...each, target: { kind: 'list', list: 'attributes' } } : each))
  drafts.setMapping('draft-1', list as readonly ColumnMapping[])
  await drafts.applyDraftMapping('draft-1')
  expect(cell(drafts, 'r1', 'username')).toBe('ana')
})

test('an excluded field has nothing to correct, after a reload and a full check too, until it is included again', async () => {
  const disk = new Disk()
  const first = await openedNew(disk, 'one')
  first.drafts.setPurpose('draft-1', 'update')
  await expect.poll(() => stateIn(first.drafts).isChecking).toBe(false)
  first.drafts.setExcluded('draft-1', ['r3'], true)
  const errors = (drafts: Drafts) => stateIn(drafts).issues?.errors
  first.drafts.editBlock('draft-1', { cells: [{ row: 'r1', field: 'state', text: 'nonsense' }], fields: ['state'] })
  await expect.poll(() => stateIn(first.drafts).isChecking).toBe(false)
  expect(errors(first.drafts)).toBe(1)
  first.drafts.setOmitted('draft-1', ['r1'], 'state', true)
  expect([errors(first.drafts), stateIn(first.drafts).issues?.has('r1')]).toEqual([0, false])
  await isSaved(first.drafts)
  const second = await openedStored(disk, 'two')
  await expect.poll(() => stateIn(second.drafts).isChecking).toBe(false)
  expect(errors(second.drafts)).toBe(0)
  expect(cell(second.drafts, 'r1', 'state')).toBe('nonsense')
  second.drafts.setPurpose('draft-1', 'both')
  await expect.poll(() => stateIn(second.drafts).isChecking).toBe(false)
  expect(
    stateIn(second.drafts)
      .issues?.get('r1')
      ?.some(({ field }) => field === 'state') ?? false,
  ).toBe(false)
  second.drafts.setOmitted('draft-1', ['r1'], 'state', false)
  expect(
    stateIn(second.drafts)
      .issues?.get('r1')
      ?.some(({ field }) => field === 'state'),
  ).toBe(true)
})
