/** Asks JumpCloud for one page after the other: each in its turn, patiently, counted, and kept where the reading may not come to its end. */
import { userId } from '#domain/directory/match.ts'
import type { SystemUser, WireList } from '#domain/wire.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { jumpCloudPace, paced, type Pace } from '../jumpcloud/pace.ts'
import { keptPagesOf } from './kept-pages.ts'

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

type Page = WireList<SystemUser>
type Send = () => Promise<Page>

export interface PageReader {
  /** A page, or the one that is kept under that name. */
  ask(name: string, send: Send): Promise<Page>
  /** Always read: the pages that are kept are only worth something beside it while nobody was added or removed. */
  askFirst(name: string, send: Send): Promise<Page>
  /** How many pages are expected. */
  expect(total: number): void
  /** The reading has come to its end. */
  end(): { readonly users: readonly SystemUser[]; readonly requests: number; readonly readAt: number }
}

export function startPageReader(organizationId: string, options: ReadOptions): PageReader {
  const { onUsers, onProgress, goesOn = false, now = Date.now } = options
  const startedAt = now()
  let readAt = startedAt
  const kept = goesOn ? keptPagesOf(organizationId) : null
  const users = new Map<string, SystemUser>()
  let requests = 0
  let done = 0
  let total = 1
  let isSlowed = false
  const report = () =>
    onProgress?.({ done, total: Math.max(total, done), users: users.size, leftMs: leftMs(now() - startedAt, requests, total - done), isSlowed })
  const onSlower = () => {
    isSlowed = true
    report()
  }
  const fetched = (send: Send) => {
    const counted = () => {
      requests += 1
      return send()
    }
    return patiently(counted, { ...options, onSlower })
  }
  const take = (page: Page) => {
    for (const user of page.results) users.set(userId(user), user)
    done += 1
    report()
    onUsers?.(page.results)
    return page
  }
  return {
    async ask(name, send) {
      const before = kept?.get(name)
      if (before !== undefined) {
        readAt = Math.min(readAt, before.at)
        return take(before.page)
      }
      const page = await fetched(send)
      kept?.put(name, page)
      return take(page)
    },
    async askFirst(name, send) {
      const first = await fetched(send)
      if (kept?.get(name)?.page.totalCount !== first.totalCount) kept?.clear()
      kept?.put(name, first)
      return take(first)
    },
    expect: (pages) => {
      total = pages
    },
    end() {
      kept?.clear()
      return { users: [...users.values()], requests, readAt }
    },
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
