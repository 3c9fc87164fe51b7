/** The same seed makes the same users, ids too; another organization has others. */
import { expect, test } from 'vitest'
import { seedOrganization } from './seed.ts'

const usersOf = (name: string, seed: number) => [...seedOrganization(name, 120, seed, 100, 0).users.values()]

test('a script finds the users of a seed again, and an organization shares no id with another', () => {
  const first = usersOf('Acme', 7)
  expect(usersOf('Acme', 7)).toEqual(first)
  const ids = [...first, ...usersOf('Acme', 8), ...usersOf('Globex', 7)].map(({ _id }) => _id)
  expect(new Set(ids).size).toBe(360)
  expect(ids.every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true)
})
