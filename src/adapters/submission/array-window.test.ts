/** Two administrators on one user (W16), through the real proxy to the real simulator; and how long the window is into which nobody can see. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countStates, rowState, type Job } from '#domain/jobs/ledger.ts'
import { updatePayload } from '#domain/jobs/payload.ts'
import type { SystemUser } from '#domain/wire.ts'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { getJobResults, getSubmission, lease, registerSubmission, submitUsers } from '../jumpcloud/client.ts'
import { configureConnection, type Send } from '../jumpcloud/connection.ts'
import { headerOf } from '../storage/job-header.ts'
import type { StoredPayload } from '../storage/schema.ts'
import type { SubmitItem } from './engine-model.ts'
import { startEngine } from './engine.ts'
import { lookup, probe } from './lookup.ts'

let rollcall: TestRollcall
/** What reached JumpCloud, by organization. */
const seen = new Map<string, { readonly isSend: boolean; readonly from: number; readonly to: number }[]>()
const now = () => performance.now()

beforeAll(async () => {
  rollcall = await startTestRollcall()
  const send: Send = async (request) => {
    const from = now()
    const answer = await rollcall.send(request)
    const organization = request.headers['x-rollcall-organization'] ?? ''
    const isSend = request.method === 'PATCH'
    if (isSend || request.path.includes('systemusers')) seen.set(organization, [...(seen.get(organization) ?? []), { isSend, from, to: now() }])
    return answer
  }
  configureConnection({ send, token: rollcall.token })
})
afterAll(() => rollcall.stop())

const newOrganization = async (users: number, options: object = {}) =>
  (await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users, ...options })).organizationId
const usersOf = (organization: string) => rollcall.control<(SystemUser & { _id: string })[]>('GET', `/simulator/organizations/${organization}/users`)

/** A browser with one tab, whose waits are shorter by so much. */
function openBrowser(hurry: number) {
  const jobs = new Map<string, Job>()
  const payloads = new Map<string, readonly StoredPayload[]>()
  const engine = startEngine({
    client: { registerSubmission, submitUsers, lease, getSubmission, getJobResults, lookup, probe },
    store: {
      putJob: (job) => Promise.resolve(void jobs.set(job.id, job)),
      getJob: (id) => Promise.resolve(jobs.get(id) ?? null),
      listJobs: () => Promise.resolve([...jobs.values()].map(headerOf)),
      putPayloads: (_, batches) => Promise.resolve(batches.forEach((items, key) => payloads.set(key, items))),
      getPayloads: (key) => Promise.resolve(payloads.get(key) ?? []),
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / hurry)),
    alone: (_, task) => task(() => true),
  })
  const submit = (organizationId: string, items: readonly SubmitItem[]) =>
    engine.submitJob({
      tenant: { upstream: 'simulator', organizationId },
      organizationName: 'Acme',
      name: 'x.csv',
      purpose: 'update',
      items,
      suppressEmail: false,
      maxBytes: 8_000_000,
    })
  const isOver = () =>
    [...jobs.values()].every((job) => {
      const counts = countStates(job)
      return counts['not-sent'] + counts.sending + counts.pending + counts.succeeded === 0
    })
  return { jobs, submit, isOver }
}

const itemsOf = (users: readonly (SystemUser & { _id: string })[], field: string, text: string): SubmitItem[] =>
  users.map((user, index) => ({
    row: {
      key: user._id,
      line: index + 2,
      username: user.username ?? '',
      email: user.email ?? '',
      userId: user._id,
      outcome: null,
      message: null,
      status: null,
    },
    method: 'PATCH',
    payload: updatePayload(user, [{ field, before: '', after: text }]),
    user,
    readAt: Date.now(),
  }))

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const names = ({ attributes = [] }: SystemUser) => attributes.map(({ name, value }) => `${name ?? ''}=${String(value)}`)

