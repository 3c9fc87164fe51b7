/** Whoever is created together with their manager is settled only once the manager is set, and counted once all the way. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canaryOf } from './canary.ts'
import {
  countStates,
  newJob,
  recordAccepted,
  recordPaused,
  recordRefused,
  recordResults,
  recordSending,
  recordUnknown,
  requestStop,
  type Job,
  type LedgerRow,
} from './ledger.ts'
import { nextStep } from './next-step.ts'
import { historyOf } from './history.ts'
import { completed, openSecondPhase, withManagers, withMovedOn } from './second-phase.ts'

const id = (of: string) => of.repeat(24).slice(0, 24)
const row = (key: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  key,
  line: 2,
  username: `name-${key}`,
  email: '',
  userId: null,
  outcome: null,
  message: null,
  status: null,
  ...more,
})
const jobOf = (batches: Parameters<typeof newJob>[0]['batches'], more: Partial<Job> = {}): Job => ({
  ...newJob({
    id: 'job',
    tenant: { upstream: 'simulator', organizationId: id('a') },
    organizationName: 'Acme',
    name: 'people.csv',
    purpose: 'both',
    createdAt: 0,
    suppressEmail: true,
    secondPayloadKey: 'second',
    batches,
  }),
  ...more,
})
const result = (state: 'succeeded' | 'failed' | 'flagged', userId: string | null = null, message: string | null = null) => ({
  state,
  status: 'finished',
  message,
  userId,
})
const settle = (job: Job, key: string, results: Record<string, ReturnType<typeof result>>) =>
  recordResults(recordAccepted(recordSending(job, key, 1), key, id('f')), key, new Map(Object.entries(results)), true, 2)
const total = (job: Job) => Object.values(countStates(job)).reduce((sum, count) => sum + count, 0)
let keys = 0
const open = (job: Job) => openSecondPhase(job, () => `new-${(keys += 1)}`, 800, 3)

test('the report waits as pending until both exist, then goes out with the manager’s id, and is settled by that', () => {
  const created = settle(jobOf([{ key: 'b1', method: 'POST', rows: [row('boss', { isAwaited: true }), row('ana', { awaits: 'boss' })] }]), 'b1', {
    boss: result('succeeded', id('b')),
    ana: result('succeeded', id('c')),
  })
  expect(countStates(created)).toMatchObject({ succeeded: 1, pending: 1 })
  expect(nextStep(created).kind).toBe('second-phase')
  const opened = open(created)
  const batch = opened.batches.at(-1)
  expect(batch).toMatchObject({ method: 'PATCH', phase: 2, payloadKey: 'second', rows: [{ key: 'ana', manager: id('b'), userId: id('c') }] })
  expect(completed({ id: '' }, batch?.rows[0] ?? row('x'))).toEqual({ id: id('c'), manager: id('b') })
  const done = settle(opened, batch?.key ?? '', { ana: result('succeeded', id('c')) })
  expect(countStates(done)).toMatchObject({ succeeded: 2, pending: 0 })
  expect(nextStep(done).kind).toBe('done')
})

test('a request counts everybody whom it created, also those who went on to get their manager, and a manager is among the values sent', () => {
  const created = settle(jobOf([{ key: 'b1', method: 'POST', rows: [row('boss', { isAwaited: true }), row('ana', { awaits: 'boss' })] }]), 'b1', {
    boss: result('succeeded', id('b')),
    ana: result('succeeded', id('c')),
  })
  const job = open(created)
  const [first] = job.batches
  expect(first?.rows.map(({ key }) => key)).toEqual(['boss'])
  expect(first === undefined ? null : withMovedOn(job, first).rows.map(({ key, outcome }) => [key, outcome])).toEqual([
    ['boss', 'succeeded'],
    ['ana', 'succeeded'],
  ])
  expect(historyOf(job).map(({ text }) => text)).toEqual([
    'Submitted: 2 users in 2 requests.',
    `Request 1 sent: 2 users. JumpCloud accepted it as job ${id('f')}.`,
    'Request 1 finished.',
  ])
  const sent = new Map([
    ['ana', { payload: { username: 'ana' } }],
    ['boss', { payload: { username: 'boss' } }],
  ] as const)
  expect([...withManagers(job, new Map(sent))]).toEqual([
    ['ana', { payload: { username: 'ana', manager: id('b') } }],
    ['boss', { payload: { username: 'boss' } }],
  ])
})

test('a manager who was not created, a refused second phase and a stop leave the user created, and say what is missing', () => {
  const start = () => jobOf([{ key: 'b1', method: 'POST', rows: [row('boss', { isAwaited: true }), row('ana', { awaits: 'boss' })] }])
  const failed = open(settle(start(), 'b1', { boss: result('failed'), ana: result('succeeded', id('c')) }))
  expect(countStates(failed)).toMatchObject({ failed: 1, differs: 1 })
  expect(failed.batches[0]?.rows[1]?.evidence).toContain('name-boss was not created')
  const both = settle(start(), 'b1', { boss: result('succeeded', id('b')), ana: result('flagged', id('c'), 'a note') })
  const opened = open(both)
  const key = opened.batches.at(-1)?.key ?? ''
  expect(countStates(recordRefused(recordSending(opened, key, 4), key, 'No.', 5))).toMatchObject({ succeeded: 1, differs: 1 })
  expect(countStates(requestStop(opened, 4))).toMatchObject({ succeeded: 1, differs: 1 })
  expect(countStates(open(requestStop(both, 4)))).toMatchObject({ succeeded: 1, differs: 1 })
  // What the first phase said is checked in the directory before it counts.
  const checked = settle(opened, key, { ana: result('succeeded', id('c')) })
  expect(countStates(checked)).toMatchObject({ succeeded: 1, pending: 1 })
  const quiet = { at: 0, watchedMs: 0, sameMs: 0, print: '', isQuiet: true }
  expect(countStates({ ...checked, batches: checked.batches.map((batch) => ({ ...batch, look: quiet })) })).toMatchObject({ succeeded: 1, flagged: 1 })
  expect(countStates(settle(opened, key, { ana: result('failed', id('c'), 'bad') }))).toMatchObject({ succeeded: 1, differs: 1 })
})

test('somebody in the directory who gets a new manager is not sent before that manager exists', () => {
  const job = jobOf([
    { key: 'b1', method: 'POST', rows: [row('boss', { isAwaited: true })] },
    { key: 'b2', method: 'PATCH', phase: 2, rows: [row('ana', { awaits: 'boss', userId: id('c') })] },
  ])
  expect(nextStep(job)).toMatchObject({ kind: 'send', batch: { key: 'b1' } })
  const created = settle(job, 'b1', { boss: result('succeeded', id('b')) })
  expect(nextStep(created).kind).toBe('second-phase')
  expect(nextStep(open(created))).toMatchObject({ kind: 'send', batch: { key: 'b2', rows: [{ manager: id('b') }] } })
  const failed = open(settle(job, 'b1', { boss: result('failed') }))
  expect(countStates(failed)).toMatchObject({ failed: 1, stopped: 1 })
  expect(nextStep(failed).kind).toBe('done')
})

test('for any chain of managers and any results, everybody is counted once and the job comes to an end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.option(fc.nat(5)), fc.constantFrom('succeeded' as const, 'failed' as const, 'flagged' as const), fc.boolean()), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.boolean(),
      (users, stops) => {
        const rows = users.map(([manager], index) =>
          row(`r${index}`, { isAwaited: true, ...(manager === null || manager === index || manager >= users.length ? {} : { awaits: `r${manager}` }) }),
        )
        let job = jobOf([{ key: 'b1', method: 'POST', rows }])
        const results = Object.fromEntries(
          users.map(([, state, named], index) => [`r${index}`, result(state, state === 'failed' || !named ? null : id(String(index)))]),
        )
        for (let step = 0; step < 20; step += 1) {
          expect(total(job)).toBe(users.length)
          const next = nextStep(job)
          if (next.kind === 'done') break
          if (next.kind === 'second-phase') job = open(job)
          else if (next.kind === 'send') job = settle(job, next.batch.key, results)
          // Nobody is found in this directory.
          else job = { ...job, batches: job.batches.map((batch) => ({ ...batch, look: { at: 0, watchedMs: 0, sameMs: 0, print: '', isQuiet: true } })) }
          if (stops && step === 1) job = requestStop(job, 9)
        }
        expect(nextStep(job).kind).toBe('done')
        expect(countStates(job)).toMatchObject({ pending: 0, sending: 0, 'not-sent': 0 })
      },
    ),
  )
})

test('after the canary the job waits by itself, goes on when told, and a stop keeps the others back', () => {
  const job = jobOf(
    [
      { key: 'b1', method: 'POST', isCanary: true, rows: [row('one')] },
      { key: 'b2', method: 'POST', rows: [row('two'), row('three')] },
    ],
    { canary: 'going' },
  )
  const sent = recordAccepted(recordSending(job, 'b1', 1), 'b1', id('f'))
  expect(sent).toMatchObject({ canary: 'waiting', pausedBecause: expect.stringContaining('The pilot batch of 1 user was sent') as string })
  expect(nextStep(sent)).toMatchObject({ kind: 'follow', polls: [{ key: 'b1' }] })
  expect(canaryOf(sent)).toMatchObject({ isIn: false })
  const seen = recordResults(sent, 'b1', new Map([['one', result('succeeded', id('1'))]]), true, 2)
  expect(canaryOf(seen)).toMatchObject({ isIn: true, users: [{ state: 'succeeded' }] })
  expect(nextStep(seen).kind).toBe('done')
  expect(nextStep(recordPaused(seen, null))).toMatchObject({ kind: 'send', batch: { key: 'b2' } })
  expect(recordPaused(seen, null).canary).toBe('over')
  expect(countStates(requestStop(seen, 3))).toMatchObject({ succeeded: 1, stopped: 2 })
})

test('who waits for somebody of whom nothing is known holds up nobody else, neither in their request nor in the update', () => {
  const sent = recordSending(
    jobOf([
      { key: 'b1', method: 'POST', rows: [row('boss', { isAwaited: true }), row('ana', { awaits: 'boss' }), row('lost', { isAwaited: true })] },
      { key: 'b2', method: 'PATCH', phase: 2, rows: [row('ben', { userId: id('d'), awaits: 'boss' }), row('eve', { userId: id('e'), awaits: 'lost' })] },
    ]),
    'b1',
    1,
  )
  const foundById: Record<string, string> = { boss: id('b'), ana: id('c') }
  const lookedFor: Job = {
    ...recordUnknown(sent, 'b1', 'The connection was cut.', 2),
    batches: sent.batches.map((batch) =>
      batch.key === 'b1'
        ? {
            ...batch,
            state: 'unknown',
            look: { at: 2, watchedMs: 600_000, sameMs: 300_000, print: '', isQuiet: true },
            rows: batch.rows.map((each) => (foundById[each.key] === undefined ? each : { ...each, outcome: 'verified', userId: foundById[each.key] ?? null })),
          }
        : batch,
    ),
  }
  const opened = open(lookedFor)
  const sendable = opened.batches.filter((batch) => batch.state === 'prepared' && batch.rows.every(({ awaits }) => awaits === undefined))
  expect(sendable.map(({ rows }) => rows.map(({ key, manager }) => [key, manager]))).toEqual([[['ben', id('b')]], [['ana', id('b')]]])
  expect(opened.batches.filter(({ rows }) => rows.some(({ key }) => key === 'eve'))).toMatchObject([
    { state: 'prepared', rows: [{ key: 'eve', awaits: 'lost' }] },
  ])
  expect(total(opened)).toBe(5)
})
