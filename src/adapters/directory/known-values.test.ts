/** What is known of a directory grows while it is read, a few users at a time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Tenant } from '#domain/tenant.ts'
import type { SystemUser } from '#domain/wire.ts'
import { queryClient } from '../jumpcloud/queries.ts'
import { knownValues, watchDirectory } from './known-values.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  queryClient.clear()
})

const page = (from: number, count: number): { readonly results: readonly SystemUser[]; readonly totalCount: number } => ({
  totalCount: 2_000,
  results: Array.from({ length: count }, (_, at) => ({
    id: String(from + at).padStart(24, '0'),
    username: `user.${from + at}`,
    email: `user.${from + at}@acme.example`,
    department: `Team ${(from + at) % 3}`,
  })),
})

test('every user that was read is known in the end, those too that came while others were taken in', async () => {
  const tenant: Tenant = { upstream: 'simulator', organizationId: 'a'.repeat(24) }
  const stop = watchDirectory(tenant)
  const read = (number: number, users: ReturnType<typeof page>) => queryClient.setQueryData(['users', tenant.organizationId, number], users)
  read(0, page(0, 1_000))
  expect(knownValues(tenant)).toBeNull()
  // Two seconds until it begins, and half a second for each slice of 250 users.
  await vi.advanceTimersByTimeAsync(3_100)
  read(1, page(1_000, 1_000))
  await vi.advanceTimersByTimeAsync(20_000)
  const known = knownValues(tenant)
  expect([known?.usernames.size, known?.fields[0]?.values.size, known?.users.has('user.1999')]).toEqual([2_000, 3, true])
  stop()
  read(2, page(5_000, 1))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(knownValues(tenant)?.usernames.size).toBe(2_000)
})
