/** An update changes what was edited and nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../fields/catalogue.ts'
import type { Field } from '../fields/field.ts'
import { attributeField, fieldByKey } from '../fields/field-lookup.ts'
import { canClear } from '../fields/clear.ts'
import { meanSame, readAll, readCell } from '../plan/diff.ts'
import type { SystemUser } from '../wire.ts'
import { arraysSent, createPayload, updatePayload } from './payload.ts'
import type { Change } from '../plan/plan.ts'

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
      change('account_locked', '$False'),
      change('passwordless_sudo', '$True'),
      change('unix_uid', '5079'),
      change('state', 'staged'),
      change('recoveryEmail.address', 'a@x.example'),
      change('mfa.exclusionDays', '7'),
      change('password', ' spaced '),
    ]),
  ).toEqual({
    username: 'ana',
    sudo: true,
    account_locked: false,
    passwordless_sudo: true,
    unix_uid: 5079,
    state: 'STAGED',
    recoveryEmail: { address: 'a@x.example' },
    mfa: { exclusion: true, exclusionDays: 7 },
    password: ' spaced ',
  })
})

const at = Date.parse('2026-11-26T12:00:00Z')
const days = (after: string, ...others: [string, string][]): Change[] =>
  [['mfa.exclusionDays', after] as const, ...others].map(([field, text]) => ({ field, before: '', after: text }))

test('days of MFA enrollment exclude a user: in days while staged, until a moment otherwise', () => {
  expect(createPayload(days('14', ['state', 'staged']), at)).toMatchObject({ mfa: { exclusion: true, exclusionDays: 14 } })
  expect(createPayload(days('14'), at)).toEqual({ mfa: { exclusion: true, exclusionUntil: '2026-12-10T12:00:00.000Z' } })
  const known = (state: string) => ({ id, state, mfa: { configured: true, exclusion: false, exclusionDays: 3, exclusionUntil: '2026-01-01T00:00:00Z' } })
  expect(updatePayload(known('STAGED'), days('7'), at)).toEqual({ id, mfa: { configured: true, exclusion: true, exclusionDays: 7 } })
  expect(updatePayload(known('STAGED'), days('7', ['state', 'ACTIVATED']), at)).toMatchObject({ mfa: { exclusionUntil: '2026-12-03T12:00:00.000Z' } })
  expect(updatePayload(known('ACTIVATED'), days('7'), at)).toEqual({
    id,
    mfa: { configured: true, exclusion: true, exclusionUntil: '2026-12-03T12:00:00.000Z' },
  })
})

test('what a row says itself about an MFA exclusion stands beside its days', () => {
  expect(createPayload(days('7', ['mfa.exclusion', 'false']), at)).toMatchObject({ mfa: { exclusion: false } })
  expect(createPayload(days('7', ['mfa.exclusionUntil', '2027-01-01T00:00:00Z']), at)).toEqual({
    mfa: { exclusion: true, exclusionUntil: '2027-01-01T00:00:00Z' },
  })
})

/** Every field that an update sends, with a value that its kind allows. */
const valueOf = (field: Field): fc.Arbitrary<string> => {
  switch (field.kind) {
    case 'boolean':
      return fc.constantFrom('true', 'false')
    case 'integer':
      return fc.integer({ min: 1, max: 300 }).map(String)
    case 'choice':
      return fc.constantFrom(...(field.choices?.update ?? []))
    case 'date-time':
      return fc.constantFrom('2026-12-31', '2027-01-31T18:00:00Z')
    case 'id':
      return fc.constantFrom('a'.repeat(24), 'b'.repeat(24))
    case 'email':
      return fc.constantFrom('a@x.example', 'b@x.example')
    case 'text':
    case 'password':
      return text
  }
}
/** Days of MFA enrollment decide about two fields beside their own, and are tested above. */
const own = ['id', 'mfa.exclusionDays']
const fields = [...catalogue.filter(({ use, key }) => use !== 'create' && !own.includes(key)), attributeField('badge'), attributeField('fresh')]
const edit = fc.constantFrom(...fields).chain((field): fc.Arbitrary<Change> =>
  fc.oneof(
    valueOf(field).map((after): Change => ({ field: field.key, before: '', after })),
    ...(canClear(field) ? [fc.constant<Change>({ field: field.key, before: 'something', after: '', clears: true })] : []),
  ),
)
const edits = fc.uniqueArray(edit, { selector: ({ field }) => field, maxLength: 12 })
const fullUser: fc.Arbitrary<SystemUser> = fc
  .tuple(user, fc.uniqueArray(fc.constantFrom(...fields.filter(({ target }) => target.kind === 'scalar' || target.kind === 'object')), { maxLength: 12 }))
  .chain(([base, scalars]) =>
    fc.tuple(...scalars.map(valueOf)).map((values) => {
      const filled = scalars.map((field, index): Change => ({ field: field.key, before: '', after: values[index] ?? '' }))
      return { ...base, ...updatePayload({ id }, filled), restrictedFields: [{ field: 'email', type: 'scim' }] }
    }),
  )

test('for any directory and any edit of any field, the edited fields change, cleared ones are empty, and nothing else is touched', () => {
  fc.assert(
    fc.property(fullUser, edits, (before, made) => {
      const payload = updatePayload(before, made)
      const after = apply(before, JSON.parse(JSON.stringify(payload)) as object)
      const edited = new Map(made.map((change) => [change.field, change]))
      for (const field of fields) {
        const change = edited.get(field.key)
        if (change?.clears === true) expect(readAll(after, field)).toBe('')
        else if (change !== undefined && field.kind !== 'password') expect(meanSame(field, readCell(after, field), change.after)).toBe(true)
        else if (change === undefined) expect(readCell(after, field)).toBe(readCell(before, field))
      }
      expect(bare(after.phoneNumbers?.filter(({ type }) => type === 'pager'))).toEqual(bare(before.phoneNumbers?.filter(({ type }) => type === 'pager')))
      expect(bare(after.addresses?.filter(({ type }) => type === 'villa'))).toEqual(bare(before.addresses?.filter(({ type }) => type === 'villa')))
      expect(bare(after.attributes?.filter(({ name }) => name === 'car'))).toEqual(bare(before.attributes?.filter(({ name }) => name === 'car')))
      expect(after.restrictedFields).toEqual(before.restrictedFields)
      for (const name of ['suspended', 'activated', 'recoveryEmail', 'relationships', 'created', '_id']) expect(payload).not.toHaveProperty(name)
    }),
    { numRuns: 300 },
  )
})

test('a manager is emptied with null, text with nothing, and a manager who does not exist yet is not sent', () => {
  const cleared = (field: string): Change => ({ field, before: 'x', after: '', clears: true })
  expect(updatePayload({ id, manager: 'a'.repeat(24) }, [cleared('manager'), cleared('department')])).toEqual({ id, manager: null, department: '' })
  expect(createPayload([{ field: 'manager', before: '', after: 'new.boss', awaits: 'r2' }])).toEqual({})
})
