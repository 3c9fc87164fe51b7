/** After a restart: which updates left before it, whose jobs may not have reserved their users again. */
import { randomUUID } from 'node:crypto'
import type { Submission } from './journal.ts'

/** As long as a page waits for a row that stays pending. */
const underWayMs = 60 * 60_000

export interface SentBefore {
  readonly key: string
  readonly organizationId: string
}

export interface Settling {
  /** Names this run of the proxy. */
  readonly run: string
  /** How long it takes yet. */
  readonly ms: number
  /** Submission keys of the updates that left before. */
  readonly keys: readonly string[]
}

/** What a claim says of the users it names. */
export interface Standing {
  readonly organizationId: string
  /** The job has sent these users already, and reserves them again. */
  readonly isOnItsWay: boolean
  /** The run of the proxy whose `settling` names no update that the page does not know. */
  readonly settled: string | null
}

/** Updates of earlier runs that JumpCloud may still be working on. `at` is the time of the journal. */
export const updatesUnderWay = (submissions: readonly Submission[], at: number): SentBefore[] =>
  submissions.flatMap(({ key, method, organizationId, state, status, sentAt }) => {
    const hasLeft = state === 'sent-without-answer' || (state === 'answered' && (status ?? 0) < 300)
    return method === 'PATCH' && hasLeft && organizationId !== null && (sentAt ?? 0) > at - underWayMs ? [{ key, organizationId }] : []
  })

/** Why a claim of new users has to wait; null where it need not. */
export function startSettling(now: () => number, forMs: number, sentBefore: readonly SentBefore[]): (claim: Standing) => Settling | null {
  const run = randomUUID()
  const until = now() + forMs
  return ({ organizationId, isOnItsWay, settled }) => {
    const ms = until - now()
    if (ms <= 0 || isOnItsWay || settled === run) return null
    const keys = sentBefore.filter((sent) => sent.organizationId === organizationId).map(({ key }) => key)
    return keys.length === 0 ? null : { run, ms, keys }
  }
}
