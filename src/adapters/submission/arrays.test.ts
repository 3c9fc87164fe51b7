/** Phones, addresses and attributes are replaced whole upstream: nothing that others have changed meanwhile goes lost behind a green row. */
import { expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { SubmitItem } from './engine-model.ts'
import { isSettled, item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'

const ana = 'a'.repeat(24)
const ben = 'b'.repeat(24)
const phones = (...numbers: readonly string[]) => ({ phoneNumbers: numbers.map((number, nth) => ({ type: nth === 0 ? 'work' : 'mobile', number })) })
/** Changes the work phone of a user, who had the given ones when the draft was reviewed. */
const update = (name: string, id: string, before: readonly string[], after: string): SubmitItem => ({
  ...item(name),
  row: { ...item(name).row, userId: id, mustVerify: true },
  payload: { id, ...phones(after, ...before.slice(1)) },
  user: { id, ...phones(...before) },
})
const sentPhones = (body: string | undefined) =>
  (JSON.parse(body ?? '[]') as { phoneNumbers: { number: string }[] }[]).map((each) => each.phoneNumbers.map(({ number }) => number))

test('a phone that somebody has added since the review is sent along, and a changed one stops its row', async () => {
  let directory: readonly SystemUser[] = [
    { id: ana, ...phones('1', '7') },
    { id: ben, ...phones('5') },
  ]
  const { dependencies, jobs, bodies } = surroundings({
    directory: () => directory,
    send: () => ((directory = [{ id: ana, ...phones('2', '7') }]), 'c'.repeat(24)),
  })
  await submit(startEngine(dependencies), [update('ana', ana, ['1'], '2'), update('ben', ben, ['1'], '2')])
  await expect.poll(() => countStates(only(jobs)).verified, { timeout: 10_000 }).toBe(1)
  expect(sentPhones(bodies[0])).toEqual([['2', '7']])
  const rows = only(jobs).batches.flatMap((batch) => batch.rows)
  expect(rows.find(({ key }) => key === 'ben')).toMatchObject({
    outcome: 'stopped',
    message: expect.stringContaining('Changed by someone else since the review: phone “work”'),
  })
})

test('after a proven refusal the same body keeps its key, and another one takes a new key, stored before it goes', async () => {
  let present = phones('1')
  const tries: { key: string; body: string }[] = []
  const { dependencies, jobs, payloads } = surroundings({
    directory: () => [{ id: ana, ...present }],
    send: () => (tries.length < 3 ? 'rate-limited' : 'c'.repeat(24)),
  })
  const engine = startEngine({
    ...dependencies,
    client: {
      ...dependencies.client,
      submitUsers: (organization, request) => {
        tries.push({ key: request.key, body: request.body })
        expect(JSON.stringify(payloads.get(request.key)?.map(({ payload }) => payload))).toBe(request.body)
        if (tries.length === 2) present = phones('1', '7')
        return dependencies.client.submitUsers(organization, request)
      },
    },
  })
  await submit(engine, [update('ana', ana, ['1'], '2')])
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  const [first, second, third] = tries
  expect([first?.key === second?.key, second?.key === third?.key]).toEqual([true, false])
  expect(tries.map(({ body }) => sentPhones(body)[0])).toEqual([['2'], ['2'], ['2', '7']])
})

test('after a proven refusal a body without one of its rows takes a new key too, so that the others still go', async () => {
  let directory: readonly SystemUser[] = [
    { id: ana, ...phones('1') },
    { id: ben, ...phones('5') },
  ]
  const bodyOf = new Map<string, string>()
  const { dependencies, jobs, bodies } = surroundings({
    directory: () => directory,
    send: (key) => {
      const body = bodies.at(-1) ?? ''
      // As the proxy has it: a key belongs to the body that it was first sent with.
      if ((bodyOf.get(key) ?? body) !== body) return 'changed'
      bodyOf.set(key, body)
      directory =
        bodyOf.size === 1
          ? [
              { id: ana, ...phones('1') },
              { id: ben, ...phones('6') },
            ]
          : [{ id: ana, ...phones('2') }]
      return bodyOf.size === 1 ? 'rate-limited' : 'c'.repeat(24)
    },
  })
  await submit(startEngine(dependencies), [update('ana', ana, ['1'], '2'), update('ben', ben, ['5'], '4')])
  await expect.poll(() => countStates(only(jobs)), { timeout: 10_000 }).toMatchObject({ verified: 1, stopped: 1 })
  expect(bodyOf.size).toBe(2)
})

test('a phone that somebody changes while JumpCloud works is not green: the row says so', async () => {
  let present = phones('1')
  const { dependencies, jobs } = surroundings({ directory: () => [{ id: ana, ...present }], send: () => ((present = phones('9')), 'c'.repeat(24)) })
  await submit(startEngine(dependencies), [update('ana', ana, ['1'], '2')])
  await expect.poll(() => countStates(only(jobs)).differs, { timeout: 10_000 }).toBe(1)
  expect(only(jobs).batches[0]?.rows[0]?.evidence).toMatch(/phoneNumbers.*changed at the same time by someone else/)
})

test('while the directory cannot be read, nothing that holds arrays is sent', async () => {
  let left = 3
  const { dependencies, jobs, sends } = surroundings({ directory: () => [{ id: ana, ...phones('2') }] })
  const lookup: typeof dependencies.client.lookup = (...given) =>
    (left -= 1) >= 0 ? Promise.reject(new Error('It is down.')) : dependencies.client.lookup(...given)
  const engine = startEngine({ ...dependencies, client: { ...dependencies.client, lookup } })
  await submit(engine, [update('ana', ana, ['2'], '2')])
  await expect.poll(() => countStates(only(jobs)).verified, { timeout: 10_000 }).toBe(1)
  expect([left < 0, sends.length]).toEqual([true, 1])
})
