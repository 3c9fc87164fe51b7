/** An update taken back leaves the directory as it was, but for what somebody else changed since and what no update can. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../fields/catalogue.ts'
import { clearMark, canClear } from '../fields/clear.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { diffRow } from '../plan/diff.ts'
import type { BulkUserUpdate, SystemUser } from '../wire.ts'
import { updatePayload } from './payload.ts'
import { differencesOf } from './read-back.ts'
import { revertFields, revertRows } from './revert.ts'

/** JumpCloud as the simulator has it: what is empty is not there, arrays are replaced whole. */
function applied(user: SystemUser, payload: BulkUserUpdate): SystemUser {
  const next: Record<string, unknown> = { ...user }
  for (const [name, value] of Object.entries(payload)) {
    if (value === '' || value === null) delete next[name]
    else next[name] = value
  }
  return next
}

const update = (user: SystemUser, cells: Readonly<Record<FieldKey, string>>): BulkUserUpdate =>
  updatePayload(user, diffRow({ key: 'r1', line: 2, cells: Object.values(cells) }, Object.keys(cells), user))

/** As the engine keeps it: the body, and of the user what it touches. */
const sentOf = (user: SystemUser, payload: BulkUserUpdate) => ({
  payload,
  secrets: [],
  before: Object.fromEntries(Object.entries(user).filter(([name]) => name === '_id' || Object.hasOwn(payload, name))) as SystemUser,
})

const texts = [
  'jobTitle',
  'department',
  'costCenter',
  'location',
  'phoneNumbers.work',
  'phoneNumbers.mobile',
  'addresses.work.locality',
  'addresses.home.country',
  'attributes.costCode',
  'attributes.desk',
]
const flags = ['sudo', 'password_never_expires', 'ldap_binding_user']
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
const userArbitrary: fc.Arbitrary<SystemUser> = fc.record({
  _id: fc.constant('5f0000000000000000000001'),
  username: fc.constant('ana'),
  email: fc.constant('ana@acme.example'),
  jobTitle: word,
  department: fc.option(word, { nil: undefined }) as fc.Arbitrary<string>,
  sudo: fc.boolean(),
  phoneNumbers: fc.uniqueArray(fc.record({ type: fc.constantFrom('work', 'mobile', 'home'), number: word }), { selector: ({ type }) => type }),
  addresses: fc.uniqueArray(fc.record({ type: fc.constantFrom('work', 'home'), locality: word, country: word }), { selector: ({ type }) => type }),
  attributes: fc.uniqueArray(fc.record({ name: fc.constantFrom('costCode', 'desk', 'badge'), value: word }), { selector: ({ name }) => name }),
})
const cellsArbitrary = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...texts), fc.oneof(word, fc.constant(clearMark)), { minKeys: 1 }),
    fc.dictionary(fc.constantFrom(...flags), fc.constantFrom('true', 'false')),
  )
  .map(([a, b]) => ({ ...a, ...b }))

const same = (a: SystemUser, b: SystemUser) => [
  ...differencesOf({ ...a, id: 'x' } as BulkUserUpdate, b),
  ...differencesOf({ ...b, id: 'x' } as BulkUserUpdate, a),
]

test('update, then revert, restores the user exactly where nobody else touched them', () => {
  fc.assert(
    fc.property(userArbitrary, cellsArbitrary, (user, cells) => {
      const payload = update(user, cells)
      const now = applied(user, payload)
      const fields = revertFields(sentOf(user, payload), now)
      const left = fields.filter((field) => !(field.kind === 'reverted' || (field.kind === 'kept' && field.reason.startsWith('The directory already'))))
      expect(left).toEqual([])
      const { columns, rows } = revertRows([{ key: 'r1', username: 'ana', userId: '5f0000000000000000000001', fields }])
      const back = rows.reduce((each, row) => applied(each, update(each, Object.fromEntries(columns.map((column, at) => [column, row.cells[at] ?? ''])))), now)
      expect(same(user, back)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('what somebody else has changed since is kept, and named', () => {
  const user: SystemUser = { _id: '5f0000000000000000000001', department: 'Sales', jobTitle: 'Rep' }
  const payload = update(user, { department: 'Ops', jobTitle: 'Lead' })
  const fields = revertFields(sentOf(user, payload), { ...applied(user, payload), department: 'Finance' })
  expect(fields).toEqual(
    [
      { kind: 'reverted', field: 'jobTitle', from: 'Lead', to: 'Rep' },
      { kind: 'kept', field: 'department', reason: 'Changed since to “Finance”.' },
    ].toSorted((a, b) => fields.findIndex(({ field }) => field === a.field) - fields.findIndex(({ field }) => field === b.field)),
  )
})

test('passwords, a state that only a create can give, and a user who is gone are impossible, each with its reason', () => {
  const user: SystemUser = { _id: '5f0000000000000000000001', state: 'STAGED', department: 'Sales' }
  const payload = update(user, { state: 'ACTIVATED' })
  expect(revertFields({ ...sentOf(user, payload), secrets: ['password'] }, applied(user, payload))).toMatchObject([
    { kind: 'impossible', field: 'state', reason: 'JumpCloud does not let an update set State to “STAGED”.' },
    { kind: 'impossible', field: 'password' },
  ])
  expect(revertFields(sentOf(user, payload), undefined)).toMatchObject([{ kind: 'impossible', reason: 'This user is no longer in the directory.' }])
})

test('a clear that the directory did not confirm is listed as impossible', () => {
  const user: SystemUser = { _id: '5f0000000000000000000001', department: 'Sales' }
  const payload = update(user, { department: clearMark })
  expect(revertFields(sentOf(user, payload), user)).toEqual([
    { kind: 'impossible', field: 'department', reason: 'The directory never confirmed that this value was cleared.' },
  ])
})

test('every field that can be updated from empty can be emptied, or says why not', () => {
  for (const field of catalogue.filter(({ use, target, secret }) => use !== 'create' && target.kind !== 'id' && !secret)) {
    const user: SystemUser = { _id: '5f0000000000000000000001' }
    const text = field.choices?.update[0] ?? (field.kind === 'boolean' ? 'true' : field.kind === 'integer' ? '7' : field.kind === 'email' ? 'a@b.example' : 'x')
    const payload = update(user, { [field.key]: text })
    const [reverted] = revertFields(sentOf(user, payload), applied(user, payload))
    if (reverted === undefined) continue
    if (reverted.kind === 'reverted')
      expect(field.kind === 'boolean' ? reverted.to : canClear(fieldByKey(field.key) ?? field)).toBe(field.kind === 'boolean' ? 'false' : true)
    else expect(reverted).toMatchObject({ kind: 'impossible', reason: expect.stringMatching(/./) as string })
  }
})
