/** A server's reason is pinned to the cell that it is probably about. */
import { expect, test } from 'vitest'
import { likelyField } from './likely-field.ts'

const columns = ['username', 'email', 'department', 'phoneNumbers.work', 'employeeIdentifier', 'attributes.costCode', 'password']
const cells = ['anabel', 'anabel@acme.example', 'Research', '+1 303', '00412', 'X1', 'Secret-Phrase-1']

test.each([
  ['Email anabel@acme.example already exists', 'email'],
  ['The value Research is not allowed', 'department'],
  ['username is already taken', 'username'],
  ['Employee Identifier must be unique', 'employeeIdentifier'],
  ['employeeIdentifier 7 taken', 'employeeIdentifier'],
  ['The phone number is malformed', 'phoneNumbers.work'],
  ['Password does not meet the policy', 'password'],
  ['An attribute is too long', 'attributes.costCode'],
  ['User could not be saved', null],
  ['Postal code is missing', null],
])('%s → %s', (message, field) => {
  expect(likelyField(message, { columns, cells })).toBe(field)
})

test('a password is never looked for in a message', () => {
  expect(likelyField('Secret-Phrase-1 is bad', { columns, cells })).toBeNull()
})
