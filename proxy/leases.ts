/**
 * Which job may change which users right now: jobs of this Rollcall take turns on a user. In memory: after a restart each job claims again what it has on
 * its way, and until all of them have had the time for it no job gets users that an update sent before may still change.
 */
import { refuse, RefusalError } from './refusal.ts'
import { startSettling, type SentBefore, type Settling, type Standing } from './settling.ts'

/** Browsers wake hidden tabs once a minute at least, so that a tab that lives renews in time. */
export const leaseMs = 180_000
/** More than all jobs have together: a page that went wrong does not fill the memory. */
const mostUsers = 1_000_000

export interface LeaseHolder {
  readonly job: string
  /** Which tab's turn at the job it is: a new one takes over from the old. */
  readonly claim: string
}

export interface LeaseClaim extends LeaseHolder, Standing {
  /** What a waiting job calls this one. */
  readonly name: string
  readonly users: readonly string[]
}

export interface LeaseAnswer {
  readonly held: boolean
  /** The claim was not known before: it is the first one, it has expired, or the proxy was started again. */
  readonly isNew: boolean
  /** Who has users of the claim, and how many of them; null where it is held. */
  readonly by: { readonly job: string; readonly name: string; readonly users: number } | null
  /** Why the users are not held although no job has them; null otherwise. */
  readonly settling: Settling | null
}

export interface Leases {
  /** All of the users or none, beside those that the job has already. The same claim again changes nothing but its time. */
  readonly claim: (claim: LeaseClaim) => LeaseAnswer
  readonly renew: (holder: LeaseHolder) => LeaseAnswer
  readonly release: (holder: LeaseHolder & Pick<LeaseClaim, 'organizationId' | 'users'>) => LeaseAnswer
  /** Whether every one of these users is held under a claim that is not over. */
  readonly covers: (claim: string, organizationId: string, users: readonly string[]) => boolean
}

interface Held {
  readonly job: string
  readonly name: string
  readonly users: Set<string>
  until: number
  /** Another tab has the job now: what it has not claimed for itself yet stays held until it expires, and nothing goes out under this claim. */
  isOver: boolean
}

interface LeaseOptions {
  /** Milliseconds; never goes back. */
  readonly now?: () => number
  readonly most?: number
  readonly sentBefore?: readonly SentBefore[]
}

export function openLeases({ now = () => performance.now(), most = mostUsers, sentBefore = [] }: LeaseOptions = {}): Leases {
  // A tab that lives has claimed again by then, as it would have renewed.
  const settlingFor = startSettling(now, leaseMs, sentBefore)
  const claims = new Map<string, Held>()
  /** Under which claim a user is. */
  const claimOf = new Map<string, string>()
  const holderOf = (place: string): Held | undefined => claims.get(claimOf.get(place) ?? '')
  const placesOf = (organizationId: string, users: readonly string[]) => users.map((id) => `${organizationId} ${id}`)

  /** What has expired is gone, whether or not another job wants it. */
  function sweep() {
    for (const [claim, { until, users }] of claims) {
      if (until > now()) continue
      for (const place of users) claimOf.delete(place)
      claims.delete(claim)
    }
  }
  const knownTo = ({ job, claim }: LeaseHolder): Held | undefined => {
    sweep()
    const held = claims.get(claim)
    return held?.job === job && !held.isOver ? held : undefined
  }
  function opened({ job, claim, name }: LeaseClaim): Held {
    for (const each of claims.values()) if (each.job === job) each.isOver = true
    // A tab that was taken over from and claims once more starts over: what it had goes on to its end beside that.
    const before = claims.get(claim)
    if (before !== undefined) {
      const aside = `${claim} before`
      claims.set(aside, { ...before, users: new Set([...(claims.get(aside)?.users ?? []), ...before.users]) })
      for (const place of before.users) claimOf.set(place, aside)
    }
    const held: Held = { job, name, users: new Set(), until: 0, isOver: false }
    claims.set(claim, held)
    return held
  }
  const plain = (held: Held | undefined): LeaseAnswer => ({ held: held !== undefined, isNew: held === undefined, by: null, settling: null })

  return {
    claim(claim) {
      const known = knownTo(claim)
      const places = placesOf(claim.organizationId, claim.users)
      const others = places.flatMap((place) => holderOf(place) ?? []).filter(({ job }) => job !== claim.job)
      const [first] = others
      const isNew = known === undefined
      if (first !== undefined)
        return { held: false, isNew, by: { job: first.job, name: first.name, users: others.filter(({ job }) => job === first.job).length }, settling: null }
      const settling = places.every((place) => holderOf(place)?.job === claim.job) ? null : settlingFor(claim)
      if (settling !== null) return { held: false, isNew, by: null, settling }
      if (claimOf.size + places.length > most) throw new RefusalError(refuse('busy', 'Too many users are being updated at once.'))
      const held = known ?? opened(claim)
      held.until = now() + leaseMs
      for (const place of places) {
        holderOf(place)?.users.delete(place)
        held.users.add(place)
        claimOf.set(place, claim.claim)
      }
      return { held: true, isNew, by: null, settling: null }
    },
    renew(holder) {
      const held = knownTo(holder)
      if (held !== undefined) held.until = now() + leaseMs
      return plain(held)
    },
    release({ organizationId, users, ...holder }) {
      const held = knownTo(holder)
      for (const place of placesOf(organizationId, users)) if (held?.users.delete(place) === true) claimOf.delete(place)
      return plain(held)
    },
    covers(claim, organizationId, users) {
      sweep()
      const held = claims.get(claim)
      return held !== undefined && !held.isOver && placesOf(organizationId, users).every((place) => held.users.has(place))
    },
  }
}
