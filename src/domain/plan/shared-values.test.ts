/** Values that mostly mean one user are named where two users would have them. */
import { expect, test } from 'vitest'
import type { SystemUser } from '../wire.ts'
import { adviceFor } from './advice.ts'
import { countItems, type Change, type PlanItem } from './plan-model.ts'

const changes = (values: Readonly<Record<string, string>>): Change[] => Object.entries(values).map(([field, after]) => ({ field, before: '', after }))
const create = (row: string, values: Readonly<Record<string, string>>): PlanItem => ({ kind: 'create', row, changes: changes(values), omitted: [] })
const update = (row: string, user: SystemUser, values: Readonly<Record<string, string>>): PlanItem => ({
  kind: 'update',
  row,
  user,
  changes: changes(values),
  omitted: [],
})
const said = (items: readonly PlanItem[], users: readonly SystemUser[] = []) =>
  adviceFor({ plan: { items, counts: countItems(items) }, organization: null, users })
    .filter(({ key }) => key.startsWith('shared-') || key === 'suspended-managers')
    .map(({ key, tone, title, items: hit }) => `${key} ${tone}: ${title} [${hit.map(({ row }) => row).join(' ')}]`)

const ben: SystemUser = { id: 'b', username: 'ben.ito', firstname: 'Ben', lastname: 'Itō', employeeIdentifier: '00413', state: 'SUSPENDED', unix_uid: 5001 }

test('employee IDs that differ only by zeros, in the file and against the directory', () => {
  expect(said([create('r1', { employeeIdentifier: '0777' }), create('r2', { employeeIdentifier: '777' })])).toEqual([
    'shared-number warning: 2 users with employee IDs that differ only by leading zeros [r1 r2]',
  ])
  expect(said([create('r1', { employeeIdentifier: '413' })], [ben])).toEqual([
    'shared-number warning: 2 users with employee IDs that differ only by leading zeros [r1]',
  ])
  expect(said([update('r1', ben, { employeeIdentifier: '413' })], [ben])).toEqual([])
  expect(said([create('r1', { employeeIdentifier: 'E7' }), create('r2', { employeeIdentifier: 'E07' })])).toEqual([])
})

test('addresses of one mailbox', () => {
  expect(said([create('r1', { email: 'yan+hr@x.example' }), create('r2', { email: 'yan@x.example' }), create('r3', { email: 'xi@x.example' })])).toEqual([
    'shared-mailbox warning: 2 users with email addresses that may be one mailbox [r1 r2]',
  ])
  expect(said([create('r1', { email: 'xi@gmail.com' }), create('r2', { email: 'xi@googlemail.com' })])).toHaveLength(1)
})

test('one Unix UID for two users', () => {
  expect(said([create('r1', { unix_uid: '5002' }), create('r2', { unix_uid: '5002' })])).toEqual([
    'shared-uid warning: 2 users with one and the same Unix UID [r1 r2]',
  ])
  expect(said([create('r1', { unix_uid: '5001' })], [ben])).toHaveLength(1)
  expect(said([create('r1', { unix_uid: '5003' }), create('r2', { unix_uid: '5004' })], [ben])).toEqual([])
})

test('a new user with the name of somebody who is there, above all of somebody suspended', () => {
  expect(said([create('r1', { firstname: 'Ben', lastname: 'Ito' }), create('r2', { firstname: 'Ben', lastname: '' })], [ben])).toEqual([
    'shared-name warning: 1 new user with the name of a user in the directory [r1]',
  ])
  expect(said([create('r1', { firstname: 'Ben', lastname: 'Ito' })], [{ ...ben, state: 'ACTIVATED' }])[0]).toContain('shared-name info')
  expect(said([update('r1', ben, { firstname: 'Ben', lastname: 'Ito' })], [ben])).toEqual([])
})

test('a manager who is suspended', () => {
  expect(said([create('r1', { manager: 'b' }), create('r2', { manager: 'a' })], [ben, { id: 'a', username: 'ana' }])).toEqual([
    'suspended-managers warning: 1 user will get a manager who is suspended [r1]',
  ])
})
