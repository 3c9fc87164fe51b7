/** Notes how users stood when they were edited on the Users screen, so that the review flags what others have changed since. */
import type { SeenUser } from '#domain/plan/drift.ts'
import { getSeen, putSeen } from '../storage/seen.ts'

const retryMs = 250
const tries = 40
const waiting = new Map<string, Promise<void>>()

/** What was noted first stays. One draft after the other; a draft that is not stored yet is waited for. */
export function noteSeen(draft: string, users: ReadonlyMap<string, SeenUser>): Promise<void> {
  const before = waiting.get(draft) ?? Promise.resolve()
  const mine = before.then(async () => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const seen = await getSeen(draft)
      for (const [id, user] of users) seen.set(id, { ...user, ...seen.get(id) })
      if (await putSeen(draft, seen)) return
      await new Promise<void>((resolve) => setTimeout(resolve, retryMs))
    }
  })
  // Where it cannot be stored, the review compares from its own first read on.
  waiting.set(
    draft,
    mine.catch(() => undefined),
  )
  return waiting.get(draft) ?? mine
}

export const seenNoted = (draft: string): Promise<void> => waiting.get(draft) ?? Promise.resolve()
