/** Users are found by every word, by status and by value, in memory as in JumpCloud's own search. */
import { expect, test } from 'vitest'
import type { SystemUser } from '#domain/wire.ts'
import { countUsers, filterUsers, noFilter, upstreamFilter } from './user-filter.ts'

const users: SystemUser[] = [
  { _id: 'a', username: 'ana.silva', email: 'ana@acme.example', firstname: 'Ana', lastname: 'Silva', state: 'ACTIVATED', department: 'Sales' },
  { _id: 'b', username: 'ben', email: 'ben@acme.example', firstname: 'Ben', lastname: 'Ito', state: 'SUSPENDED', department: 'Sales', admin: { id: '1' } },
  { _id: 'c', username: 'cleo', email: 'cleo@acme.example', state: 'STAGED', department: 'Legal', externally_managed: true },
  { _id: 'd', username: 'dan', email: 'dan@acme.example', suspended: true },
]
const none: ReadonlySet<string> = new Set()
const names = (filter: Partial<typeof noFilter>, edited = none) => filterUsers(users, { ...noFilter, ...filter }, edited).map(({ username }) => username)

test('every word of a search has to be found, in any of the names, without case', () => {
  expect(names({ search: 'ANA silva' })).toEqual(['ana.silva'])
  expect(names({ search: 'ana ito' })).toEqual([])
  expect(names({ search: 'acme.example' })).toHaveLength(4)
})

test('status, roles, edits and values narrow the list, also together', () => {
  expect(names({ show: 'SUSPENDED' })).toEqual(['ben', 'dan'])
  expect(names({ show: 'admin' })).toEqual(['ben'])
  expect(names({ show: 'managed' })).toEqual(['cleo'])
  expect(names({ show: 'changed' }, new Set(['c']))).toEqual(['cleo'])
  expect(names({ values: [{ field: 'department', value: 'Sales' }], show: 'ACTIVATED' })).toEqual(['ana.silva'])
})

test('the counts are those of the filters', () => {
  expect(countUsers(users, new Set(['a']))).toEqual({ all: 4, ACTIVATED: 1, SUSPENDED: 2, STAGED: 1, admin: 1, managed: 1, changed: 1 })
  const found = filterUsers(users, { ...noFilter, search: 'ana' }, new Set())
  expect(countUsers(found, new Set(['b']))).toMatchObject({ all: 1, SUSPENDED: 0, changed: 0 })
})

test('what JumpCloud can be asked is asked there, with signs of expressions as plain text; the rest is not', () => {
  expect(upstreamFilter({ ...noFilter, show: 'SUSPENDED', values: [{ field: 'department', value: 'R&D' }] })).toEqual({
    and: [{ state: 'SUSPENDED' }, { department: 'R&D' }],
  })
  expect(JSON.stringify(upstreamFilter({ ...noFilter, search: 'a.b' }))).toContain(String.raw`(?i)a\\.b`)
  expect(upstreamFilter({ ...noFilter, show: 'admin' })).toBeNull()
  expect(upstreamFilter(noFilter)).toBeNull()
})
