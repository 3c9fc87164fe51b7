/** A page from before an update reloads by itself, once, and never where something would be lost. */
import { expect, test } from 'vitest'
import { isOutdatedPage, mayReload } from './outdated-page.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

test.each([
  'Failed to fetch dynamically imported module: http://127.0.0.1:4820/assets/JobScreen-abc.js',
  'error loading dynamically imported module: http://127.0.0.1:4820/assets/JobScreen-abc.js',
  'Importing a module script failed.',
])('“%s” is a page from before an update', (message) => {
  expect(isOutdatedPage(new TypeError(message))).toBe(true)
})

test('any other fault is not', () => {
  expect([isOutdatedPage(new Error('x is undefined')), isOutdatedPage('Failed to fetch')]).toEqual([false, false])
})

test('it reloads once, and again only after a while', () => {
  const session = storage()
  const at = (now: number) => mayReload({ now, session, wouldLose: () => false })
  expect([at(1_000_000), at(1_000_500), at(1_100_000)]).toEqual([true, false, true])
})

test('with something unsaved it does not reload by itself', () => {
  expect(mayReload({ now: 1, session: storage(), wouldLose: () => true })).toBe(false)
})
