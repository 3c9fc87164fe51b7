/** Passwords never reach the disk, whenever it is found out that a column holds them; other columns come back after a reload. */
import { expect, test } from 'vitest'
import type { FieldKey } from '#domain/fields/field.ts'
import { findRow } from '#domain/packed/row-list.ts'
import { cellsAt, packTable } from '#domain/packed/packed-table.ts'
import { Disk, file, openTab, tenant } from './draft-surroundings.ts'
import type { Drafts } from './drafts.ts'
import { compactAfter } from './save.ts'

const canary = 'Canary'
const passwords = ['Zq7!Canary1', 'Canary2026', 'x9-Canary-b']
const tableWith = (header: string, values: readonly string[]) =>
  packTable({
    headers: ['Username', 'Email', header, 'Department'],
    rows: values.map((value, at) => [`user${at}`, `user${at}@x.example`, value, 'Sales']),
    lines: values.map((_, at) => at + 2),
  })
const fileTable = tableWith('Start', passwords)

/** All that is on the disk, as text. */
function everythingOn(disk: Disk): string {
  return [...disk.drafts.values()]
    .map(({ header, table, records }) =>
      JSON.stringify([header, records, Array.from({ length: table.rowCount }, (_, row) => cellsAt(table, row))], (_, value: unknown) =>
        ArrayBuffer.isView(value) ? new TextDecoder().decode(value) + new TextDecoder('utf-16le').decode(value) : value,
      ),
    )
    .join()
}

const stateIn = (drafts: Drafts) => {
  const state = drafts.stateOf('draft-1')
  if (state?.kind !== 'open') throw new Error(`the draft is ${state?.kind ?? 'not open'}`)
  return state
}
const isSaved = (drafts: Drafts) => expect.poll(() => stateIn(drafts).saved).toBe('saved')
const cell = (drafts: Drafts, row: string, field: string) => {
  const { rows } = stateIn(drafts).draft
  return rows === null ? null : (findRow(rows.rows, row)?.cells[rows.columns.indexOf(field)] ?? '')
}
const map = (drafts: Drafts, field: FieldKey, column = 2) =>
  drafts.setMapping(
    'draft-1',
    stateIn(drafts).draft.mapping.map((each) => (each.column === column ? { ...each, target: { kind: 'field', field } } : each)),
  )

async function imported(disk: Disk, table = fileTable) {
  const tab = openTab(disk, 'one', { fileTable: table })
  await tab.drafts.readFileDraft(file(), { tenant })
  await isSaved(tab.drafts)
  return tab
}
async function reloaded(disk: Disk, table = fileTable) {
  const tab = openTab(disk, 'two', { fileTable: table })
  tab.drafts.open('draft-1')
  await expect.poll(() => tab.drafts.stateOf('draft-1')?.kind).toBe('open')
  return tab
}

test.each([
  ['with signs', passwords],
  ['letters and digits', ['sommer2026', 'winter2025', 'herbst2024']],
  ['the same for all users', ['Welcome1!', 'Welcome1!', 'Welcome1!']],
  ['in a few rows only', ['', '', '', 'Zq7!Canary1']],
])('passwords under a header that says nothing are on the disk at no time: %s', async (_, values) => {
  const disk = new Disk()
  const { drafts } = await imported(disk, tableWith('Start', values))
  const isOnDisk = () => values.some((value) => value !== '' && everythingOn(disk).includes(value))
  expect(everythingOn(disk)).toContain('user0@x.example')
  expect(isOnDisk()).toBe(false)
  map(drafts, 'password')
  await isSaved(drafts)
  expect(isOnDisk()).toBe(false)
  await drafts.applyDraftMapping('draft-1')
  await isSaved(drafts)
  expect(isOnDisk()).toBe(false)
  expect(cell(drafts, 'r1', 'password')).toBe(values[0])
  for (const step of [drafts.undo, drafts.redo, drafts.undo, drafts.undo]) {
    step('draft-1')
    await isSaved(drafts)
    expect(isOnDisk()).toBe(false)
  }
})

test('a column that waited in memory is stored once it is confirmed to be no password, and comes back after a reload', async () => {
  const disk = new Disk()
  const { drafts } = await imported(disk)
  map(drafts, 'description')
  await drafts.applyDraftMapping('draft-1')
  await isSaved(drafts)
  const { drafts: again } = await reloaded(disk)
  expect(cell(again, 'r1', 'description')).toBe(passwords[0])
  expect(stateIn(again).missing).toBeNull()
})

