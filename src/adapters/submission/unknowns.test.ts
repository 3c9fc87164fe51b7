/** Whatever JumpCloud may do that nobody outside knows: the job comes to an end, and says nothing that is not so. Real engine, proxy and simulator. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestRollcall, type TestRollcall } from '../../../proxy/test-rollcall.ts'
import { configureConnection } from '../jumpcloud/connection.ts'
import { create, runScenario, update, type Scenario } from './scenario-run.ts'

let rollcall: TestRollcall
beforeAll(async () => {
  rollcall = await startTestRollcall()
  configureConnection({ send: (request) => rollcall.send(request), token: rollcall.token })
})
afterAll(() => rollcall.stop())
const run = (scenario: Scenario) => runScenario((...given) => rollcall.control(...given), scenario)
const timeout = 30_000

test.each([
  // Words, and forms of single results.
  ['sim-finished-error', { differs: 1 }],
  ['sim-flagged', { verified: 1 }],
  ['sim-completed', { verified: 1 }],
  ['sim-success', { verified: 1 }],
  ['sim-upper-case', { succeeded: 1 }],
  ['sim-odd-word', { verified: 1 }],
  ['sim-no-status', { verified: 1 }],
  ['sim-object-message', { verified: 1 }],
  ['sim-number-date', { verified: 1 }],
  ['sim-no-meta', { verified: 1 }],
  ['sim-flat-meta', { succeeded: 1 }],
  ['sim-null-row', { verified: 1 }],
  ['sim-normalized', { succeeded: 1 }],
  ['sim-stale', { succeeded: 1 }],
  ['sim-nameless', { unknown: 1 }],
  ['sim-twice', { succeeded: 1 }],
  ['sim-very-slow', { succeeded: 1 }],
  // Results as a whole.
  ['sim-results-404', { verified: 1 }],
  ['sim-results-empty', { verified: 1 }],
  ['sim-results-late', { succeeded: 1 }],
  ['sim-results-expired', { verified: 1 }],
  ['sim-results-429', { succeeded: 1 }],
  ['sim-results-429-always', { verified: 1 }],
  ['sim-results-503', { verified: 1 }],
  ['sim-results-html', { verified: 1 }],
  ['sim-results-pending', { verified: 1 }],
  // The answer to the send, and what comes after it.
  ['sim-201', { succeeded: 1 }],
  ['sim-odd-job-id', { succeeded: 1 }],
  ['sim-no-job-id', { verified: 1 }],
  ['sim-html', { verified: 1 }],
  ['sim-503-after', { verified: 1 }],
  ['sim-503-before', { unknown: 1 }],
  ['sim-cut-after', { verified: 1 }],
  ['sim-cut-before', { unknown: 1 }],
  ['sim-429', { succeeded: 1 }],
  ['sim-429-silent', { succeeded: 1 }],
  ['sim-400', { refused: 1 }],
  ['sim-302-after', { succeeded: 1 }],
  ['sim-401-after', { succeeded: 1 }],
  ['sim-403-after', { succeeded: 1 }],
])(
  'a create that meets %s ends as it should',
  async (sentinel, wanted) => {
    const { states, engine, job, ended } = await run({ items: () => [create(`ana+${sentinel}@acme.example`)] })
    expect(await states()).toEqual(wanted)
    if (!('unknown' in wanted)) return
    // What stays unknown can be checked again, and be marked as failed.
    await engine.checkAgain(job().id)
    await ended()
    expect(await states()).toEqual({ unknown: 1 })
    await engine.decideNotDone(job().id, job().batches[0]?.key ?? '')
    expect(await states()).toEqual({ failed: 1 })
  },
  timeout,
)

const phones = (number: string) => ({ phoneNumbers: [{ type: 'work', number }] })

test.each<[string, object, object, object]>([
  ['arrays are appended, not replaced: the row differs', { arrays: 'appended' }, phones('+1 555 0100'), { differs: 1 }],
  ['an empty text clears', { emptyText: 'clears' }, { department: '' }, { verified: 1 }],
  ['an empty text is ignored: the row differs', { emptyText: 'ignored' }, { department: '' }, { differs: 1 }],
  ['an empty text is refused', { emptyText: 'refused' }, { department: '' }, { failed: 1 }],
  ['null clears', { nullValue: 'clears' }, { department: null }, { verified: 1 }],
  ['null is ignored: the row differs', { nullValue: 'ignored' }, { department: null }, { differs: 1 }],
  ['null is refused', { nullValue: 'refused' }, { department: null }, { failed: 1 }],
  ['a username is reserved', { reservedUsernames: ['root'] }, { username: 'root' }, { failed: 1 }],
  ['reads are half a minute late', { staleMs: 30_000 }, phones('+1 555 0100'), { verified: 1 }],
])(
  'in an update, %s',
  async (_, settings, payload, wanted) => {
    const { states } = await run({ settings, items: ([user]) => (user === undefined ? [] : [verified(update(user, payload))]) })
    expect(await states()).toEqual(wanted)
  },
  timeout,
)

/** As every row that clears or replaces arrays: read back. */
const verified = (item: ReturnType<typeof update>) => ({ ...item, row: { ...item.row, mustVerify: true } })

