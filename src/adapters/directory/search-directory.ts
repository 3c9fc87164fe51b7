/** Asks JumpCloud's own search for the users that a filter describes, some pages of them at most. */
import { userId } from '#domain/directory/match.ts'
import type { SystemUser } from '#domain/wire.ts'
import { jumpCloudPace, paced } from '../jumpcloud/pace.ts'
import { pageLimit, searchUsers, type SearchFilter } from '../jumpcloud/client.ts'

/** More than anybody reads, and few enough to come at once. */
const mostPages = 5

export interface FoundUsers {
  readonly users: readonly SystemUser[]
  /** How many there are, of which `users` may be the first. */
  readonly total: number
}

export async function searchDirectory(
  organizationId: string,
  filter: SearchFilter,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<FoundUsers> {
  const found = new Map<string, SystemUser>()
  let total = 0
  for (let page = 0; page < mostPages; page += 1) {
    const skip = page * pageLimit
    const answer = await paced(jumpCloudPace, () => searchUsers(organizationId, filter, { limit: pageLimit, skip }, { signal }), { signal })
    for (const user of answer.results) found.set(userId(user), user)
    total = answer.totalCount
    if (answer.results.length === 0 || (page + 1) * pageLimit >= total) break
  }
  return { users: [...found.values()], total }
}
