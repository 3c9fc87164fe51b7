/** A clear is only ever what the administrator commanded: no file and no encoder can make or keep the mark by accident. */
import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { fieldByKey } from './field-lookup.ts'
import { canClear, clearMark, isClear, wayToClear } from './clear.ts'
import { validateRow } from '../issues/validate.ts'

test('storage and workers keep the mark, no decoder makes it', () => {
  expect(isClear(structuredClone(clearMark))).toBe(true)
  for (const encoding of ['utf-8', 'utf-16le', 'windows-1252'])
    for (const bytes of [
      [0xed, 0xbf, 0xbf],
      [0xff, 0xdf],
      [0xdf, 0xff],
    ])
      expect(new TextDecoder(encoding).decode(new Uint8Array(bytes))).not.toContain(clearMark)
})

test('a mark that went through an encoder is refused, not sent as a value', () => {
  const spoilt = new TextDecoder().decode(new TextEncoder().encode(clearMark))
  expect(isClear(spoilt)).toBe(false)
  const issues = validateRow({ key: 'r1', line: 2, cells: ['ana', spoilt] }, ['username', 'department'], 'update')
  expect(issues).toMatchObject([{ field: 'department', severity: 'error' }])
})

test('what nobody can do without, and what has no empty value, cannot be cleared, and says why', () => {
  for (const key of ['id', 'username', 'email', 'password', 'state', 'sudo', 'recoveryEmail.address']) {
    const field = fieldByKey(key)
    const way = field === undefined ? null : wayToClear(field)
    expect(way).toMatchObject({ kind: 'impossible' })
    expect(validateRow({ key: 'r1', line: 2, cells: [clearMark] }, [key], 'update')).toMatchObject([{ field: key, severity: 'error' }])
  }
  expect(catalogue.filter(canClear).length).toBeGreaterThan(30)
})
