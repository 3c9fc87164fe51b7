/** 100,000 users created and their results read in full: how many requests the real engine, client, proxy and simulator need. */
import { getJobResults, getSubmission, lease, registerSubmission, submitUsers } from '#adapters/jumpcloud/client.ts'
import { configureConnection } from '#adapters/jumpcloud/connection.ts'
import { headerOf } from '#adapters/storage/job-header.ts'
import type { StoredPayload } from '#adapters/storage/schema.ts'
import { startEngine } from '#adapters/submission/engine.ts'
import type { SubmitItem } from '#adapters/submission/engine-model.ts'
import { lookup, probe } from '#adapters/submission/lookup.ts'
import { countStates, type Job } from '#domain/jobs/ledger-model.ts'
import { startTestRollcall } from '../proxy/test-rollcall.ts'
import type { Figure } from './report.ts'

const userCount = 100_000
/** 125 sends of 800, and 1,000 pages of 100. */
const leastRequests = userCount / 800 + userCount / 100
/** The engine's waits pass this many times faster, and so do the simulator's jobs: 30 seconds are 3. */
const hurry = 10
const settleMs = 30_000

export async function measureVolume(): Promise<readonly Figure[]> {
  const rollcall = await startTestRollcall()
  let requests = 0
  configureConnection({
    send: (request) => {
      if (request.path.startsWith('/api/')) requests += 1
      return rollcall.send(request)
    },
    token: rollcall.token,
  })
  const { organizationId } = await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', {
    users: 0,
    startMs: 0,
    rate: (800 * 1000) / (settleMs / hurry),
  })
  const jobs = new Map<string, Job>()
  const payloads = new Map<string, readonly StoredPayload[]>()
  const engine = startEngine({
    client: { registerSubmission, submitUsers, lease, getSubmission, getJobResults, lookup, probe },
    store: {
      putJob: (job) => Promise.resolve(void jobs.set(job.id, job)),
      getJob: (id) => Promise.resolve(jobs.get(id) ?? null),
      listJobs: () => Promise.resolve([...jobs.values()].map(headerOf)),
      putPayloads: (_, batches) => {
        for (const [key, items] of batches) payloads.set(key, items)
        return Promise.resolve()
      },
      getPayloads: (key) => Promise.resolve(payloads.get(key) ?? []),
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / hurry)),
    alone: (_, task) => task(() => true),
  })
  await engine.submitJob({
    tenant: { upstream: 'simulator', organizationId },
    organizationName: 'Bench',
    name: 'volume',
    purpose: 'create',
    items: Array.from({ length: userCount }, (_, index) => itemOf(index)),
    suppressEmail: true,
    maxBytes: 900_000,
  })
  const [job] = jobs.values()
  const isOver = () => {
    const counts = countStates(jobs.get(job?.id ?? '') ?? { batches: [] })
    return counts['not-sent'] + counts.sending + counts.pending === 0
  }
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 100))
  const counts = countStates(jobs.get(job?.id ?? '') ?? { batches: [] })
  const log = await rollcall.control<{ users: { username: string }[] }[]>('GET', `/simulator/organizations/${organizationId}/log`)
  const sent = log.flatMap(({ users }) => users.map(({ username }) => username))
  await rollcall.stop()
  return [
    { name: 'jobs-100000-users-requests', value: requests, peer: leastRequests, bar: '<=1.5x' },
    { name: 'jobs-100000-users-lost-users', value: userCount - counts.succeeded, peer: null, bar: '<=0' },
    { name: 'jobs-100000-users-twice-users', value: sent.length - new Set(sent).size, peer: null, bar: '<=0' },
  ]
}

function itemOf(index: number): SubmitItem {
  const username = `person.${index}`
  const email = `${username}@acme.example`
  return {
    row: { key: `r${index}`, line: index + 2, username, email, userId: null, outcome: null, message: null, status: null },
    method: 'POST',
    payload: { username, email, firstname: 'Person', lastname: String(index), department: 'Sales', jobTitle: 'Representative' },
    user: null,
    readAt: 0,
  }
}
