/** Pages of a directory whose reading did not come to its end: the next try goes on from them. */
import type { SystemUser, WireList } from '#domain/wire.ts'

/** What is older is read again. */
export const keptMs = 5 * 60_000

interface Kept {
  readonly page: WireList<SystemUser>
  readonly at: number
}

export interface KeptPages {
  get(key: string): Kept | undefined
  put(key: string, page: WireList<SystemUser>): void
  /** The count of users has changed, or the reading is complete. */
  clear(): void
}

export function startKeptPages(now: () => number = Date.now): KeptPages {
  const pages = new Map<string, Kept>()
  return {
    get(key) {
      const kept = pages.get(key)
      if (kept === undefined || now() - kept.at <= keptMs) return kept
      pages.delete(key)
      return undefined
    },
    put: (key, page) => void pages.set(key, { page, at: now() }),
    clear: () => pages.clear(),
  }
}

const ofOrganization = new Map<string, KeptPages>()

export function keptPagesOf(organizationId: string): KeptPages {
  const kept = ofOrganization.get(organizationId) ?? startKeptPages()
  ofOrganization.set(organizationId, kept)
  return kept
}

const changes = new Map<string, number>()

/** A job has sent something or heard something: what was read before may not be so any more. */
export function directoryChanged(organizationId: string, now: number = Date.now()): void {
  changes.set(organizationId, now)
  ofOrganization.get(organizationId)?.clear()
}

/** Whether a reading is recent, and no job of this browser has moved since it began. */
export const isFresh = ({ readAt }: { readonly readAt: number }, organizationId: string, now: number = Date.now()): boolean =>
  now - readAt <= keptMs && readAt > (changes.get(organizationId) ?? -Infinity)
