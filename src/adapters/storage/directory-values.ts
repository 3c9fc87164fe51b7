/** Keeps what was read of the directory for the guess of columns, tenant by tenant: a few values of shared fields, beside what is remembered of headers. */
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { openDatabase } from './database.ts'

const idOf = (tenant: Tenant) => `${tenantKey(tenant)}\ndirectory\n`

export const readDirectoryValues = async (tenant: Tenant): Promise<DirectoryValues | null> =>
  (await (await openDatabase()).get('mappings', idOf(tenant)))?.directory ?? null

export async function keepDirectoryValues(tenant: Tenant, directory: DirectoryValues): Promise<void> {
  await (await openDatabase()).put('mappings', { id: idOf(tenant), mapping: [], directory, usedAt: Date.now() })
}
