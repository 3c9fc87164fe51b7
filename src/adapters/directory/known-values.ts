/** Values of the directory as far as they were read in this tenant, now or on an earlier visit: nothing waits for them, and nothing is asked for. */
import { collectValues, keptValues, mergedValues, type DirectoryValues } from '#domain/mapping/directory-values.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import type { SystemUser } from '#domain/wire.ts'
import { whenIdle } from '../intake/when-idle.ts'
import { queryClient } from '../jumpcloud/queries.ts'
import { keepDirectoryValues, readDirectoryValues } from '../storage/directory-values.ts'
import { knownUsers } from './known-users.ts'

/** What was read on this visit, tenant by tenant. */
const read = new Map<string, DirectoryValues>()
const earlier = new Map<string, DirectoryValues>()

export function knownValues(tenant: Tenant): DirectoryValues | null {
  const key = tenantKey(tenant)
  return mergedValues(read.get(key) ?? null, earlier.get(key) ?? null)
}

const settleMs = 2_000
/** Users that are taken in between two frames: about two milliseconds. */
const slice = 250
const isDirectory = (queryKey: readonly unknown[]) => queryKey[0] === 'users' || queryKey[0] === 'directory'

/** Brings back what an earlier visit kept, and keeps what is read from now on. Answers how to stop. */
export function watchDirectory(tenant: Tenant): () => void {
  const key = tenantKey(tenant)
  const collector = collectValues()
  const taken = new WeakSet<SystemUser>()
  /** `behind`: more was read while users were taken in. */
  let state: 'idle' | 'waiting' | 'taking' | 'behind' = 'idle'
  let isLeft = false
  // Failing to keep or to read is no loss: the next reading brings it.
  readDirectoryValues(tenant).then(
    (values) => values !== null && earlier.set(key, values),
    () => undefined,
  )
  const keep = () => {
    const values = collector.values()
    if (values === null) return
    read.set(key, values)
    // What was read now is newer: it comes first where not all of it can be kept.
    const kept = keptValues(mergedValues(keptValues(values), earlier.get(key) ?? null) ?? values)
    earlier.set(key, kept)
    keepDirectoryValues(tenant, kept).catch(() => undefined)
  }
  const takeIn = (users: readonly SystemUser[], from: number) => {
    if (isLeft) return
    const to = Math.min(users.length, from + slice)
    for (const user of users.slice(from, to)) {
      collector.add(user)
      taken.add(user)
    }
    if (to < users.length) return whenIdle(() => takeIn(users, to))
    keep()
    state = state === 'behind' ? wait() : 'idle'
  }
  const wait = (): 'waiting' => {
    setTimeout(
      () =>
        whenIdle(() => {
          state = 'taking'
          takeIn(
            knownUsers(tenant).filter((user) => !taken.has(user)),
            0,
          )
        }),
      settleMs,
    )
    return 'waiting'
  }
  const unsubscribe = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isDirectory(query.queryKey) || query.state.status !== 'success') return
    if (state === 'idle') state = wait()
    else if (state === 'taking') state = 'behind'
  })
  return () => {
    isLeft = true
    unsubscribe()
  }
}