test(
  'what JumpCloud writes otherwise and means the same is verified, and said once',
  async () => {
    const payload = {
      ...phones('+1 (555) 01-00'),
      department: ' Sales ',
      alternateEmail: 'Ana@Home.example',
      mfa: { exclusion: true, exclusionUntil: '2027-01-01T00:00:00Z' },
    }
    const { states, rows } = await run({ settings: { normalizes: true }, items: ([user]) => (user === undefined ? [] : [verified(update(user, payload))]) })
    expect(await states()).toEqual({ verified: 1 })
    const evidence = rows[0]?.evidence ?? ''
    expect(evidence).toContain('(normalized by JumpCloud: phoneNumbers, department, alternateEmail, mfa)')
    expect(evidence.split('normalized by JumpCloud')).toHaveLength(2)
  },
  timeout,
)

test(
  'a directory that stays late for minutes ends as different, and is right once it is checked again',
  async () => {
    const { states, engine, job, ended } = await run({
      settings: { staleMs: 5 * 60_000 },
      items: ([user]) => (user === undefined ? [] : [verified(update(user, phones('+1 555 0100')))]),
    })
    expect(await states()).toEqual({ differs: 1 })
    await expect
      .poll(
        async () => {
          await engine.checkAgain(job().id)
          await ended()
          return states()
        },
        { timeout: 20_000 },
      )
      .toEqual({ verified: 1 })
  },
  timeout,
)

test.each([
  'A user with this {field} already exists',
  'User already exists',
  'E11000 duplicate key error collection: users index: {field}_1 dup key',
  'That {field} is in use',
])(
  'a user who exists already fails with JumpCloud’s words: %s',
  async (duplicateText) => {
    const { states, rows } = await run({
      settings: { duplicateText },
      items: ([user]) => (user === undefined ? [] : [{ ...create('new.one@acme.example'), payload: { username: 'new.one', email: user.email } }]),
    })
    expect([await states(), rows[0]?.message]).toEqual([{ failed: 1 }, duplicateText.replace('{field}', 'email')])
  },
  timeout,
)

const many = (count: number, sentinel = '') => Array.from({ length: count }, (_, index) => create(`user${index}${sentinel}@acme.example`))

test(
  'more than 800 users go in several requests, and every one has a result',
  async () => {
    const { states, sends } = await run({ items: () => many(850) })
    expect([await states(), sends]).toEqual([{ succeeded: 850 }, [800, 50]])
  },
  timeout,
)

test(
  'a body that is too large is halved until it passes',
  async () => {
    const { states, sends } = await run({ settings: { mostBytes: 4_000 }, items: () => many(100) })
    expect(await states()).toEqual({ succeeded: 100 })
    expect(sends.length).toBeGreaterThan(1)
  },
  timeout,
)

test.each(['sim-results-short', 'sim-shuffled', 'sim-results-empty'])(
  'results over several pages that meet %s are read to their end',
  async (sentinel) => {
    const { states } = await run({ items: () => [...many(129), create(`last.one+${sentinel}@acme.example`)] })
    const { succeeded = 0, verified: looked = 0 } = await states()
    // Pages in another order at every read may leave some to the directory.
    expect(succeeded + looked).toBe(130)
    if (sentinel !== 'sim-shuffled') expect(succeeded).toBe(sentinel === 'sim-results-empty' ? 0 : 130)
  },
  timeout,
)

test.each([
  [{ requestsPerSecond: 3 }, 10],
  [{ requestsPerSecond: 3, retryAfter: false }, 10],
  [{ requestsPerMinute: 30 }, 120],
  [{ requestsPerMinute: 30, retryAfter: false }, 240],
])(
  'a job comes through at %j',
  async (settings, speed) => {
    const { states } = await run({ settings, speed, items: () => many(900) })
    expect(await states()).toEqual({ succeeded: 900 })
  },
  timeout,
)

test.each(['sim-302-after', 'sim-401-after', 'sim-403-after'])(
  'a key that is taken away for good after the job was accepted, as by %s: the users are unknown, and right again once it is back',
  async (sentinel) => {
    const { states, engine, job, ended, control } = await run({
      settings: { closedMs: 10 ** 12 },
      items: () => [create(`ana+${sentinel}@acme.example`), create('ben@acme.example')],
    })
    expect(await states()).toEqual({ unknown: 2 })
    expect(job().batches[0]?.look?.unread).toBeDefined()
    // The directory has shown nothing: nothing goes out again on its word.
    await engine.sendAgain(job().id, job().batches[0]?.key ?? '')
    expect(job().batches).toHaveLength(1)
    await control({ closed: null })
    await engine.checkAgain(job().id)
    await ended()
    expect(await states()).toEqual({ succeeded: 2 })
  },
  timeout,
)
