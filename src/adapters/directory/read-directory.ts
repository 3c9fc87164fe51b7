/** Reads the directory users whom some identifiers could mean, in as few requests as the API allows. */
import type { Identifiers } from '#domain/directory/match.ts'
import { userId } from '#domain/directory/match.ts'
import type { SystemUser, WireList } from '#domain/wire.ts'
import { getUser, listUsers, pageLimit, searchUsers, type SearchFilter } from '../jumpcloud/client.ts'
import { ApiError } from '../jumpcloud/errors.ts'

export interface ReadProgress {
  /** Requests done, and how many are expected. */
  readonly done: number
  readonly total: number
  readonly users: number
}

export interface DirectoryReading {
  readonly users: readonly SystemUser[]
  readonly requests: number
  /** When the reading began, epoch milliseconds: nothing in it is older. */
  readonly readAt: number
}

interface Options {
  readonly onProgress?: (progress: ReadProgress) => void
  readonly signal?: AbortSignal | undefined
  /** Awaited before each request, for a reader that keeps a pace. */
  readonly turn?: () => Promise<void>
}

/** Identifiers a search: each may find a user of its own, and an answer holds at most 100. */
const perSearch = 50

export async function findUsers(
  organizationId: string,
  wanted: Identifiers,
  { onProgress, signal, turn = () => Promise.resolve() }: Options = {},
): Promise<DirectoryReading> {
  const readAt = Date.now()
  const users = new Map<string, SystemUser>()
  let requests = 0
  let total = 1
  const take = (page: WireList<SystemUser>) => {
    requests += 1
    for (const user of page.results) users.set(userId(user), user)
    onProgress?.({ done: requests, total: Math.max(total, requests), users: users.size })
    return page
  }
  const list = (skip: number) =>
    turn()
      .then(() => listUsers(organizationId, { limit: pageLimit, skip }, { signal }))
      .then(take)
  const searches = searchesFor(wanted)
  const isFew = searches.length <= 2
  const first = isFew ? null : await list(0)
  const pages = first === null ? Number.POSITIVE_INFINITY : Math.ceil(first.totalCount / pageLimit)
  if (first !== null && pages - 1 <= searches.length) {
    total = pages
    await readAll(first, list)
  } else {
    total = (isFew ? 0 : 1) + searches.length
    for (const filter of searches) {
      const search = (skip: number) =>
        turn()
          .then(() => searchUsers(organizationId, filter, { limit: pageLimit, skip }, { signal }))
          .then(take)
      await readAll(await search(0), search)
    }
  }
  return { users: [...users.values()], requests, readAt }
}

/** Reads on until the count that JumpCloud states is held; a page that comes short before is not the end (rule 11's spirit, for users). */
async function readAll(first: WireList<SystemUser>, read: (skip: number) => Promise<WireList<SystemUser>>): Promise<void> {
  let held = first.results.length
  let page = first
  while (held < page.totalCount) {
    page = await read(held)
    if (page.results.length === 0) {
      if (held < page.totalCount) throw new ApiError('unreadable', `JumpCloud states ${page.totalCount} users and gave ${held}. Read again.`)
      return
    }
    held += page.results.length
  }
}

/** Filters of the documented form `{ or: [...] }`; username and e-mail without case, by an anchored expression (observed). */
function searchesFor(wanted: Identifiers): SearchFilter[] {
  const terms: SearchFilter[] = [
    ...wanted.id.map((id) => ({ _id: { $eq: id.toLowerCase() } })),
    ...wanted.username.map((text) => ({ username: { $regex: withoutCase(text) } })),
    ...wanted.email.map((text) => ({ email: { $regex: withoutCase(text) } })),
    ...wanted.employeeIdentifier.map((text) => ({ employeeIdentifier: { $regex: withoutCase(text) } })),
  ]
  const searches: SearchFilter[] = []
  for (let at = 0; at < terms.length; at += perSearch) searches.push({ or: terms.slice(at, at + perSearch) })
  return searches
}

const withoutCase = (text: string): string => `(?i)^${text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}$`

/** Users read again by id, one request each below a page's worth, else by searches. A user who is gone is missing from the answer. */
export async function readUsersById(organizationId: string, ids: readonly string[], { signal }: Options = {}): Promise<Map<string, SystemUser>> {
  const found = new Map<string, SystemUser>()
  if (ids.length === 1) {
    const id = ids[0] ?? ''
    try {
      found.set(id, await getUser(organizationId, id, { signal }))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'not-found')) throw error
    }
    return found
  }
  for (const filter of searchesFor({ id: ids, username: [], email: [], employeeIdentifier: [] })) {
    const { results } = await searchUsers(organizationId, filter, { limit: pageLimit, skip: 0 }, { signal })
    for (const user of results) found.set(userId(user), user)
  }
  return found
}
