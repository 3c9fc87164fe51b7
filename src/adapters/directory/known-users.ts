/** The directory users that this page has read already, from the Users screen and from reviews; nothing is asked for. */
import { userId } from '#domain/directory/match.ts'
import { countriesOf } from '#domain/mapping/transforms/phone-country.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import type { SystemUser } from '#domain/wire.ts'
import { queryClient } from '../jumpcloud/queries.ts'

const isUser = (value: unknown): value is SystemUser => typeof value === 'object' && value !== null && ('_id' in value || 'id' in value)

const usersIn = (data: unknown): readonly SystemUser[] => {
  if (typeof data !== 'object' || data === null) return []
  const list = 'results' in data ? data.results : 'users' in data ? data.users : []
  return Array.isArray(list) ? list.filter(isUser) : []
}

export function knownUsers(tenant: Tenant): SystemUser[] {
  const found = [
    ...queryClient.getQueriesData({ queryKey: ['users', tenant.organizationId] }),
    ...queryClient.getQueriesData({ queryKey: ['directory', tenantKey(tenant)] }),
  ]
  return [...new Map(found.flatMap(([, data]) => usersIn(data).map((user) => [userId(user), user] as const))).values()]
}

const enough = 1_000

/** The countries of known users, a code each; of many users, of the first. */
export const knownCountries = (tenant: Tenant): readonly string[] => countriesOf(knownUsers(tenant).slice(0, enough))
