/** For tests: a job through the real engine, proxy and simulator, on a clock that runs as much faster for the engine as for the simulator. */
import { countStates, rowState, type StateCounts } from '#domain/jobs/ledger-model.ts'
import { nextStep } from '#domain/jobs/next-step.ts'
import type { SystemUser } from '#domain/wire.ts'
import { getJobResults, getSubmission, lease, listUsers, registerSubmission, submitUsers } from '../jumpcloud/client.ts'
import type { SubmitItem } from './engine-model.ts'
import { item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'
import { lookup } from './lookup.ts'

export type Stored = SystemUser & { readonly _id: string; readonly username: string; readonly email: string }

/** Asks the simulator's control route. */
type Control = <T>(method: string, path: string, body?: object) => Promise<T>

export interface Scenario {
  readonly settings?: object
  /** Times faster than the real clock. */
  readonly speed?: number
  readonly items: (users: readonly Stored[]) => readonly SubmitItem[]
  readonly maxBytes?: number
}

export const create = (email: string, payload: object = {}): SubmitItem => {
  const [name = ''] = email.split('@')
  const username = name.replaceAll(/[+-]/g, '.').slice(0, 30)
  return {
    ...item(username),
    row: { ...item(username).row, email },
    method: 'POST',
    payload: { username, email, department: 'Sales', ...payload },
    user: null,
  }
}

export const update = (user: Stored, payload: object): SubmitItem => ({
  ...item(user.username),
  row: { ...item(user.username).row, email: user.email, userId: user._id },
  payload: { id: user._id, ...payload },
  user,
})

const good = new Set(['succeeded', 'flagged', 'verified'])
const bad = new Set(['failed', 'refused', 'stopped'])

/** Runs to the end, and holds every create against the directory: a user counts as created exactly where the directory has them. */
export async function runScenario(ask: Control, { settings = {}, speed = 2_400, items, maxBytes }: Scenario) {
  await ask('POST', '/simulator/clock', { speed })
  const { organizationId } = await ask<{ organizationId: string }>('POST', '/simulator/organizations', { users: 20, rate: 100_000, startMs: 0 })
  const at = `/simulator/organizations/${organizationId}`
  const control = (change: object) => ask('PATCH', `${at}/settings`, change)
  const truth = () => ask<Stored[]>('GET', `${at}/users`)
  const before = await truth()
  await control(settings)
  const from = Date.now()
  const { dependencies, jobs } = surroundings({
    now: () => from + (Date.now() - from) * speed,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed)),
  })
  // The organization of the surroundings is a made-up one: every call goes to the real one.
  const engine = startEngine({
    ...dependencies,
    newKey: () => crypto.randomUUID(),
    client: {
      lease: (request) => lease(request.do === 'renew' ? request : { ...request, organizationId }),
      registerSubmission,
      getSubmission,
      submitUsers: (_, given) => submitUsers(organizationId, given),
      getJobResults: (_, ...given) => getJobResults(organizationId, ...given),
      lookup: (_, ...given) => lookup(organizationId, ...given),
      probe: async () => void (await listUsers(organizationId, { limit: 1, skip: 0 })),
    },
  })
  await submit(engine, items(before), maxBytes)
  /** Nothing is left to be done by itself: whatever is unknown now stays so until the administrator says something. */
  const ended = async (): Promise<void> => {
    for (const begun = Date.now(); nextStep(only(jobs)).kind !== 'done';) {
      if (Date.now() - begun > 25_000) throw new Error('The job did not end.')
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  await ended()
  const states = async (): Promise<Partial<StateCounts>> => {
    const there = new Set((await truth()).map(({ username }) => username))
    for (const batch of only(jobs).batches.filter(({ method }) => method === 'POST'))
      for (const row of batch.rows) {
        const state = rowState(batch, row)
        const isThere = there.has(row.username)
        if (isThere ? bad.has(state) : good.has(state)) throw new Error(`${row.username} is called ${state}, and is ${isThere ? '' : 'not '}in the directory`)
      }
    return Object.fromEntries(Object.entries(countStates(only(jobs))).filter(([, count]) => count > 0))
  }
  const log = await ask<{ users: unknown[] }[]>('GET', `${at}/log`)
  return {
    engine,
    job: () => only(jobs),
    rows: only(jobs).batches.flatMap(({ rows }) => rows),
    states,
    ended,
    control,
    sends: log.map(({ users }) => users.length),
  }
}
