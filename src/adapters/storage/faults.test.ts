/** What keeps a browser from storing is told apart by the names that browsers give it, and each has a sentence that says what to do. */
import { expect, test } from 'vitest'
import { faultOf, plainFault, StorageFault } from './faults.ts'

test.each([
  ['a full disk', new DOMException('', 'QuotaExceededError'), 'full', 'delete finished drafts'],
  ['a commit that fails on a full disk', new DOMException('Encountered full disk while committing: quota.', 'AbortError'), 'full', 'Free disk space'],
  ['blocked site data', new DOMException('access is denied', 'SecurityError'), 'denied', 'use a normal window'],
  ['a private window of Firefox', new DOMException('A mutation operation was attempted', 'InvalidStateError'), 'denied', 'a private window'],
  ['a tab from after an update', new DOMException('', 'VersionError'), 'newer', 'Reload this one'],
  ['anything else', new DOMException('The disk is on fire.', 'UnknownError'), 'other', 'could not store it: The disk is on fire. Try again'],
])('%s', (_, error, kind, words) => {
  expect(plainFault(error).kind).toBe(kind)
  expect(faultOf(error).message).toContain(words)
})

test('a fault that is named already stays it', () => {
  const taken = new StorageFault('taken')
  expect(faultOf(taken)).toBe(taken)
})
