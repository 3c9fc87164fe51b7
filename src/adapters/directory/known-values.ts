/** Values of the directory as far as they were read in this tenant, now or on an earlier visit: nothing waits for them, and nothing is asked for. */
import { directoryValues, keptValues, mergedValues, type DirectoryValues } from '#domain/mapping/directory-values.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { whenIdle } from '../intake/when-idle.ts'
import { queryClient } from '../jumpcloud/queries.ts'
import { keepDirectoryValues, readDirectoryValues } from '../storage/directory-values.ts'
import { knownUsers } from './known-users.ts'

const earlier = new Map<string, DirectoryValues>()

export const knownValues = (tenant: Tenant): DirectoryValues | null => mergedValues(directoryValues(knownUsers(tenant)), earlier.get(tenantKey(tenant)) ?? null)

const settleMs = 2_000
const isDirectory = (queryKey: readonly unknown[]) => queryKey[0] === 'users' || queryKey[0] === 'directory'

/** Brings back what an earlier visit kept, and keeps what is read from now on. Answers how to stop. */
export function watchDirectory(tenant: Tenant): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const key = tenantKey(tenant)
  // Failing to keep or to read is no loss: the next reading brings it.
  readDirectoryValues(tenant).then(
    (values) => values !== null && earlier.set(key, values),
    () => undefined,
  )
  const keep = () => {
    timer = null
    const values = directoryValues(knownUsers(tenant))
    if (values === null) return
    // What was read now is newer: it comes first where not all of it can be kept.
    const kept = keptValues(mergedValues(values, earlier.get(key) ?? null) ?? values)
    earlier.set(key, kept)
    keepDirectoryValues(tenant, kept).catch(() => undefined)
  }
  const unsubscribe = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isDirectory(query.queryKey) || query.state.status !== 'success' || timer !== null) return
    timer = setTimeout(() => whenIdle(keep), settleMs)
  })
  return () => {
    unsubscribe()
    if (timer !== null) clearTimeout(timer)
  }
}
