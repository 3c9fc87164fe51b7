/** A retry says that a value will be refused again only where JumpCloud refused one. */
import { expect, test } from 'vitest'
import { markedByYou } from './reconcile.ts'
import { whyNotDone } from './why-not-done.ts'

const cells = { columns: ['username', 'email', 'firstname'], cells: ['ana', 'ana@acme.example', 'Ana'] }
const why = (state: 'failed' | 'refused' | 'stopped' | 'verified', message: string, evidence = '') => whyNotDone({ state, message, evidence }, cells)

test.each([
  ['The email address ana@acme.example is already in use', 'email'],
  ['First name may not be longer than 64 characters', 'firstname'],
  ['User could not be saved: a value violates an organization policy', null],
  ['The organization has reached its user limit', null],
  ['Phone number 500 is not valid', null],
])('refused: %s', (message, field) => {
  expect(why('failed', message)).toEqual({ cause: 'refused', field, message: `JumpCloud refused this row: ${message}` })
})

test.each([
  'Unexpected error while saving the user',
  'Internal error while saving the user',
  'Internal Server Error',
  'Request failed with status code 503',
  '502 Bad Gateway',
  'The request timed out',
  'Service temporarily unavailable. Try again later.',
  'Something went wrong',
])('trouble at JumpCloud, and no value refused: %s', (message) => {
  expect(why('failed', message)).toEqual({ cause: 'not-done', field: null, message: `JumpCloud could not save this row: ${message}` })
})

test('what was never sent, what gave no reason and what the administrator gave up was refused by nobody', () => {
  expect(why('stopped', '', 'You stopped the job before this was sent.')?.message).toBe('You stopped the job before this was sent.')
  expect(why('failed', '')?.message).toBe('This row failed, and JumpCloud gave no reason.')
  const evidence = `${markedByYou} No user in the directory has this username or email address.`
  expect(why('failed', 'JumpCloud gave no result for this user.', evidence)?.message).toBe(evidence)
  for (const one of [why('stopped', '', 'x'), why('failed', ''), why('failed', 'x', evidence)]) expect(one?.cause).toBe('not-done')
})

test('a request that was refused as a whole says so, unless its message names a value of the row', () => {
  expect(why('refused', '', 'Bad request')).toEqual({ cause: 'not-done', field: null, message: 'JumpCloud refused the whole request: Bad request' })
  expect(why('refused', '', 'ana@acme.example is no address')).toMatchObject({ cause: 'refused', field: 'email' })
})

test('a row that turned out to be done has no reason', () => {
  expect(why('verified', '', 'Found in the directory.')).toBeNull()
})
