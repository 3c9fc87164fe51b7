/** An update changes what was edited and nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldByKey } from '../fields/field-lookup.ts'
import { readCell } from '../rows/diff.ts'
import type { SystemUser } from '../wire.ts'
import { arraysSent, createPayload, updatePayload } from './payload.ts'
import type { Change } from './plan.ts'

const id = '0123456789abcdef01234567'
const text = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'a b c X Y Z 0 1 2 3'.split(' ')) })
const user: fc.Arbitrary<SystemUser> = fc.record({
  id: fc.constant(id),
  department: text,
  phoneNumbers: fc.array(fc.record({ id: text, type: fc.constantFrom('mobile', 'home', 'work', 'pager'), number: text }), { maxLength: 4 }),
  addresses: fc.array(fc.record({ id: text, type: fc.constantFrom('home', 'work', 'villa'), locality: text, country: text }), { maxLength: 3 }),
  attributes: fc.array(fc.record({ name: fc.constantFrom('badge', 'shoe', 'car'), value: text }), { maxLength: 4 }),
})
const keys = [
  'department',
  'location',
  'phoneNumbers.mobile',
  'phoneNumbers.work_fax',
  'addresses.work.locality',
  'addresses.home.region',
  'attributes.badge',
  'attributes.fresh',
]
const changes = fc.uniqueArray(fc.record({ field: fc.constantFrom(...keys), before: fc.constant(''), after: text }), {
  selector: ({ field }) => field,
  maxLength: 6,
})

/** As JumpCloud does it: attributes that are sent replace what was there, whole. */
const apply = (before: SystemUser, payload: object): SystemUser => ({ ...before, ...payload })
const bare = (list: readonly object[] | undefined) =>
  (list ?? []).map((item) =>
    JSON.stringify(
      Object.entries(item)
        .filter(([name]) => name !== 'id' && name !== '_id')
        .sort(([a], [b]) => a.localeCompare(b)),
    ),
  )

test('every edited field has its new value, and what no edit names survives', () => {
  fc.assert(
    fc.property(user, changes, (before, edits: Change[]) => {
      const after = apply(before, updatePayload(before, edits))
      for (const { field: key, after: value } of edits) {
        const field = fieldByKey(key)
        expect(field === undefined ? null : readCell(after, field)).toBe(value)
      }
      const edited = new Set(edits.map(({ field }) => field))
      for (const key of keys) {
        const field = fieldByKey(key)
        if (field !== undefined && !edited.has(key)) expect(readCell(after, field)).toBe(readCell(before, field))
      }
      for (const type of ['pager', 'home'])
        expect(bare(after.phoneNumbers?.filter((phone) => phone.type === type))).toEqual(bare(before.phoneNumbers?.filter((phone) => phone.type === type)))
      expect(bare(after.addresses?.filter(({ type }) => type === 'villa'))).toEqual(bare(before.addresses?.filter(({ type }) => type === 'villa')))
      expect(bare(after.attributes?.filter(({ name }) => name === 'car'))).toEqual(bare(before.attributes?.filter(({ name }) => name === 'car')))
    }),
  )
})

test('an update sends its id, the changed attributes, and no array that it does not change', () => {
  fc.assert(
    fc.property(user, changes, (before, edits: Change[]) => {
      const payload = updatePayload(before, edits)
      const names = new Set(
        edits
          .map(({ field }) => fieldByKey(field)?.target)
          .map((target) =>
            target?.kind === 'scalar' ? target.name : target?.kind === 'phone' ? 'phoneNumbers' : target?.kind === 'address' ? 'addresses' : 'attributes',
          ),
      )
      expect(new Set(Object.keys(payload))).toEqual(new Set(['id', ...names]))
      expect(JSON.stringify(payload).match(/"_id"/)).toBeNull()
      expect(arraysSent(payload).every((name) => names.has(name))).toBe(true)
    }),
  )
})

test('values are sent as JumpCloud types them, and state never beside suspended', () => {
  const change = (field: string, after: string): Change => ({ field, before: '', after })
  expect(
    createPayload([
      change('username', 'ana'),
      change('sudo', 'yes'),
      change('unix_uid', '5079'),
      change('state', 'staged'),
      change('recoveryEmail.address', 'a@x.example'),
      change('mfa.exclusionDays', '7'),
      change('password', ' spaced '),
    ]),
  ).toEqual({
    username: 'ana',
    sudo: true,
    unix_uid: 5079,
    state: 'STAGED',
    recoveryEmail: { address: 'a@x.example' },
    mfa: { exclusionDays: 7 },
    password: ' spaced ',
  })
})
