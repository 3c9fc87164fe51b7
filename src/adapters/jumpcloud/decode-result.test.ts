/** Results are read one by one: what one of them has in an odd form is shown as it came, and takes no other with it. */
import { expect, test } from 'vitest'
import { decodeResults } from './decode.ts'

const read = (...rows: unknown[]) => decodeResults(JSON.stringify(rows))

test('results as they are known pass whole, without what is null', () => {
  const row = { id: 'a', status: 'finished', statusMsg: '', meta: { systemUser: { username: 'ana', extra: 1 } }, persistedFields: { a: [1] } }
  expect(read({ ...row, updatedAt: null })).toEqual([row])
})

test.each<[unknown, string]>([
  [null, 'null'],
  ['text', '"text"'],
  [[1], '[1]'],
  [{ status: 7 }, 'status 7'],
  [{ status: 'finished', statusMsg: { code: 7 } }, 'statusMsg {"code":7}'],
  [{ status: 'finished', meta: 'ana' }, 'meta "ana"'],
  [{ status: 'finished', meta: { systemUser: [] } }, 'meta {"systemUser":[]}'],
  [{ status: 'finished', meta: { systemUser: { username: 1 } } }, 'meta {"systemUser":{"username":1}}'],
  [{ status: 'finished', createdAt: 5, updatedAt: 6 }, 'createdAt 5, updatedAt 6'],
])('%j keeps what is odd in it, and the result beside it is read', (row, odd) => {
  expect(read(row, { status: 'finished' })).toEqual([expect.objectContaining({ odd }), { status: 'finished' }])
})

test('what sounds secret in an odd form is not shown, since it would be stored', () => {
  const [first] = read({ meta: [{ username: 'ana', password: 'Canary-77-long', apiKey: 'x' }] })
  expect(first?.odd).toBe('meta [{"username":"ana","password":"…","apiKey":"…"}]')
})

test('what is no list at all is an error of the whole read', () => {
  expect(() => decodeResults('{}')).toThrow('The job’s results')
  expect(() => decodeResults('<html>')).toThrow('did not come as JSON')
})
