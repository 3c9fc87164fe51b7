/** A payload read back as cells gives the changes that it was made of. */
import { expect, test } from 'vitest'
import { clearMark } from '../fields/clear.ts'
import type { Change } from '../plan/plan-model.ts'
import type { SystemUser } from '../wire.ts'
import { cellsOf } from './payload-cells.ts'
import { createPayload, updatePayload } from './payload.ts'

const change = (field: string, after: string, before = ''): Change =>
  after === clearMark ? { field, before, after: '', clears: true } : { field, before, after }

test('a create is what its row said', () => {
  const changes = [
    change('username', 'ana'),
    change('email', 'ana@x.example'),
    change('phoneNumbers.work', '+1 555 0100'),
    change('addresses.work.locality', 'Berlin'),
    change('attributes.Team', 'Red'),
    change('mfa.exclusion', 'true'),
  ]
  expect(Object.fromEntries(cellsOf(createPayload(changes), null))).toMatchObject(Object.fromEntries(changes.map(({ field, after }) => [field, after])))
})

test('an update is only what it changes, although whole arrays are sent; what it clears stays a clear', () => {
  const user: SystemUser = {
    id: 'a'.repeat(24),
    department: 'Sales',
    jobTitle: 'Buyer',
    phoneNumbers: [
      { type: 'work', number: '1' },
      { type: 'home', number: '2' },
    ],
    attributes: [
      { name: 'Team', value: 'Red' },
      { name: 'Desk', value: '7' },
    ],
  }
  const changes = [
    change('department', 'IT', 'Sales'),
    change('phoneNumbers.work', '3', '1'),
    change('attributes.Desk', clearMark, '7'),
    change('jobTitle', clearMark, 'Buyer'),
  ]
  expect(Object.fromEntries(cellsOf(updatePayload(user, changes), user))).toEqual({
    department: 'IT',
    'phoneNumbers.work': '3',
    'attributes.Desk': clearMark,
    jobTitle: clearMark,
  })
})
