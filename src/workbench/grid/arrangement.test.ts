/** How columns were arranged is remembered where it was done: it does not reach into drafts with other columns. */
import { expect, test } from 'vitest'
import { arranged, arrangementFor, parseRemembered, usualArrangement, withArrangement } from './arrangement.ts'

const nothing = { widths: {}, layouts: [] }
const hr = ['username', 'email', 'department', 'jobTitle']
const mine = { order: ['username', 'jobTitle', 'email', 'department'], hidden: ['department'], frozen: ['username'], widths: { email: 300 } }
const after = withArrangement(nothing, 'draft-1', hr, mine)

test('a draft opens as it was left, also with a column more', () => {
  expect(arrangementFor(after, 'draft-1', hr)).toEqual(mine)
  expect(arranged(arrangementFor(after, 'draft-1', [...hr, 'location']), [...hr, 'location']).shown).toEqual(['username', 'jobTitle', 'email', 'location'])
})

test('the next file with the same columns, in whatever order, is arranged alike', () => {
  expect(arrangementFor(after, 'draft-2', hr.toReversed())).toEqual(mine)
})

test('a draft with other columns hides, moves and freezes nothing; only widths of fields are remembered', () => {
  expect(arrangementFor(after, 'draft-2', ['email', 'username', 'department'])).toEqual({ ...usualArrangement, widths: { email: 300 } })
})

test('what an earlier version stored belongs to the columns that it names', () => {
  const former = parseRemembered(JSON.stringify(mine), 'draft')
  expect(arrangementFor(former, 'draft-1', hr)).toEqual(mine)
  expect(arrangementFor(former, 'draft-1', ['email'])).toEqual({ ...usualArrangement, widths: { email: 300 } })
  expect(arrangementFor(parseRemembered(JSON.stringify(mine), 'users'), 'users', ['email'])).toEqual(mine)
  expect(parseRemembered(null, 'draft')).toEqual(nothing)
})
