/** What another admin changes between review and send is kept, and a row that would undo it stops. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BulkUserUpdate, SystemUser } from '../wire.ts'
import { mergeArrays } from './merge-arrays.ts'
import { updatePayload } from './payload.ts'

const id = 'a'.repeat(24)
const attributes = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }))
const user = (...pairs: readonly (readonly [string, string])[]): SystemUser => ({ id, attributes: attributes(...pairs) })
/** The body that the review made: `laptop` is added to what it saw. */
const adds = (before: SystemUser, name = 'laptop', value = 'L-7'): BulkUserUpdate =>
  updatePayload(before, [{ field: `attributes.${name}`, before: '', after: value }])
const merged = (payload: BulkUserUpdate, before: SystemUser, present: SystemUser) => {
  const result = mergeArrays(payload, before, present)
  if (result.kind !== 'merged') throw new Error(result.entries.join())
  return result
}

test('an attribute that somebody has removed meanwhile does not come back', () => {
  const before = user(['badge', '17'], ['desk', '4'])
  expect(merged(adds(before), before, user(['desk', '4'])).payload.attributes).toEqual(attributes(['desk', '4'], ['laptop', 'L-7']))
})

test('an attribute that somebody has added or changed meanwhile stays', () => {
  const before = user(['desk', '4'])
  const present = user(['desk', '5'], ['badge', '17'])
  expect(merged(adds(before), before, present).payload.attributes).toEqual(attributes(['desk', '5'], ['badge', '17'], ['laptop', 'L-7']))
})

test('the row stops where somebody has changed the very entry that it changes, and the entry is named', () => {
  const before = user(['laptop', 'L-1'])
  expect(mergeArrays(adds(before), before, user(['laptop', 'L-2']))).toEqual({ kind: 'conflict', entries: ['custom attribute “laptop”'] })
})

test('it goes on where somebody has set the entry to the same value already', () => {
  const before = user(['laptop', 'L-1'])
  expect(merged(adds(before), before, user(['laptop', 'L-7'])).payload.attributes).toEqual(attributes(['laptop', 'L-7']))
})

test('a phone of another type that was changed meanwhile stays, and what was read is kept for the way back', () => {
  const before: SystemUser = { id, phoneNumbers: [{ id: 'x', type: 'work', number: '+1 555 0100' }] }
  const present: SystemUser = { id, phoneNumbers: [...(before.phoneNumbers ?? []), { id: 'y', type: 'mobile', number: '+1 555 0177' }] }
  const result = merged(updatePayload(before, [{ field: 'phoneNumbers.work', before: '', after: '+1 555 0199' }]), before, present)
  expect(result.payload.phoneNumbers).toEqual([
    { type: 'work', number: '+1 555 0199' },
    { type: 'mobile', number: '+1 555 0177' },
  ])
  expect(result.before.phoneNumbers).toEqual([
    { type: 'work', number: '+1 555 0100' },
    { type: 'mobile', number: '+1 555 0177' },
  ])
})

const anyAttributes = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2')).map((each): SystemUser => user(...Object.entries(each)))

test('whatever others have done: their entries stand as just read, ours as wanted, or the row stops', () => {
  fc.assert(
    fc.property(anyAttributes, anyAttributes, fc.constantFrom('a', 'b'), (before, present, name) => {
      const payload = adds(before, name, '3')
      const result = mergeArrays(payload, before, present)
      const valueIn = (from: SystemUser | BulkUserUpdate, of: string) => from.attributes?.find((each) => each.name === of)?.value
      const wasTouched = valueIn(before, name) !== valueIn(present, name)
      expect(result.kind).toBe(wasTouched ? 'conflict' : 'merged')
      if (result.kind !== 'merged') return
      for (const each of ['a', 'b', 'c', 'd']) expect(valueIn(result.payload, each)).toBe(each === name ? '3' : valueIn(present, each))
    }),
  )
})

test('where nobody has changed anything the body stays as it was, to the letter', () => {
  const before = user(['desk', '4'])
  const payload = adds(before)
  expect(merged(payload, before, before)).toMatchObject({ hasNews: false, payload })
})
