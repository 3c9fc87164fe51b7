/** Takes turns with other jobs on the users that a job updates: claimed before they are read again, renewed while they are on their way, released after the read-back. */
import { counted } from '#domain/count.ts'
import { usersInFlight, usersOf } from '#domain/jobs/in-flight.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { maxUsersPerBatch } from '#domain/jobs/batches.ts'
import type { JobHeader } from '../storage/schema.ts'
import { sentenceOfStatus } from './answers.ts'
import type { EngineContext } from './context.ts'

/** Often enough for a lease of three minutes in a hidden tab, whose timers are late by a minute. */
export const renewMs = 30_000
/** How long a job waits before it asks again for users that another one has. */
const askAgainMs = 3_000

export interface JobLease {
  readonly claim: string
  readonly isHeld: () => boolean
  /** Keeps what is on its way, or about to be, and releases everything else. A proxy that is away is no hindrance: nothing is sent without `take`. */
  keep(job: Job, next: Batch | null): Promise<void>
  /** Reserves the users of a batch, all or none. Answers how long to wait before the next try, or null where it may be sent. */
  take(job: Job, batch: Batch): Promise<number | null>
  /** So much time has gone by. */
  passed(ms: number): Promise<void>
}

/** The users that the proxy has reserved for one job in one tab, as far as this tab knows. */
function startHolding({ client, newKey }: EngineContext['dependencies'], jobId: string) {
  const claim = newKey()
  const holder = { job: jobId, claim }
  const held = new Set<string>()
  /** Whether the ledger was asked which other jobs have users on their way, since the proxy last knew this claim. */
  let isChecked = false
  let sinceMs = 0

  const forget = () => {
    held.clear()
    isChecked = false
  }
  const claimUsers = async ({ tenant, name }: Job, users: readonly string[]) => {
    const { organizationId } = tenant
    const answer = await client.lease({ ...holder, do: 'claim', organizationId, name: name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200), users })
    sinceMs = 0
    if (answer.isNew) forget()
    if (answer.held) for (const id of users) held.add(id)
    return answer
  }
  const missing = (users: readonly string[]) => users.filter((id) => !held.has(id))
  return {
    claim,
    held,
    missing,
    claimUsers,
    claimBatches: async (job: Job, batches: readonly (readonly string[])[]) => {
      for (const users of batches) if (missing(users).length > 0) await claimUsers(job, users)
    },
    release: async ({ tenant: { organizationId } }: Job, users: readonly string[]) => {
      for (let from = 0; from < users.length; from += maxUsersPerBatch) {
        const some = users.slice(from, from + maxUsersPerBatch)
        await client.lease({ ...holder, do: 'release', organizationId, users: some })
        for (const id of some) held.delete(id)
      }
    },
    renewAfter: async (ms: number) => {
      sinceMs += ms
      if (held.size === 0 || sinceMs < renewMs) return
      sinceMs = 0
      const isKnown = await client.lease({ ...holder, do: 'renew' }).then(
        (answer) => answer.held,
        () => true,
      )
      if (!isKnown) forget()
    },
    isChecked: () => isChecked,
    setChecked: () => {
      isChecked = true
    },
  }
}

/** After a restart of the proxy, or a sleep, a job may have users on its way that nothing holds yet: the record of this browser knows. */
async function otherJobWith({ store }: EngineContext['dependencies'], job: Job, users: ReadonlySet<string>): Promise<Other | null> {
  const headers = await store.listJobs(job.tenant)
  for (const { id } of headers.filter((header) => header.id !== job.id && isOnItsWay(header))) {
    const other = await store.getJob(id)
    const inFlight = other === null ? [] : usersInFlight(other).flat()
    const shared = inFlight.filter((each) => users.has(each))
    if (other !== null && shared.length > 0) return { name: other.name, users: shared.length }
  }
  return null
}

interface Other {
  readonly name: string
  readonly users: number
}

/** One job in one tab; another tab that goes on with the job takes its users over. */
export function startLease({ dependencies, setStatus }: EngineContext, jobId: string): JobLease {
  const { claim, held, missing, claimUsers, claimBatches, release, renewAfter, isChecked, setChecked } = startHolding(dependencies, jobId)

  async function holderOf(job: Job, users: readonly string[]): Promise<Other | null> {
    // A claim that the proxy no longer knew begins again, with everything that is on its way.
    for (let round = 0; round < 2 && missing(users).length > 0; round += 1) {
      const { by } = await claimUsers(job, users)
      if (by !== null) return by
      await claimBatches(job, usersInFlight(job))
    }
    if (isChecked()) return null
    const other = await otherJobWith(dependencies, job, new Set(users))
    if (other === null) setChecked()
    else await release(job, users)
    return other
  }

  return {
    claim,
    isHeld: () => held.size > 0,
    async keep(job, next) {
      const going = usersInFlight(job)
      if (held.size === 0 && going.length === 0) return
      const wanted = new Set([...going.flat(), ...(next === null ? [] : usersOf(next))])
      try {
        await release(
          job,
          [...held].filter((id) => !wanted.has(id)),
        )
        await claimBatches(job, going)
      } catch {
        // Claimed again at the next step; what is not released expires.
      }
    },
    async take(job, batch) {
      const users = usersOf(batch)
      if (users.length === 0) return null
      try {
        const other = await holderOf(job, users)
        if (other === null) return null
        const same = other.users === 1 ? 'the same user' : `the same ${counted(other.users, 'user')}`
        setStatus(jobId, `Waiting for job “${other.name}”: it is updating ${same}.`)
        return askAgainMs
      } catch (error) {
        setStatus(jobId, `Nothing is being sent: the proxy cannot reserve the users of the request: ${sentenceOfStatus(error)} Trying again.`)
        return askAgainMs
      }
    },
    passed: renewAfter,
  }
}

/** Only such jobs are read in full. */
const isOnItsWay = ({ hasLooks, batches }: JobHeader): boolean =>
  hasLooks || batches.some(({ state }) => state === 'sending' || state === 'accepted' || state === 'unknown')
