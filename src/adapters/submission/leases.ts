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
  /** So much time has gone by: what the job has on its way is renewed, or reserved again where the proxy was started again. */
  passed(job: Job, ms: number): Promise<void>
}

/** The users that the proxy has reserved for one job in one tab, as far as this tab knows. */
function startHolding({ client, newKey }: EngineContext['dependencies'], jobId: string) {
  const claim = newKey()
  const holder = { job: jobId, claim }
  const held = new Set<string>()
  /** Whether the ledger was asked which other jobs have users on their way, since the proxy last knew this claim. */
  let isChecked = false
  /** The run of the proxy before which nothing left that this browser has no record of. */
  let settled: string | null = null
  let sinceMs = 0

  const forget = () => {
    held.clear()
    isChecked = false
  }
  const claimUsers = async ({ tenant, name }: Job, users: readonly string[], isOnItsWay: boolean) => {
    const claimed = { organizationId: tenant.organizationId, name: name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200), users }
    const answer = await client.lease({ ...holder, do: 'claim', ...claimed, isOnItsWay, settled })
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
    /** Reserves again what the job has on its way. */
    claimBatches: async (job: Job, batches: readonly (readonly string[])[]) => {
      for (const users of batches) if (missing(users).length > 0) await claimUsers(job, users, true)
    },
    release: async ({ tenant: { organizationId } }: Job, users: readonly string[]) => {
      for (let from = 0; from < users.length; from += maxUsersPerBatch) {
        const some = users.slice(from, from + maxUsersPerBatch)
        await client.lease({ ...holder, do: 'release', organizationId, users: some })
        for (const id of some) held.delete(id)
      }
    },
    /** Answers whether the proxy still knows the claim. */
    renewAfter: async (ms: number): Promise<boolean> => {
      sinceMs += ms
      if (held.size === 0 || sinceMs < renewMs) return true
      sinceMs = 0
      const isKnown = await client.lease({ ...holder, do: 'renew' }).then(
        (answer) => answer.held,
        () => true,
      )
      if (!isKnown) forget()
      return isKnown
    },
    setSettled: (run: string) => {
      settled = run
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

/** Whether every update that left before the proxy was started is one of this browser's, whose record says which users it has on its way. */
async function knowsAll({ store }: EngineContext['dependencies'], job: Job, keys: readonly string[]): Promise<boolean> {
  const known = new Set((await store.listJobs(job.tenant)).flatMap(({ batches }) => batches.map(({ key }) => key)))
  return keys.every((key) => known.has(key))
}

function sentenceOf({ name, users }: Other): string {
  const same = users === 1 ? 'the same user' : `the same ${counted(users, 'user')}`
  return `Waiting for job “${name}”: it is updating ${same}.`
}

const settlingSentence = (ms: number): string =>
  `Waiting up to ${counted(Math.ceil(ms / 60_000), 'minute')}: the proxy was started again, and a job in another browser may still be updating the same users.`

/** One job in one tab; another tab that goes on with the job takes its users over. */
export function startLease({ dependencies, setStatus }: EngineContext, jobId: string): JobLease {
  const { claim, held, missing, claimUsers, claimBatches, release, renewAfter, isChecked, setChecked, setSettled } = startHolding(dependencies, jobId)

  /** What the job has to wait for before these users are reserved for it; null where they are. */
  async function reasonToWait(job: Job, users: readonly string[]): Promise<string | null> {
    // A claim that the proxy no longer knew begins again, with everything that is on its way.
    for (let round = 0; round < 3 && missing(users).length > 0; round += 1) {
      const { by, settling } = await claimUsers(job, users, false)
      if (by !== null) return sentenceOf(by)
      await claimBatches(job, usersInFlight(job))
      if (settling === null) continue
      if (!(await knowsAll(dependencies, job, settling.keys))) return settlingSentence(settling.ms)
      setSettled(settling.run)
    }
    if (isChecked()) return null
    const other = await otherJobWith(dependencies, job, new Set(users))
    if (other === null) setChecked()
    else await release(job, users)
    return other === null ? null : sentenceOf(other)
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
        const reason = await reasonToWait(job, users)
        if (reason === null) return null
        setStatus(jobId, reason)
        return askAgainMs
      } catch (error) {
        setStatus(jobId, `Nothing is being sent: the proxy cannot reserve the users of the request: ${sentenceOfStatus(error)} Trying again.`)
        return askAgainMs
      }
    },
    async passed(job, ms) {
      if (!(await renewAfter(ms))) await claimBatches(job, usersInFlight(job)).catch(() => undefined)
    },
  }
}

/** Only such jobs are read in full. */
const isOnItsWay = ({ hasLooks, batches }: JobHeader): boolean =>
  hasLooks || batches.some(({ state }) => state === 'sending' || state === 'accepted' || state === 'unknown')
