/** JumpCloud's words are read as they are meant, and results find their users by identity. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WireWorkResult } from '../wire.ts'
import type { LedgerRow } from './ledger.ts'
import { classifyResult, joinResults, readIsComplete } from './results.ts'

const rowOf = (name: string, userId: string | null = null): LedgerRow => ({
  key: name,
  line: 1,
  username: name,
  email: `${name}@x.example`,
  userId,
  outcome: null,
  message: null,
  status: null,
})
const resultOf = (username: string, status = 'finished'): WireWorkResult => ({ status, statusMsg: '', meta: { systemUser: { username } } })

test.each([
  ['pending', '', 'pending'],
  ['Running', '', 'pending'],
  ['finished', '', 'succeeded'],
  ['Finished', 'but read this', 'flagged'],
  ['failed', 'why', 'failed'],
  ['ERROR', '', 'failed'],
  ['quarantined', '', 'unknown'],
  ['', '', 'unknown'],
])('“%s” with the message “%s” is %s', (status, statusMsg, state) => {
  expect(classifyResult({ status, statusMsg })).toBe(state)
})

test('results are joined by identity, in any order and doubled', () => {
  const names = ['ana', 'ben', 'cleo', 'dan', 'eve']
  const rows = names.map((name) => rowOf(name))
  fc.assert(
    fc.property(fc.shuffledSubarray([...names, ...names], { minLength: 0 }), (order) => {
      const { byRow, strangers } = joinResults(
        rows,
        order.map((name) => resultOf(name.toUpperCase(), name === 'ben' ? 'failed' : 'finished')),
      )
      expect(strangers).toEqual([])
      expect(new Set(byRow.keys())).toEqual(new Set(order))
      for (const [key, { state }] of byRow) expect(state).toBe(key === 'ben' ? 'failed' : 'succeeded')
    }),
  )
})

test('a terminal word stands against a pending one, whichever comes later', () => {
  const rows = [rowOf('ana')]
  expect(joinResults(rows, [resultOf('ana'), resultOf('ana', 'pending')]).byRow.get('ana')?.state).toBe('succeeded')
  expect(joinResults(rows, [resultOf('ana', 'pending'), resultOf('ana')]).byRow.get('ana')?.state).toBe('succeeded')
})

test('a result that names nobody belongs to nobody', () => {
  const { byRow, strangers } = joinResults([rowOf('ana')], [{ status: 'failed', statusMsg: 'Validation failed', meta: {} }])
  expect(byRow.size).toBe(0)
  expect(strangers).toHaveLength(1)
})

test('a result in an odd form is unknown, or pending where it says so, and shows what came', () => {
  expect(classifyResult({ status: 'finished', odd: 'statusMsg {"code":7}' })).toBe('unknown')
  expect(classifyResult({ status: 'pending', odd: 'createdAt 12' })).toBe('pending')
  const { byRow } = joinResults([rowOf('ana')], [{ ...resultOf('ana'), odd: 'statusMsg {"code":7}' }])
  expect(byRow.get('ana')).toMatchObject({ state: 'unknown', message: 'JumpCloud’s result has an undocumented form: statusMsg {"code":7}' })
})

test('a user who stands in meta itself is found too', () => {
  expect(joinResults([rowOf('ana', 'a'.repeat(24))], [{ status: 'finished', meta: { id: 'A'.repeat(24) } }]).byRow.get('ana')?.state).toBe('succeeded')
})

test('a read is complete when it holds every row exactly once', () => {
  const rows = [rowOf('ana'), rowOf('ben')]
  expect(readIsComplete(rows, [resultOf('ben'), resultOf('ana')])).toBe(true)
  expect(readIsComplete(rows, [resultOf('ana'), resultOf('ana')])).toBe(false)
  expect(readIsComplete(rows, [resultOf('ana')])).toBe(false)
})