test('codes of an unmapped column come back after a reload, and values like passwords only in the page that read them', async () => {
  const codes = ['DE-4711', 'DE-4712', 'DE-4713']
  for (const [values, isBack] of [
    [codes, true],
    [['Zq7!Canary1', 'Qx8!Canary2', 'Wz9!Canary3'], false],
  ] as const) {
    const disk = new Disk()
    const { drafts } = await imported(disk, tableWith('Code', values))
    await drafts.applyDraftMapping('draft-1')
    await isSaved(drafts)
    expect(cellsAt(stateIn(drafts).draft.table, 0)[2]).toBe(values[0])
    const { drafts: again } = await reloaded(disk)
    expect(cellsAt(stateIn(again).draft.table, 0)[2]).toBe(isBack ? values[0] : '')
    expect(stateIn(again).missing).toBeNull()
    // Mapped after the reload, it is asked for again.
    map(again, 'password')
    expect(stateIn(again).missing?.columns ?? null).toEqual(isBack ? null : [2])
  }
})

test('after a reload before the mapping is confirmed, the columns that were not stored are asked for and taken from the same file', async () => {
  const disk = new Disk()
  await imported(disk)
  const { drafts } = await reloaded(disk)
  expect(stateIn(drafts).missing).toEqual({ columns: [2], typed: 0 })
  expect(await drafts.refillSecrets('draft-1', file())).toBeNull()
  expect(stateIn(drafts).missing).toBeNull()
  map(drafts, 'password')
  await drafts.applyDraftMapping('draft-1')
  await isSaved(drafts)
  expect(cell(drafts, 'r2', 'password')).toBe(passwords[1])
  expect(everythingOn(disk)).not.toContain(canary)
  const { drafts: third } = await reloaded(disk)
  expect(stateIn(third).missing).toEqual({ columns: [2], typed: 0 })
})

test('a column that is mapped to Password after it was edited as another field leaves the disk, and its log with it', async () => {
  const disk = new Disk()
  const { drafts } = await imported(disk)
  map(drafts, 'description')
  await drafts.applyDraftMapping('draft-1')
  drafts.editCells('draft-1', [{ row: 'r1', field: 'description', text: 'Canary typed 1' }])
  drafts.changeMany('draft-1', 'Remove spaces', [{ field: 'description', change: (_, text) => `${text} ` }])
  drafts.changeMany(
    'draft-1',
    'Fill blank Job title',
    [{ field: 'jobTitle', change: (row) => passwords[row - 1] ?? null }],
    [{ kind: 'transform', transform: { kind: 'fill', field: 'jobTitle', from: { kind: 'header', header: 'Start', occurrence: 1 } } }],
  )
  drafts.editCells('draft-1', [{ row: 'r2', field: 'description', text: 'Canary undone' }])
  drafts.undo('draft-1')
  await isSaved(drafts)
  expect(everythingOn(disk)).toContain(canary)
  map(drafts, 'password')
  await isSaved(drafts)
  expect(everythingOn(disk)).not.toContain(canary)
  await drafts.applyDraftMapping('draft-1')
  drafts.editCells('draft-1', [{ row: 'r3', field: 'username', text: 'kept' }])
  await isSaved(drafts)
  // Taken back here, it is the other field again: in this page only.
  for (let step = 0; step < 3; step += 1) drafts.undo('draft-1')
  drafts.editCells('draft-1', [{ row: 'r2', field: 'description', text: 'Canary again' }])
  await isSaved(drafts)
  expect(cell(drafts, 'r2', 'description')).toBe('Canary again')
  expect(everythingOn(disk)).not.toContain(canary)
  const { drafts: again } = await reloaded(disk)
  expect(cell(again, 'r1', 'username')).toBe('user0')
})

test('typed passwords and one for all users are on the disk at no time, compacted or not, and are asked for after a reload', async () => {
  const disk = new Disk()
  const { drafts, idle } = await imported(disk)
  await drafts.applyDraftMapping('draft-1')
  drafts.editCells('draft-1', [{ row: 'r1', field: 'password', text: 'Canary-1' }])
  drafts.changeMany('draft-1', 'Set Password', [{ field: 'password', change: () => 'Canary-2' }])
  for (let at = 0; at < compactAfter; at += 1) drafts.editCells('draft-1', [{ row: 'r2', field: 'username', text: `name${at}` }])
  await isSaved(drafts)
  expect(everythingOn(disk)).not.toContain(canary)
  for (const task of idle.splice(0)) task()
  await expect.poll(() => disk.records().length).toBeLessThan(compactAfter)
  expect(everythingOn(disk)).not.toContain(canary)
  expect(stateIn((await reloaded(disk)).drafts).missing).toMatchObject({ columns: [] })
  expect(stateIn((await reloaded(disk)).drafts).missing?.typed).toBeGreaterThan(0)
})

test('a page that alone has passwords is known, so that Rollcall does not reload it by itself', async () => {
  const disk = new Disk()
  const { drafts } = await imported(disk)
  expect(drafts.hasUnstored()).toBe(true)
  map(drafts, 'description')
  await drafts.applyDraftMapping('draft-1')
  await isSaved(drafts)
  expect(drafts.hasUnstored()).toBe(false)
  drafts.editCells('draft-1', [{ row: 'r1', field: 'password', text: 'Canary-1' }])
  await isSaved(drafts)
  expect(drafts.hasUnstored()).toBe(true)
  expect((await reloaded(disk)).drafts.hasUnstored()).toBe(false)
})
