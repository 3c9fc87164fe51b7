/** What the directory proves about somebody of whom no answer came, and what it cannot prove. */
import { expect, test } from 'vitest'
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
