/** Reads the directory users whom some people could be, in as few requests as the API allows. */
import { userId, type Wanted } from '#domain/directory/match.ts'
import type { SystemUser, WireList } from '#domain/wire.ts'
import { listUsers, pageLimit, searchUsers, type SearchFilter } from '../jumpcloud/client.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { jumpCloudPace, paced, type Pace } from '../jumpcloud/pace.ts'
import { keptPagesOf } from './kept-pages.ts'
import { runLanes } from './lanes.ts'

export interface ReadProgress {
  /** Requests done, and how many are expected. */
  readonly done: number
  readonly total: number
  readonly users: number
  /** How long the rest takes, from what was seen; null while that says too little. */
  readonly leftMs: number | null
  /** JumpCloud has asked to slow down, so that this takes longer. */
  readonly isSlowed: boolean
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
  /** The pace of this page, unless a test has another. */
  readonly pace?: Pace
  /** Tries of a request that fails in passing; a reader with a patience of its own takes one. */
  readonly tries?: number
  /** How often one request waits where JumpCloud asks to slow down. */
  readonly mostWaits?: number
  /** Goes on from the pages that a reading before this one has got, where that did not come to its end at most five minutes ago. */
  readonly goesOn?: boolean
  /** Requests under way at once. */
  readonly lanes?: number
  /** The whole directory, whatever it costs: for a file that claims to be complete. */
  readonly everybody?: boolean
  readonly now?: () => number
}

/**
 * People a search. Each is asked for by every identifier, so that whoever else holds one of them is found too: an answer holds at most 100 users,
 * and the ten that are left are room for those others without a second page.
 */
const perSearch = 90

export async function findUsers(organizationId: string, people: readonly Wanted[], options: ReadOptions = {}): Promise<DirectoryReading> {
  const { onUsers, signal, lanes = 4, everybody = false, goesOn = false, now = Date.now } = options
  const startedAt = now()
  let readAt = startedAt
  const kept = goesOn ? keptPagesOf(organizationId) : null
  const users = new Map<string, SystemUser>()
  let requests = 0
  let done = 0
  let total = 1
  let isSlowed = false
  const report = () =>
    options.onProgress?.({ done, total: Math.max(total, done), users: users.size, leftMs: leftMs(now() - startedAt, requests, total - done), isSlowed })
  const onSlower = () => {
    isSlowed = true
    report()
  }
  const fetched = (send: () => Promise<WireList<SystemUser>>) =>
    patiently(
      async () => {
        requests += 1
        return send()
      },
      { ...options, onSlower },
    )
  const take = (page: WireList<SystemUser>) => {
    for (const user of page.results) users.set(userId(user), user)
    done += 1
    report()
    onUsers?.(page.results)
    return page
  }
  const ask = async (key: string, send: () => Promise<WireList<SystemUser>>) => {
    const before = kept?.get(key)
    if (before !== undefined) {
      readAt = Math.min(readAt, before.at)
      return take(before.page)
    }
    const page = await fetched(send)
    kept?.put(key, page)
    return take(page)
  }
  const page = (skip: number) => listUsers(organizationId, { limit: pageLimit, skip }, { signal })
  const list = (skip: number) => ask(`list ${skip}`, () => page(skip))
  /** Always read: the other pages are only worth something beside it while nobody was added or removed. */
  const firstPage = async () => {
    const first = await fetched(() => page(0))
    if (kept?.get('list 0')?.page.totalCount !== first.totalCount) kept?.clear()
    kept?.put('list 0', first)
    return take(first)
  }

  const groups = people.length <= pageLimit ? [people] : cut(people, perSearch)
  const isFew = groups.length <= 2 && !everybody
  const first = isFew ? null : await firstPage()
  const pages = first === null ? Number.POSITIVE_INFINITY : Math.ceil(first.totalCount / pageLimit)
  const isWhole = first !== null && (everybody || pages - 1 <= groups.length)
  if (first !== null && isWhole) {
    total = pages
    await readPages(first, list, lanes)
  } else if (people.length > 0) {
    total = (isFew ? 0 : 1) + groups.length
    await runLanes(groups, lanes, (group) => searchFor(group))
  }
  kept?.clear()
  return { users: [...users.values()], requests, readAt, isWhole }

  async function searchFor(group: readonly Wanted[]): Promise<void> {
    const filter = filterFor(group)
    const name = `search ${JSON.stringify(filter)}`
    const search = (skip: number) => ask(`${name} ${skip}`, () => searchUsers(organizationId, filter, { limit: pageLimit, skip }, { signal }))
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

const passing = new Set<ApiError['kind']>(['busy', 'server', 'unreachable'])
const usualTries = 4
/** Fewer seconds say nothing about the rest. */
const leastMs = 4_000

const leftMs = (spentMs: number, requests: number, left: number): number | null =>
  spentMs < leastMs || requests === 0 ? null : (spentMs / requests) * Math.max(0, left)

interface Patience extends Pick<ReadOptions, 'signal' | 'pace' | 'tries' | 'mostWaits'> {
  readonly onSlower: () => void
}

/** One request that fails in passing is asked again: a hundred others are not thrown away for it. */
async function patiently<T>(send: () => Promise<T>, { signal, pace = jumpCloudPace, tries = usualTries, mostWaits, onSlower }: Patience): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await paced(pace, send, { signal, onSlower, mostWaits })
    } catch (error) {
      if (attempt >= tries || !(error instanceof ApiError && passing.has(error.kind))) throw error
      await rest(error.retryAfterMs ?? 500 * 2 ** attempt, signal)
    }
  }
}

const rest = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      if (signal?.aborted === true) reject(signal.reason instanceof Error ? signal.reason : new Error('It was canceled.'))
      else resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })

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
