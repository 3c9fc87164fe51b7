/** Cuts at every byte that matters, through the real proxy and the real simulator on real ports. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestRollcall, type TestRollcall } from '../proxy/test-rollcall.ts'
import { startSimulator, type Simulator } from '../proxy/simulator/server.ts'
import { rowState } from '../src/domain/jobs/ledger-model.ts'
import type { Job } from '../src/domain/jobs/ledger-model.ts'
import { getJobResults, getSubmission, lease, registerSubmission, submitUsers } from '../src/adapters/jumpcloud/client.ts'
import { configureConnection } from '../src/adapters/jumpcloud/connection.ts'
import { headerOf } from '../src/adapters/storage/job-header.ts'
import type { StoredPayload } from '../src/adapters/storage/schema.ts'
import { startEngine } from '../src/adapters/submission/engine.ts'
import type { SubmitItem } from '../src/adapters/submission/engine-model.ts'
import { lookup, probe } from '../src/adapters/submission/lookup.ts'
import type { Verdict } from './oracle.ts'
import { Wire, type Cut } from './wire.ts'

export interface WireCase {
  readonly name: string
  run(): Promise<Verdict>
}

/** The engine's seconds pass this many times faster; bytes do not. */
const hurry = 400

const requestCuts: readonly Cut['request'][] = [0, 1, 40, '25%', '50%', '75%', '99%']
const responseCuts: readonly Cut['response'][] = [0, 1, 16, '25%', '50%', '75%', '99%']
const ends: readonly Cut['end'][] = ['reset', 'close']
/** What the simulator does by itself to the next send, an error after it accepted among it (W8). */
const armed = [
  'rate-limit',
  'rate-limit-silent',
  'error-before',
  'error-after',
  'cut-before',
  'cut-after',
  'html-after',
  'no-job-id',
  'refuse-request',
  'shuffle',
] as const

interface Stage {
  readonly rollcall: TestRollcall
  readonly simulator: Simulator
  readonly wire: Wire
}

