/** Remembers how the columns of a header set were mapped, tenant by tenant. */
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { openDatabase } from './database.ts'

const idOf = (tenant: Tenant, headers: readonly string[]) => `${tenantKey(tenant)}\n${headers.join('\n')}`

/** Failing to remember is no loss: the mapping is guessed again. */
export async function rememberMapping(tenant: Tenant, headers: readonly string[], mapping: readonly ColumnMapping[]): Promise<void> {
  const database = await openDatabase().catch(() => null)
  await database
    ?.put('mappings', { id: idOf(tenant, headers), mapping: mapping.map((each) => ({ ...each, why: 'Mapped like this last time' })), usedAt: Date.now() })
    .catch(() => undefined)
}

export async function rememberedMapping(tenant: Tenant, headers: readonly string[]): Promise<ColumnMapping[] | null> {
  return (await (await openDatabase()).get('mappings', idOf(tenant, headers)))?.mapping ?? null
}
