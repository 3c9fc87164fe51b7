/** What the directory proves about somebody of whom no answer came, and what it cannot prove. */
import { expect, test } from 'vitest'
import { rowState } from './ledger-model.ts'
import { findCreated, findUpdated } from './reconcile.ts'

const user = { _id: 'a'.repeat(24), username: 'ana', email: 'ana@acme.example', department: 'Sales', created: '2026-11-25T10:00:00Z' }
const sentAt = Date.parse(user.created)
const payload = { username: 'ana', email: 'ana@acme.example', department: 'Sales' }

test('a password is never said to be there: nobody can read it back', () => {
  expect(findCreated({ payload, secrets: [], before: null }, [user], sentAt)).toMatchObject({
    kind: 'applied',
    evidence: 'Found in the directory, with every value that was sent.',
  })
  expect(findCreated({ payload, secrets: ['password'], before: null }, [user], sentAt).evidence).toMatch(/; the password cannot be read back\.$/)
  expect(findUpdated({ payload: { id: user._id, department: 'Sales' }, secrets: ['password'], before: null }, user).evidence).toMatch(
    /; the password cannot be read back\.$/,
  )
})

test('a user who is older than the send, and holds other values, is somebody else', () => {
  const stranger = { ...user, department: 'Legal', created: '2020-01-01T00:00:00Z' }
  expect(findCreated({ payload, secrets: [], before: null }, [stranger], sentAt)).toMatchObject({ kind: 'not-applied' })
})

test('who was read back and is not as sent is no success while the directory is read once more', () => {
  const row = {
    key: 'r1',
    line: 2,
    username: 'ana',
    email: '',
    userId: null,
    outcome: 'succeeded' as const,
    message: null,
    status: null,
    mustVerify: true,
    evidence: 'Found in the directory, but different: Department.',
  }
  const look = (isQuiet: boolean) => ({ at: 1, watchedMs: 1, sameMs: 0, print: '', isQuiet })
  expect([rowState({ state: 'settled', look: look(false) }, row), rowState({ state: 'settled', look: look(true) }, row)]).toEqual(['pending', 'succeeded'])
  expect(rowState({ state: 'settled', look: null }, { ...row, evidence: null })).toBe('succeeded')
})