export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-wire-'))
  const simulator = await startSimulator({ port: 0, users: 20, rate: 10_000 })
  const wire = new Wire(simulator.port)
  await wire.listen()
  const rollcall = await startTestRollcall({
    ROLLCALL_DATA_DIR: dataDir,
    JUMPCLOUD_API_KEY: simulator.apiKey,
    JUMPCLOUD_API_URL: `http://127.0.0.1:${wire.port}`,
  })
  configureConnection({ send: (request) => rollcall.send(request), token: rollcall.token })
  return {
    rollcall,
    simulator,
    wire,
    async close() {
      await rollcall.stop()
      await wire.close()
      await simulator.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export function wireCases(stage: Stage): WireCase[] {
  const cuts: (readonly [string, Cut])[] = [
    ...requestCuts.flatMap((request) => ends.map((end) => [`request ${end} after ${request}`, { request, response: 0, end }] as const)),
    ...responseCuts.flatMap((response) => ends.map((end) => [`answer ${end} after ${response}`, { request: '100%', response, end }] as const)),
    ['answer whole, then a reset', { request: '100%', response: '100%', end: 'reset' }],
    ['answer half a second late', { request: '100%', response: '100%', end: 'close', delayMs: 500 }],
  ]
  return [
    ...cuts.flatMap(([name, cut]) =>
      (['POST', 'PATCH'] as const).map((method) => ({
        name: `${method}: ${name}`,
        run: () => runOnWire(stage, method, (organizationId) => Promise.resolve(stage.wire.arm(organizationId, cut))),
      })),
    ),
    ...armed.map((kind) => ({
      name: `POST: the upstream's own ${kind}`,
      run: () =>
        runOnWire(stage, 'POST', (organizationId) =>
          control(stage, 'POST', `/simulator/organizations/${organizationId}/faults`, { kind }).then(() => undefined),
        ),
    })),
  ]
}

async function control<T>({ simulator }: Stage, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}

interface LogEntry {
  readonly users: readonly { readonly username?: string; readonly id?: string }[]
}

async function runOnWire(stage: Stage, method: 'POST' | 'PATCH', arm: (organizationId: string) => Promise<void>): Promise<Verdict> {
  const { organizationId } = await control<{ organizationId: string }>(stage, 'POST', '/simulator/organizations', { users: 6, rate: 10_000, startMs: 5 })
  const users = await control<{ _id: string; username: string; email: string; department: string }[]>(
    stage,
    'GET',
    `/simulator/organizations/${organizationId}/users`,
  )
  const items = users.slice(0, 4).map((user, index): SubmitItem => {
    const row = { key: `p${index}`, line: index, outcome: null, message: null, status: null }
    return method === 'PATCH'
      ? {
          row: { ...row, username: user.username, email: user.email, userId: user._id },
          method,
          payload: { id: user._id, department: 'Harness' },
          user: { _id: user._id, department: user.department },
          readAt: Date.now(),
        }
      : {
          row: { ...row, username: `new.${index}`, email: `new.${index}@acme.example`, userId: null },
          method,
          payload: { username: `new.${index}`, email: `new.${index}@acme.example` },
          user: null,
          readAt: 0,
        }
  })
  await arm(organizationId)
  const jobs = new Map<string, Job>()
  const payloads = new Map<string, readonly StoredPayload[]>()
  const isOver = () =>
    [...jobs.values()].every((job) =>
      job.batches.every(
        ({ state, look, rows }) =>
          !['prepared', 'sending', 'accepted'].includes(state) && (look?.isQuiet === true || !rows.some((row) => rowState({ state, look }, row) === 'unknown')),
      ),
    )
  const engine = startEngine({
    client: { registerSubmission, submitUsers, lease, getSubmission, getJobResults, lookup, probe },
    store: {
      putJob: (job) => Promise.resolve(void jobs.set(job.id, job)),
      getJob: (id) => Promise.resolve(jobs.get(id) ?? null),
      listJobs: () => Promise.resolve([...jobs.values()].map(headerOf)),
      putPayloads: (_, batches) => {
        for (const [key, each] of batches) payloads.set(key, each)
        return Promise.resolve()
      },
      getPayloads: (key) => Promise.resolve(payloads.get(key) ?? []),
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / hurry)),
    alone: (_, task) => task(() => true),
  })
  await engine.submitJob({
    tenant: { upstream: 'other', organizationId },
    organizationName: 'Harness',
    name: 'wire',
    purpose: 'both',
    items,
    suppressEmail: false,
    maxBytes: 100_000,
  })
  const deadline = Date.now() + 20_000
  while (!isOver() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
  const log = await control<LogEntry[]>(stage, 'GET', `/simulator/organizations/${organizationId}/log`)
  const present = await control<{ _id: string; username: string; department?: string }[]>(stage, 'GET', `/simulator/organizations/${organizationId}/users`)
  return verdictOf(items, [...jobs.values()], isOver(), log, present)
}

function verdictOf(
  items: readonly SubmitItem[],
  jobs: readonly Job[],
  isOver: boolean,
  log: readonly LogEntry[],
  present: readonly { _id: string; username: string; department?: string }[],
): Verdict {
  const found = { lost: isOver ? 0 : 1, twice: 0, wrong: 0, reasons: isOver ? [] : ['lost: the engine never came to rest'] }
  const states: Record<string, number> = {}
  for (const { row, method } of items) {
    const place = jobs.flatMap(({ batches }) =>
      batches.flatMap((batch) => batch.rows.filter(({ key }) => key === row.key).map((each) => ({ batch, row: each }))),
    )[0]
    const state = place === undefined ? 'nowhere' : rowState(place.batch, place.row)
    states[state] = (states[state] ?? 0) + 1
    const accepted = log.flatMap(({ users }) => users).filter((user) => (method === 'POST' ? user.username === row.username : user.id === row.userId)).length
    const applied = present.some((user) => (method === 'POST' ? user.username === row.username : user._id === row.userId && user.department === 'Harness'))
    if (accepted > 1) found.twice += 1
    const right: Readonly<Record<string, boolean>> = { succeeded: applied, verified: applied, unknown: !applied, refused: accepted === 0 }
    const isRight = right[state] ?? false
    if (!isRight) {
      found.wrong += 1
      found.reasons.push(`wrong: ${row.key} is ${state}; accepted ${accepted} times, ${applied ? 'applied' : 'not applied'}`)
    }
  }
  return { ...found, requests: log.length, states }
}