/** Two jobs change different entries of the same users, and somebody adds others in the console, one after the other. */
async function interleave(random: () => number) {
  const organization = await newOrganization(2, { startMs: random() * 150, rate: 200 })
  const { jobs, submit, isOver } = openBrowser(80)
  const users = await usersOf(organization)
  const added: { readonly id: string; readonly entry: string; readonly from: number; readonly to: number }[] = []
  const edits = async () => {
    for (let nth = 0; nth < 4; nth += 1) {
      await wait(random() * 250)
      const [user] = (await usersOf(organization)).filter((_, index) => index === nth % 2)
      const from = now()
      // The console sends the list as it has just read it: what it overwrites by itself is no loss of ours.
      const attributes = [...(user?.attributes ?? []), { name: `console${nth}`, value: 'x' }]
      await rollcall.control('PATCH', `/simulator/organizations/${organization}/users/${user?._id ?? ''}`, { attributes })
      added.push({ id: user?._id ?? '', entry: `console${nth}=x`, from, to: now() })
    }
  }
  const editing = edits()
  await wait(random() * 100)
  await submit(organization, itemsOf(users, 'attributes.badge', 'B-1'))
  await wait(random() * 200)
  await submit(organization, itemsOf(users, 'attributes.desk', 'D-2'))
  await editing
  await expect.poll(isOver, { timeout: 20_000 }).toBe(true)
  return verdictOf(organization, [...jobs.values()], added)
}

async function verdictOf(organization: string, jobs: readonly Job[], added: readonly { id: string; entry: string; from: number; to: number }[]) {
  const present = new Map((await usersOf(organization)).map((user) => [user._id, names(user)]))
  const requests = seen.get(organization) ?? []
  const lost: string[] = []
  let green = 0
  jobs.forEach((job, nth) => {
    for (const batch of job.batches)
      for (const row of batch.rows) {
        if (rowState(batch, row) !== 'verified') continue
        green += 1
        const entry = nth === 0 ? 'badge=B-1' : 'desk=D-2'
        if (present.get(row.userId ?? '')?.includes(entry) !== true) lost.push(`${entry} behind green`)
      }
  })
  let inWindow = 0
  for (const { id, entry, to } of added) {
    if (present.get(id)?.includes(entry) === true) continue
    // Overwritten by a send whose last read began before the entry was there.
    const sends = requests.filter(({ isSend }) => isSend)
    const isExcused = sends.some((send) => {
      const read = requests.filter((each) => !each.isSend && each.to <= send.from).at(-1)
      return read !== undefined && read.from <= to
    })
    if (isExcused) inWindow += 1
    else lost.push(`${entry} of the console`)
  }
  return { lost, green, inWindow }
}

test('two jobs and the console on the same users at the same time: every green row is in the directory, and only the window loses', async () => {
  let state = 20_261_126
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const total = { lost: [] as string[], green: 0, inWindow: 0 }
  for (let round = 0; round < 4; round += 1)
    for (const verdict of await Promise.all(Array.from({ length: 10 }, () => interleave(random)))) {
      total.lost.push(...verdict.lost)
      total.green += verdict.green
      total.inWindow += verdict.inWindow
    }
  process.stdout.write(`two admins on the simulator: 40 interleavings, ${total.green} rows green, ${total.inWindow} changes inside the window\n`)
  expect(total.lost).toEqual([])
  expect(total.green).toBeGreaterThan(40)
}, 60_000)

test('lists are read again within seconds of their send, for one user and for a whole batch', async () => {
  const measured: string[] = []
  for (const count of [1, 100, 800]) {
    const organization = await newOrganization(count, { startMs: 50, rate: 5_000 })
    const { submit } = openBrowser(1)
    await submit(organization, itemsOf(await usersOf(organization), 'attributes.badge', 'B-1'))
    await expect.poll(() => seen.get(organization)?.some(({ isSend }) => isSend), { timeout: 20_000 }).toBe(true)
    const requests = seen.get(organization) ?? []
    const send = requests.find(({ isSend }) => isSend)
    const reads = requests.filter(({ isSend, to }) => !isSend && to <= (send?.from ?? 0))
    const ms = Math.round((send?.from ?? 0) - (reads[0]?.from ?? 0))
    measured.push(`${count}: ${reads.length} reads, ${ms} ms`)
    // At most two requests more per 100 users.
    expect(reads.length).toBeLessThanOrEqual(2 * Math.ceil(count / 100))
    expect(ms).toBeLessThan(4_000)
  }
  process.stdout.write(`from the first read to the send, by users of a batch: ${measured.join('; ')}\n`)
}, 60_000)
