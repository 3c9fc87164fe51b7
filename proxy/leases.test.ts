/** Jobs take turns on a user: all users of a batch or none, for as long as the job lives, and what goes out is held to it. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaseMs, openLeases } from './leases.ts'
import type { Submission } from './journal.ts'
import { updatesUnderWay, type SentBefore } from './settling.ts'
import { startTestRollcall, type TestRollcall } from './test-rollcall.ts'

const organizationId = 'ab'.repeat(12)
const [ana, ben, cleo] = ['a', 'b', 'c'].map((digit) => digit.repeat(24)) as [string, string, string]
const claimOf = (job: string, users: readonly string[], tab = '1') => ({
  job: `job-${job}`,
  claim: `claim-${job}-${tab}`,
  organizationId,
  name: `${job}.csv`,
  users,
  isOnItsWay: false,
  settled: null as string | null,
})
const holder = (job: string, tab = '1') => ({ job: `job-${job}`, claim: `claim-${job}-${tab}` })

function leases(sentBefore: readonly SentBefore[] = []) {
  let time = 0
  return { leases: openLeases({ now: () => time, sentBefore }), pass: (ms: number) => void (time += ms) }
}

test('a batch gets all of its users or none, and the other job is named with how many users it shares', () => {
  const {
    leases: { claim, covers },
  } = leases()
  expect(claim(claimOf('one', [ana, ben]))).toEqual({ held: true, isNew: true, by: null, settling: null })
  expect(claim(claimOf('two', [cleo, ben, ana]))).toEqual({ held: false, isNew: true, by: { job: 'job-one', name: 'one.csv', users: 2 }, settling: null })
  expect(covers('claim-two-1', organizationId, [cleo])).toBe(false)
  // What the other did not get is free for a third.
  expect(claim(claimOf('three', [cleo])).held).toBe(true)
})

test('the same claim twice changes nothing, and a job adds batch after batch', () => {
  const {
    leases: { claim, covers, release },
  } = leases()
  claim(claimOf('one', [ana]))
  expect(claim(claimOf('one', [ana]))).toEqual({ held: true, isNew: false, by: null, settling: null })
  claim(claimOf('one', [ben]))
  expect(covers('claim-one-1', organizationId, [ana, ben])).toBe(true)
  const ended = { ...holder('one'), organizationId, users: [ana] }
  release(ended)
  expect([release(ended).held, covers('claim-one-1', organizationId, [ana]), claim(claimOf('two', [ana])).held]).toEqual([true, false, true])
})

test('a user of another organization is another user', () => {
  const {
    leases: { claim },
  } = leases()
  claim(claimOf('one', [ana]))
  expect(claim({ ...claimOf('two', [ana]), organizationId: 'cd'.repeat(12) }).held).toBe(true)
})

test('W17: a dead tab keeps its users for three minutes and no longer; one that renews keeps them', () => {
  const {
    leases: { claim, renew, covers },
    pass,
  } = leases()
  claim(claimOf('dead', [ana]))
  claim(claimOf('alive', [ben]))
  for (let waited = 0; waited < leaseMs - 1; waited += 60_000) {
    pass(Math.min(60_000, leaseMs - 1 - waited))
    expect([claim(claimOf('two', [ana])).held, renew(holder('alive')).held]).toEqual([false, true])
  }
  pass(1)
  expect([claim(claimOf('two', [ana])).held, claim(claimOf('three', [ben])).held]).toEqual([true, false])
  // Whoever comes back late is told that it begins again.
  expect([renew(holder('dead')), covers('claim-dead-1', organizationId, [ana])]).toEqual([{ held: false, isNew: true, by: null, settling: null }, false])
})

test('another tab of the job takes over at once: the old one neither sends nor renews, and nobody slips in between', () => {
  const {
    leases: { claim, renew, release, covers },
    pass,
  } = leases()
  claim(claimOf('one', [ana, ben]))
  pass(60_000)
  expect(claim(claimOf('one', [ana], '2'))).toEqual({ held: true, isNew: true, by: null, settling: null })
  expect([renew(holder('one')).held, covers('claim-one-1', organizationId, [ana]), covers('claim-one-1', organizationId, [ben])]).toEqual([false, false, false])
  // What the new tab has not claimed yet is still the job's, and the old tab frees nothing of it.
  release({ ...holder('one'), organizationId, users: [ana, ben] })
  expect([claim(claimOf('two', [ben])).held, claim(claimOf('two', [ana])).held]).toEqual([false, false])
  pass(leaseMs - 60_000)
  expect([claim(claimOf('two', [ben])).held, claim(claimOf('two', [ana])).held]).toEqual([true, false])
})

const sentOne = { key: 'key-one', organizationId }

test('W18: after a restart users are given out once every job that was under way has had the time to claim its own again', () => {
  const {
    leases: { claim },
    pass,
  } = leases([sentOne, { key: 'key-two', organizationId: 'cd'.repeat(12) }])
  const first = claim(claimOf('one', [ana]))
  expect(first).toMatchObject({ held: false, by: null, settling: { ms: leaseMs, keys: ['key-one'] } })
  // What was sent before is reserved again at once, and others wait for that job by name.
  expect(claim({ ...claimOf('two', [ben]), isOnItsWay: true }).held).toBe(true)
  expect(claim(claimOf('one', [ben])).by?.name).toBe('two.csv')
  pass(leaseMs - 1)
  expect(claim(claimOf('one', [ana]))).toMatchObject({ held: false, settling: { ms: 1 } })
  pass(1)
  expect([claim(claimOf('one', [ana])).held, claim(claimOf('one', [ben])).held]).toEqual([true, true])
})

test('a page that knows all updates that left before does not wait, until the next restart', () => {
  const { claim } = leases([sentOne]).leases
  const settled = claim(claimOf('one', [ana])).settling?.run ?? ''
  expect([claim({ ...claimOf('one', [ana]), settled }).held, claim({ ...claimOf('one', [ben]), settled }).held]).toEqual([true, true])
  expect(claim(claimOf('one', [ana])).held).toBe(true)
  expect(leases([sentOne]).leases.claim({ ...claimOf('one', [ana]), settled }).settling?.keys).toEqual(['key-one'])
})

test('where no update left before nobody waits', () => {
  expect(leases().leases.claim(claimOf('one', [ana])).held).toBe(true)
  expect(leases([{ key: 'key-one', organizationId: 'cd'.repeat(12) }]).leases.claim(claimOf('one', [ana])).held).toBe(true)
})

test.each<[string, Partial<Submission>, boolean]>([
  ['an update that JumpCloud took', { state: 'answered', status: 200 }, true],
  ['an update whose answer was lost', { state: 'sent-without-answer' }, true],
  ['an update that JumpCloud refused', { state: 'answered', status: 400 }, false],
  ['an update that proved to be not taken', { state: 'not-accepted' }, false],
  ['an update that never left', { state: 'registered', sentAt: null }, false],
  ['a creation', { state: 'answered', status: 200, method: 'POST' }, false],
  ['an update of yesterday', { state: 'answered', status: 200, sentAt: -24 * 3_600_000 }, false],
])('after a restart others wait for what may still be under way: %s', (_, facts, isUnderWay) => {
  const submission = { key: 'key-one', method: 'PATCH', organizationId, state: 'answered', status: null, sentAt: 1_000, ...facts } as Submission
  expect(updatesUnderWay([submission], 60_000)).toEqual(isUnderWay ? [sentOne] : [])
})

test('a page that went wrong does not fill the memory', () => {
  const { claim } = openLeases({ now: () => 0, most: 2 })
  claim(claimOf('one', [ana, ben]))
  expect(() => claim(claimOf('two', [cleo]))).toThrow('Too many users are being updated at once.')
})

const act = fc.record({
  what: fc.constantFrom('claim', 'claim', 'claim', 'renew', 'release', 'pass'),
  job: fc.constantFrom('one', 'two', 'three'),
  tab: fc.constantFrom('1', '2'),
  users: fc.uniqueArray(fc.constantFrom('ana', 'ben', 'cleo', 'dan'), { minLength: 1 }),
  ms: fc.constantFrom(1_000, 60_000, leaseMs - 1, leaseMs),
})

test('whatever jobs, tabs and time do, a user is never held by two jobs, and a claim is refused exactly where another job that lives has a user of it', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const { leases: opened, pass } = leases()
      let time = 0
      /** The same rule, told user by user. */
      const held = new Map<string, { job: string; claim: string; until: number }>()
      const current = new Map<string, string>()
      const isLive = (user: string) => (held.get(user)?.until ?? 0) > time
      for (const { what, job, tab, users, ms } of acts) {
        const mine = claimOf(job, users, tab)
        const isMine = (user: string) => held.get(user)?.claim === mine.claim && isLive(user)
        const renewed = () => held.forEach((each, user) => isMine(user) && held.set(user, { ...each, until: time + leaseMs }))
        if (what === 'pass') {
          pass(ms)
          time += ms
        } else if (what === 'claim') {
          const isFree = users.every((user) => !isLive(user) || held.get(user)?.job === mine.job)
          const answer = opened.claim(mine)
          expect([answer.held, answer.by === null]).toEqual([isFree, isFree])
          if (!isFree) continue
          if (!answer.isNew) renewed()
          // What a claim had before it started over belongs to its job still, and to no claim that sends.
          else held.forEach((each, user) => each.claim === mine.claim && held.set(user, { ...each, claim: 'before' }))
          current.set(mine.job, mine.claim)
          for (const user of users) held.set(user, { job: mine.job, claim: mine.claim, until: time + leaseMs })
        } else if (what === 'renew') {
          if (opened.renew(mine).held) renewed()
        } else if (opened.release(mine).held) for (const user of users) if (isMine(user)) held.delete(user)
        for (const user of ['ana', 'ben', 'cleo', 'dan']) {
          const holders = ['one', 'two', 'three'].flatMap((name) => ['1', '2'].filter((nth) => opened.covers(`claim-${name}-${nth}`, organizationId, [user])))
          expect(holders.length).toBeLessThanOrEqual(1)
          const by = held.get(user)
          if (by !== undefined && isLive(user) && current.get(by.job) === by.claim) expect(opened.covers(by.claim, organizationId, [user])).toBe(true)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

let rollcall: TestRollcall
let organization: string
let ids: readonly string[]
beforeAll(async () => {
  rollcall = await startTestRollcall()
  organization = (await rollcall.control<{ organizationId: string }>('POST', '/simulator/organizations', { users: 2 })).organizationId
  ids = (await rollcall.control<{ _id: string }[]>('GET', `/simulator/organizations/${organization}/users`)).map(({ _id }) => _id)
})
afterAll(() => rollcall.stop())

const headers = () => ({ 'content-type': 'application/json', 'x-rollcall-token': rollcall.token, 'x-rollcall-organization': organization })
const lease = (action: string, body: object, more: Readonly<Record<string, string>> = {}) =>
  rollcall.send({ method: 'POST', path: `/rollcall/leases/${action}`, headers: { ...headers(), ...more }, body: JSON.stringify(body) })
const accepted = async () => (await rollcall.control<unknown[]>('GET', `/simulator/organizations/${organization}/log`)).length
const update = (key: string, claim: string | null, department = 'Sales') =>
  rollcall.send({
    method: 'PATCH',
    path: '/api/v2/bulk/users',
    headers: { ...headers(), 'x-rollcall-submission': key, ...(claim === null ? {} : { 'x-rollcall-lease': claim }) },
    body: JSON.stringify(ids.map((id) => ({ id, department }))),
  })
const claimAll = (job: string, users = ids) => ({ ...claimOf(job, users), organizationId: organization })

test('an update leaves only while every one of its users is reserved for its job; a refusal proves that nothing left', async () => {
  const before = await accepted()
  const refused = await update('lease-key-000000000001', 'claim-one-1')
  expect([refused.status, refused.header('x-rollcall-refusal'), await accepted()]).toEqual([409, 'lease', before])
  await lease('claim', claimAll('one', ids.slice(0, 1)))
  expect((await update('lease-key-000000000001', 'claim-one-1')).header('x-rollcall-refusal')).toBe('lease')
  await lease('claim', claimAll('one'))
  expect([(await update('lease-key-000000000001', 'claim-one-1')).status, await accepted()]).toEqual([200, before + 1])
  await lease('release', { ...holder('one'), organizationId: organization, users: ids })
  // A key that was answered is answered again, and never called "not sent".
  const again = await update('lease-key-000000000001', 'claim-one-1')
  expect([again.status, again.header('x-rollcall-replayed'), await accepted()]).toEqual([200, 'true', before + 1])
  expect((await update('lease-key-000000000002', null)).status).toBe(200)
})

test('the routes of leases are guarded like every other, and take nothing that Rollcall does not send', async () => {
  const good = claimAll('guarded')
  expect((await lease('claim', good, { 'x-rollcall-token': 'x'.repeat(43) })).status).toBe(401)
  expect((await lease('claim', good, { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await rollcall.send({ method: 'GET', path: '/rollcall/leases/claim', headers: headers() })).status).toBe(404)
  for (const path of ['steal', 'constructor', '__proto__', 'claim/']) expect((await lease(path, good)).status).toBe(405)
  const bad = [
    { users: [] },
    { users: Array.from({ length: 801 }, () => ana) },
    { users: [7] },
    { users: 'ana' },
    { users: ['a b'] },
    { job: 'x y' },
    { claim: null },
    { name: 'x'.repeat(201) },
    { name: 'a\nb' },
    { isOnItsWay: 'yes' },
    { settled: 7 },
    { organizationId: 'abc' },
  ]
  for (const change of bad) expect((await lease('claim', { ...good, ...change })).status, JSON.stringify(change).slice(0, 60)).toBe(400)
  expect((await lease('claim', { ...good, name: 'x'.repeat(70_000) })).status).toBe(413)
  expect(JSON.parse((await lease('claim', good)).text)).toEqual({ held: true, isNew: true, by: null, settling: null })
})
