/** What would be sent can be read before it is, and neither key nor password stands in it. */
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { previewCurl, previewJson } from './preview.ts'
import { cutRequests } from './requests.ts'

test('passwords are masked, everything else is exactly what is sent', () => {
  const shown = previewJson([{ username: 'ana', password: 'secret', state: 'STAGED', manager: null, attributes: [{ name: 'badge', value: '1' }] }])
  expect(shown).not.toContain('secret')
  expect(JSON.parse(shown)).toEqual([{ username: 'ana', password: '••••••••', state: 'STAGED', manager: null, attributes: [{ name: 'badge', value: '1' }] }])
})

test('a shell reads the curl command as it was meant, whatever stands in the values', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', 'a', ' ', 'é', '\n') }), (text) => {
      const command = previewCurl({
        host: 'console.jumpcloud.com',
        method: 'PATCH',
        organizationId: 'a'.repeat(24),
        suppressEmail: true,
        bodies: [{ id: 'x', department: text }],
      })
      // A curl of our own that prints what it was given.
      const printed = execFileSync('/bin/sh', ['-c', `curl() { for each; do printf '%s\\0' "$each"; done; }; ${command}`], {
        env: { API_KEY: 'the-key' },
        encoding: 'utf8',
      })
      const given = printed.split('\0')
      expect(JSON.parse(given[given.indexOf('--data') + 1] ?? '')).toEqual([{ id: 'x', department: text }])
      expect(given).toContain('X-API-Key: the-key')
      expect(given).toContain('https://console.jumpcloud.com/api/v2/bulk/users?suppressEmail=true')
    }),
    { numRuns: 60 },
  )
})

test('requests go canary first, creates before updates, and last who waits for a manager; each user in one', () => {
  const person = (method: 'POST' | 'PATCH', awaits?: string) => ({ method, row: awaits === undefined ? {} : { awaits } })
  const items = [person('PATCH'), person('POST'), person('POST', 'r9'), person('PATCH', 'r9'), person('POST')]
  const requests = cutRequests(items, () => 10, 10_000, 2)
  expect(requests.map(({ method, items: each, phase, isCanary }) => [method, each.length, phase ?? 1, isCanary ?? false])).toEqual([
    ['POST', 2, 1, true],
    ['POST', 1, 1, false],
    ['PATCH', 1, 1, false],
    ['PATCH', 1, 2, false],
  ])
  expect(new Set(requests.flatMap((request) => request.items))).toEqual(new Set(items))
})
