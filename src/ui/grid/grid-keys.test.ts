/** The keyboard of the grid, as users know it from spreadsheets. */
import { expect, test } from 'vitest'
import { commandFor, type Key } from './grid-keys.ts'

const size = { rows: 100_000, columns: 20, pageRows: 20 }
const at = { row: 5, column: 3 }
const press = (key: string, held: Partial<Key> = {}) => commandFor({ key, ctrl: false, shift: false, alt: false, ...held }, at, size)

test.each([
  ['ArrowDown', {}, { row: 6, column: 3 }],
  ['ArrowLeft', {}, { row: 5, column: 2 }],
  ['PageUp', {}, { row: 0, column: 3 }],
  ['PageDown', {}, { row: 25, column: 3 }],
  ['Home', {}, { row: 5, column: 0 }],
  ['End', {}, { row: 5, column: 19 }],
  ['Home', { ctrl: true }, { row: 0, column: 0 }],
  ['End', { ctrl: true }, { row: 99_999, column: 19 }],
])('%s with %o goes to %o', (key, held, to) => {
  expect(press(key, held)).toEqual({ kind: 'move', to, extend: false })
})

test('a move with Shift extends the selection', () => {
  expect(press('ArrowDown', { shift: true })).toEqual({ kind: 'move', to: { row: 6, column: 3 }, extend: true })
  expect(press('ArrowDown', { shift: true, ctrl: true })).toEqual({ kind: 'jump', down: 1, across: 0, extend: true })
})

test('nothing moves over the edge', () => {
  expect(commandFor({ key: 'ArrowUp', ctrl: false, shift: false, alt: false }, { row: 0, column: 0 }, size)).toEqual({
    kind: 'move',
    to: { row: 0, column: 0 },
    extend: false,
  })
})

test('a character replaces the cell, Enter and F2 keep what is there, Delete blanks', () => {
  expect(press('é')).toEqual({ kind: 'edit', text: 'é' })
  expect(press('Enter')).toEqual({ kind: 'edit', text: null })
  expect(press('F2')).toEqual({ kind: 'edit', text: null })
  expect(press('Delete')).toEqual({ kind: 'act', action: 'blank' })
})

test.each([
  ['a', { ctrl: true }, 'select-all'],
  ['d', { ctrl: true }, 'fill-down'],
  ['R', { ctrl: true }, 'fill-right'],
  [' ', { shift: true }, 'select-rows'],
  [' ', { ctrl: true }, 'select-columns'],
  ['F10', { shift: true }, 'menu'],
  ['ArrowRight', { alt: true, shift: true }, 'widen'],
] as const)('%s with %o is the command %s', (key, held, action) => {
  expect(press(key, held)).toEqual({ kind: 'act', action })
})

test('shortcuts of the browser stay with the browser', () => {
  expect(press('t', { ctrl: true })).toEqual({ kind: 'none' })
  expect(press('r', { ctrl: true, shift: true })).toEqual({ kind: 'none' })
  expect(press('Tab')).toEqual({ kind: 'none' })
  expect(press('ArrowLeft', { alt: true })).toEqual({ kind: 'none' })
})

test('the menu of a column is a key away, as a filter is in a spreadsheet', () => {
  expect(press('ArrowDown', { alt: true })).toEqual({ kind: 'act', action: 'column-menu' })
  expect(press('ArrowUp', { alt: true })).toEqual({ kind: 'none' })
})
