/** Reads the directory users whom some people could be, in as few requests as the API allows. */
import { userId, type Wanted } from '#domain/directory/match.ts'
import type { SystemUser, WireList } from '#domain/wire.ts'
import { listUsers, pageLimit, searchUsers, type SearchFilter } from '../jumpcloud/client.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { runLanes } from './lanes.ts'

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
  /** Whether everybody of the directory is among the users. */
  readonly isWhole: boolean
}

export interface ReadOptions {
  readonly onProgress?: (progress: ReadProgress) => void
  /** Each answer as it comes, so that whoever works on the users need not wait for all of them. */
  readonly onUsers?: (users: readonly SystemUser[]) => void
  readonly signal?: AbortSignal | undefined
  /** Awaited before each request, for a reader that keeps a pace. */
  readonly turn?: () => Promise<void>
  /** Requests under way at once. */
  readonly lanes?: number
  /** The whole directory, whatever it costs: for a file that claims to be complete. */
  readonly everybody?: boolean
}

/**
 * People a search. Each is asked for by every identifier, so that whoever else holds one of them is found too: an answer holds at most 100 users,
 * and the ten that are left are room for those others without a second page.
 */
const perSearch = 90

export async function findUsers(organizationId: string, people: readonly Wanted[], options: ReadOptions = {}): Promise<DirectoryReading> {
  const { onProgress, onUsers, signal, turn = () => Promise.resolve(), lanes = 4, everybody = false } = options
  const readAt = Date.now()
  const users = new Map<string, SystemUser>()
  let requests = 0
  let total = 1
  const take = (page: WireList<SystemUser>) => {
    for (const user of page.results) users.set(userId(user), user)
    onUsers?.(page.results)
    return page
  }
  const ask = async (send: () => Promise<WireList<SystemUser>>) => {
    const page = await patiently(async () => {
      await turn()
      requests += 1
      return send()
    }, options)
    onProgress?.({ done: requests, total: Math.max(total, requests), users: users.size + page.results.length })
    return take(page)
  }
  const list = (skip: number) => ask(() => listUsers(organizationId, { limit: pageLimit, skip }, { signal }))

  const groups = people.length <= pageLimit ? [people] : cut(people, perSearch)
  const isFew = groups.length <= 2 && !everybody
  const first = isFew ? null : await list(0)
  const pages = first === null ? Number.POSITIVE_INFINITY : Math.ceil(first.totalCount / pageLimit)
  const isWhole = first !== null && (everybody || pages - 1 <= groups.length)
  if (first !== null && isWhole) {
    total = pages
    await readPages(first, list, lanes)
  } else if (people.length > 0) {
    total = (isFew ? 0 : 1) + groups.length
    await runLanes(groups, lanes, (group) => searchFor(group))
  }
  return { users: [...users.values()], requests, readAt, isWhole }

  async function searchFor(group: readonly Wanted[]): Promise<void> {
    const filter = filterFor(group)
    const search = (skip: number) => ask(() => searchUsers(organizationId, filter, { limit: pageLimit, skip }, { signal }))
    let page: WireList<SystemUser>
    try {
      page = await search(0)
    } catch (error) {
      // How large a filter may be is stated nowhere: one that is refused is asked in halves.
      if (group.length < 2 || !(error instanceof ApiError && (error.kind === 'rejected' || error.kind === 'too-large'))) throw error
      const half = Math.ceil(group.length / 2)
      await searchFor(group.slice(0, half))
      return searchFor(group.slice(half))
    }
    await readOn(page, search)
  }
}

const passing = new Set<ApiError['kind']>(['rate-limited', 'busy', 'server', 'unreachable'])
const tries = 4
/** Every reader of this page waits where JumpCloud has told one of them to slow down. */
let pause: Promise<void> = Promise.resolve()

/** One request that fails in passing is asked again: a hundred others are not thrown away for it. Whoever keeps a pace has a patience of their own. */
async function patiently<T>(send: () => Promise<T>, { turn, signal }: ReadOptions): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pause
      return await send()
    } catch (error) {
      if (turn !== undefined || attempt >= tries || !(error instanceof ApiError && passing.has(error.kind))) throw error
      const waitMs = error.retryAfterMs ?? 500 * 2 ** attempt
      const rest = new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, waitMs)
        signal?.addEventListener('abort', end)
      })
      if (error.kind === 'rate-limited') pause = rest
      await rest
      signal?.throwIfAborted()
    }
  }
}

const cut = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))

const incomplete = (stated: number, held: number) => new ApiError('unreadable', `JumpCloud states ${stated} users and gave ${held}. Read again.`)

/** Every further page, a few at a time; a page that comes short is read on until its hundred is held. */
async function readPages({ totalCount, results }: WireList<SystemUser>, read: (skip: number) => Promise<WireList<SystemUser>>, lanes: number): Promise<void> {
  const starts = Array.from({ length: Math.max(0, Math.ceil((totalCount - results.length) / pageLimit)) }, (_, index) => results.length + index * pageLimit)
  await runLanes(starts, lanes, async (start) => {
    const end = Math.min(start + pageLimit, totalCount)
    for (let at = start; at < end;) {
      const page = await read(at)
      if (page.results.length === 0) throw incomplete(totalCount, at)
      at += page.results.length
    }
  })
}

/** Reads on until the count that JumpCloud states is held; a page that comes short before is not the end (rule 11's spirit, for users). */
async function readOn(first: WireList<SystemUser>, read: (skip: number) => Promise<WireList<SystemUser>>): Promise<void> {
  let held = first.results.length
  let page = first
  while (held < page.totalCount) {
    page = await read(held)
    if (page.results.length === 0) throw incomplete(page.totalCount, held)
    held += page.results.length
  }
}

/** The documented form `{ or: [...] }`; names without case, by an anchored expression (observed). */
const filterFor = (people: readonly Wanted[]): SearchFilter => ({
  or: people.flatMap(({ id, ...names }) => [
    ...(id === undefined ? [] : [{ _id: { $eq: id.toLowerCase() } }]),
    ...Object.entries(names).map(([name, text]) => ({ [name]: { $regex: name === 'employeeIdentifier' ? withAnyZeros(text) : withoutCase(text) } })),
  ]),
})

const withoutCase = (text: string): string => `(?i)^${text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}$`

/** A spreadsheet takes the zeros off a number: who has it with them must be found, or a second account would be made. */
const withAnyZeros = (text: string): string => (/^\d+$/.test(text) ? `(?i)^0*${text.replace(/^0+(?=\d)/, '')}$` : withoutCase(text))
