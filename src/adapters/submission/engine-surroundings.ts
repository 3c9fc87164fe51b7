/** What tests of the engine run it in: a ledger and a JumpCloud in memory. */
import { countStates, type Job } from '#domain/jobs/ledger.ts'
import type { SystemUser, WireWorkResult } from '#domain/wire.ts'
import type { Submission } from '../jumpcloud/decode.ts'
import { ApiError, type ApiErrorKind } from '../jumpcloud/errors.ts'
import { headerOf } from '../storage/job-header.ts'
import type { StoredPayload } from '../storage/schema.ts'
import type { EngineDependencies, SubmitItem } from './engine-model.ts'
import type { startEngine } from './engine.ts'

export const tenant = { upstream: 'simulator', organizationId: 'a'.repeat(24) } as const
export const item = (name: string, readAt = 0): SubmitItem => ({
  row: { key: name, line: 2, username: name, email: '', userId: null, outcome: null, message: null, status: null },
  method: 'PATCH',
  payload: { id: 'c'.repeat(24), username: name },
  user: { id: 'c'.repeat(24) },
  readAt,
})

interface Changes extends Partial<EngineDependencies> {
  readonly send?: (key: string, attempt: number) => string
  readonly known?: (key: string) => Partial<Submission>
  /** Who is in the directory, for those who are looked up. */
  readonly directory?: (ids: readonly string[]) => readonly SystemUser[]
}
/** Surroundings in which time passes only when somebody sleeps. */
export function surroundings(changes: Changes = {}) {
  let clock = 1_000_000
  let keys = 0
  const jobs = new Map<string, Job>()
  const payloads = new Map<string, readonly StoredPayload[]>()
  const sends: string[] = []
  const bodies: string[] = []
  const dependencies: Pick<EngineDependencies, 'client' | 'store'> & Partial<EngineDependencies> = {
    client: {
      registerSubmission: () => Promise.resolve({ journal: 'journal-1', tryAt: 1 }),
      submitUsers: (_, { key, body }) => {
        // Rule 6: what is about to be sent is stored as such before it is.
        const batch = [...jobs.values()].flatMap(({ batches }) => batches).find((each) => each.key === key)
        if (batch?.state !== 'sending') throw new Error('Rule 6: a batch was sent before its intent was stored.')
        sends.push(key)
        bodies.push(body)
        const answer = changes.send?.(key, sends.filter((each) => each === key).length) ?? String(sends.length).padStart(24, '0')
        return /^[0-9a-f]{24}$/.test(answer)
          ? Promise.resolve({ jobId: answer })
          : Promise.reject(new ApiError(answer as ApiErrorKind, `it was ${answer}`, { status: 500 }))
      },
      lease: () => Promise.resolve({ held: true, isNew: false, by: null, settling: null }),
      getSubmission: (key) =>
        Promise.resolve({
          key,
          state: 'registered',
          running: false,
          journal: 'journal-1',
          tryAt: 1,
          isThisRun: true,
          method: null,
          organizationId: null,
          upstream: 'simulator',
          users: null,
          sentAt: null,
          answeredAt: null,
          status: null,
          jobId: null,
          ...changes.known?.(key),
        }),
      getJobResults: (_, jobId, { limit, skip }) => Promise.resolve(results(jobId).slice(skip, skip + limit)),
      probe: () => Promise.resolve(),
      lookup: (_, { ids }) => Promise.resolve(changes.directory?.(ids) ?? []),
    },
    store: {
      putJob: (job, version) => {
        if ((jobs.get(job.id)?.version ?? null) !== version) return Promise.reject(Object.assign(new Error('stale'), { name: 'StaleJobError' }))
        jobs.set(job.id, structuredClone(job))
        return Promise.resolve()
      },
      getJob: (id) => Promise.resolve(jobs.get(id) ?? null),
      listJobs: () => Promise.resolve([...jobs.values()].map(headerOf)),
      putPayloads: (_, batches) => {
        for (const [key, items] of batches) payloads.set(key, structuredClone(items))
        return Promise.resolve()
      },
      getPayloads: (key) => Promise.resolve(payloads.get(key) ?? []),
    },
    now: () => clock,
    sleep: (ms) => {
      clock += ms
      return new Promise((resolve) => setImmediate(resolve))
    },
    random: () => 0.5,
    newKey: () => `key-${(keys += 1)}`,
    alone: (_, task) => task(() => true),
    ...changes,
  }
  const results = (jobId: string): WireWorkResult[] =>
    [...jobs.values()].flatMap(({ batches }) =>
      batches
        .filter((batch) => batch.jobId === jobId)
        .flatMap(({ rows }) => rows.map(({ username }) => ({ status: 'finished', meta: { systemUser: { username } } }))),
    )
  return { dependencies, jobs, payloads, sends, bodies, now: () => clock }
}

export const submit = (engine: ReturnType<typeof startEngine>, items: readonly SubmitItem[], maxBytes = 1_000_000) =>
  engine.submitJob({ tenant, organizationName: 'Acme', name: 'x.csv', purpose: 'update', items, suppressEmail: false, maxBytes })
export const only = (jobs: Map<string, Job>): Job => {
  const [job] = jobs.values()
  if (job === undefined) throw new Error('no job')
  return job
}
export const isSettled = (jobs: Map<string, Job>) => {
  const { 'not-sent': waiting, sending, pending } = countStates(only(jobs))
  return waiting + sending + pending === 0
}
