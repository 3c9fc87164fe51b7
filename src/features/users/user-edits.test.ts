/** Edits of directory users: only what is changed is in the draft, emptying is a clear, and typing the old value takes an edit back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clearMark } from '#domain/fields/clear.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { changeCount, draftText, editBlock, rowsByUser } from './user-edits.ts'

const set: RowSet = { columns: ['id', 'department', 'jobTitle'], rows: [{ key: 'r1', line: null, cells: ['u1', 'Sales', ''] }] }
const now = { u1: { department: 'Support', jobTitle: 'Buyer' }, u2: { department: 'Support', jobTitle: '' } } as Record<string, Record<string, string>>
const nowOf = (user: string, field: string) => now[user]?.[field] ?? ''

test('an edited user has one row with the changed cells alone, so that nothing else is sent', () => {
  const block = editBlock(
    set,
    [
      { user: 'u2', field: 'department', text: 'Legal' },
      { user: 'u2', field: 'jobTitle', text: 'Clerk' },
      { user: 'u1', field: 'jobTitle', text: 'Lead' },
    ],
    nowOf,
  )
  expect(block.newRows).toEqual([{ id: 'u2', department: 'Legal', jobTitle: 'Clerk' }])
  expect(block.cells).toEqual([{ row: 'r1', field: 'jobTitle', text: 'Lead' }])
})

test('emptying a value is a visible clear, and typing the old value takes the edit back', () => {
  expect(editBlock(set, [{ user: 'u1', field: 'jobTitle', text: '' }], nowOf).cells).toEqual([{ row: 'r1', field: 'jobTitle', text: clearMark }])
  expect(editBlock(set, [{ user: 'u1', field: 'department', text: 'Support' }], nowOf).cells).toEqual([{ row: 'r1', field: 'department', text: '' }])
})

test('a user who stays as they are gets no row', () => {
  expect(
    editBlock(
      set,
      [
        { user: 'u2', field: 'department', text: 'Support' },
        { user: 'u2', field: 'jobTitle', text: '' },
      ],
      nowOf,
    ),
  ).toEqual({ cells: [], newRows: [], refused: [] })
})

test('what cannot be cleared or sent is refused with its reason', () => {
  expect(draftText('username', 'ana', '')).toMatchObject({ kind: 'refused', reason: expect.stringContaining('cannot be cleared') as string })
  expect(draftText('state', 'ACTIVATED', '')).toMatchObject({ kind: 'refused' })
  expect(draftText('recoveryEmail.address', '', 'a@x.example')).toMatchObject({ kind: 'refused' })
  expect(draftText('id', 'u1', 'u2')).toMatchObject({ kind: 'refused' })
})

test('a change of case is a change', () => {
  expect(draftText('lastname', 'muller', 'Muller')).toEqual({ kind: 'text', text: 'Muller' })
  expect(draftText('sudo', 'true', 'yes')).toEqual({ kind: 'text', text: '' })
})

test('whatever is typed, the draft never holds the value that the directory has', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (was, typed) => {
      const found = draftText('department', was, typed)
      expect(found.kind === 'text' && (found.text === '' ? typed === was || typed === '' || typed === clearMark : found.text !== was)).toBe(true)
    }),
  )
})

test('rows are found by their user, and changes are counted by cell', () => {
  expect(rowsByUser(set).get('u1')).toEqual({ key: 'r1', texts: { department: 'Sales' } })
  expect(changeCount(set)).toBe(1)
})
