/** Rows that are added and deleted, alone and with a pasted block: one step each, exact after undo and after a reload. */
import { expect, test } from 'vitest'
import { packTable } from '../packed/packed-table.ts'
import { RowList } from '../packed/row-list.ts'
import type { RowSet } from '../packed/row.ts'
import { materialize, emptySnapshot, settle, step, type Source } from './apply-edit.ts'
import { rowsWithText } from './row-view.ts'
import { blockEdit, nextRowKey, type DraftContent, type Edit } from './edit.ts'

const columns = ['username', 'department']
const table = packTable({
  headers: columns,
  rows: Array.from({ length: 600 }, (_, at) => [`user.${at}`, `Dept ${at % 3}`]),
  lines: Array.from({ length: 600 }, (_, at) => at + 2),
})
const source: Source = () => ({ columns, rows: RowList.read(table) })
const begun = { ...emptySnapshot, appliedMapping: [] }
const start: DraftContent = materialize(begun, source)
const apply = (content: DraftContent, edit: Edit, direction: 'do' | 'undo' = 'do') => step(content, edit, direction, source, () => begun)
const rowsOf = ({ rows }: DraftContent) => rows as RowSet
const texts = (content: DraftContent) => rowsOf(content).rows.map(({ key, cells }) => `${key} ${[...cells].join(',')}`)
const remove = (...rows: string[]): Edit => ({ kind: 'delete-rows', rows })

test('deleted rows are gone, every other keeps its place by name, and undo brings them back where they were', () => {
  const after = apply(start, remove('r1', 'r300', 'r600'))
  const list = RowList.of(rowsOf(after).rows)
  expect(list.length).toBe(597)
  expect([list.at(0)?.key, list.at(-1)?.key, list.at(298)?.key]).toEqual(['r2', 'r599', 'r301'])
  expect([list.indexOf('r300'), list.indexOf('r301'), list.numberAt(298), list.textAt(298, 0)]).toEqual([-1, 298, 301, 'user.300'])
  expect([...list].map(({ key }) => key)).toEqual(list.map(({ key }) => key))
  expect(texts(apply(after, remove('r1', 'r300', 'r600'), 'undo'))).toEqual(texts(start))
})

test('a key is never used again, even if its row was deleted', () => {
  expect(nextRowKey(rowsOf(apply(start, remove('r600'))))).toBe('r601')
})

test('a cell is edited in its own row after rows above it were deleted', () => {
  const after = apply(start, remove('r1', 'r2'))
  const edit = blockEdit(rowsOf(after), [{ row: 'r10', field: 'department', text: 'Legal' }], []) as Edit
  expect(texts(apply(after, edit)).filter((text) => text.endsWith('Legal'))).toEqual(['r10 user.9,Legal'])
  expect(texts(apply(apply(after, edit), edit, 'undo'))).toEqual(texts(after))
})

test('a block that reaches beyond the end adds rows and columns in one step', () => {
  const edit = blockEdit(rowsOf(start), [{ row: 'r600', field: 'username', text: 'last' }], [{ username: 'new', costCenter: 'CC-1' }, {}]) as Edit
  const after = apply(start, edit)
  expect(rowsOf(after).columns).toEqual([...columns, 'costCenter'])
  expect(texts(after).slice(-3)).toEqual(['r600 last,Dept 2', 'r601 new,,CC-1', 'r602 '])
  expect(texts(apply(after, edit, 'undo'))).toEqual(texts(start))
})

test('a reload makes the same rows', () => {
  const first = blockEdit(rowsOf(start), [], [{ username: 'new' }]) as Edit
  const edits = [remove('r2', 'r3'), first, remove('r601')]
  const live = edits.reduce((content, edit) => apply(content, edit), start)
  expect(texts(materialize(settle(begun, edits), source))).toEqual(texts(live))
})

test('a block that changes nothing is no step', () => {
  expect(blockEdit(rowsOf(start), [{ row: 'r1', field: 'username', text: 'user.0' }], [])).toBeNull()
})

test('a text is found in the rows that have it, edited and deleted ones too', () => {
  const edited = apply(start, blockEdit(rowsOf(start), [{ row: 'r10', field: 'department', text: 'Legal' }], []) as Edit)
  const after = apply(edited, remove('r1', 'r2'))
  const found = (text: string) => rowsOf(after).rows.flatMap(({ key }, at) => (rowsWithText(rowsOf(after).rows, [0, 1], text)[at] === 1 ? [key] : []))
  expect(found('LEGAL')).toEqual(['r10'])
  expect(found('user.59')).toEqual(['r60', ...Array.from({ length: 10 }, (_, at) => `r${591 + at}`)])
  expect(found('dept 1')).toHaveLength(199)
})
