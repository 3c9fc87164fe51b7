/** Reads whom a review needs: the users of the rows, and the managers whom they have now, so that a change of manager reads as names. */
import { userId, type Wanted } from '#domain/directory/match.ts'
import { findUsers, type DirectoryReading, type ReadOptions, type ReadProgress } from './read-directory.ts'

export type { ReadProgress }

interface Options extends ReadOptions {
  readonly withManagers: boolean
}

export async function readForReview(organizationId: string, wanted: readonly Wanted[], { withManagers, ...options }: Options): Promise<DirectoryReading> {
  const first = await findUsers(organizationId, wanted, options)
  if (!withManagers || first.isWhole) return first
  const known = new Set(first.users.map(userId))
  const missing = [
    ...new Set(first.users.flatMap(({ manager }) => (typeof manager === 'string' && /^[0-9a-f]{24}$/.test(manager) && !known.has(manager) ? [manager] : []))),
  ]
  if (missing.length === 0) return first
  const report = options.onProgress
  const second = await findUsers(
    organizationId,
    missing.map((id) => ({ id })),
    {
      ...options,
      everybody: false,
      ...(report === undefined
        ? {}
        : {
            onProgress: ({ done, total, users, ...others }) =>
              report({ done: first.requests + done, total: first.requests + total, users: first.users.length + users, ...others }),
          }),
    },
  )
  return {
    ...first,
    readAt: Math.min(first.readAt, second.readAt),
    users: [...first.users, ...second.users.filter((user) => !known.has(userId(user)))],
    requests: first.requests + second.requests,
  }
}
