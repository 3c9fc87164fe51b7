/** A worker that waits for a file rehearses on made-up users, and never keeps a real one waiting. */
import { expect, test } from 'vitest'
import { rehearse } from './rehearse.ts'

test('the rehearsal goes through reading and checking to its end', async () => {
  await expect(rehearse(new AbortController().signal)).resolves.toBeUndefined()
})

test('it ends where it is when there is a file to read', async () => {
  const rehearsal = new AbortController()
  const ended = rehearse(rehearsal.signal)
  await Promise.resolve()
  rehearsal.abort(new Error('a file'))
  await expect(ended).rejects.toThrow('a file')
})
