/** Requests leave as fast as JumpCloud lets them, and no faster. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from './errors.ts'
import { paced, paceDefaults, startPace, type Pace } from './pace.ts'

/** A clock that moves only when somebody sleeps. */
function clock() {
  let now = 0
  const sleeping: { readonly until: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((wake) => void sleeping.push({ until: now + ms, wake })),
    /** Lets everything happen up to a time. */
    async until(time: number) {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        sleeping.sort((a, b) => a.until - b.until)
        const next = sleeping[0]
        if (next === undefined || next.until > time) break
        sleeping.shift()
        now = next.until
        next.wake()
      }
      now = time
    },
  }
}

const leaving = (pace: Pace, count: number, now: () => number): number[] => {
  const left: number[] = []
  for (let index = 0; index < count; index += 1) void pace.turn().then(() => left.push(now()))
  return left
}
const limited = (retryAfterMs: number | null = null) => new ApiError('rate-limited', 'slow down', { status: 429, retryAfterMs })

test('after a rest some leave at once, and the others one after the other, faster while nobody complains', async () => {
  const time = clock()
  const left = leaving(startPace(time.sleep), 60, time.now)
  await time.until(0)
  expect(left).toHaveLength(paceDefaults.burst)
  await time.until(1_000)
  const first = left.length
  await time.until(4_000)
  expect(first).toBeGreaterThan(paceDefaults.burst + 3)
  expect(left.length - first).toBeGreaterThan((first - paceDefaults.burst) * 3)
})

test('whatever is answered, never more than the most a second leaves, and everybody has a turn in the order of asking', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ ms: fc.integer({ min: 0, max: 3_000 }), asks: fc.integer({ min: 0, max: 30 }), refused: fc.boolean() }), { maxLength: 12 }),
      async (steps) => {
        const time = clock()
        const pace = startPace(time.sleep)
        const left: { readonly at: number; readonly number: number }[] = []
        let asked = 0
        for (const { ms, asks, refused } of steps) {
          for (let index = 0; index < asks; index += 1) {
            const number = asked
            asked += 1
            void pace.turn().then(() => left.push({ at: time.now(), number }))
          }
          if (refused) pace.slower()
          await time.until(time.now() + ms)
        }
        await time.until(time.now() + 3_600_000)
        expect(left.map(({ number }) => number)).toEqual(Array.from({ length: asked }, (_, index) => index))
        for (const { at } of left)
          expect(left.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(paceDefaults.burst + paceDefaults.most + 1)
      },
    ),
    { numRuns: 60 },
  ))

test('nobody’s request leaves before the time that JumpCloud named', async () => {
  const time = clock()
  const pace = startPace(time.sleep)
  await pace.turn()
  pace.slower(20_000)
  const left = leaving(pace, 3, time.now)
  await time.until(19_999)
  expect(left).toEqual([])
  await time.until(30_000)
  expect(left).toHaveLength(3)
  expect(left[0]).toBe(20_000)
})

test('answers to requests that left together are one complaint', async () => {
  const [once, often] = await Promise.all(
    [1, 4].map(async (complaints) => {
      const time = clock()
      const pace = startPace(time.sleep)
      for (let index = 0; index < 4; index += 1) await pace.turn()
      for (let index = 0; index < complaints; index += 1) pace.slower()
      const left = leaving(pace, 20, time.now)
      await time.until(60_000)
      return left
    }),
  )
  expect(often).toEqual(once)
})

test('a read that is refused for the rate is asked again, with its answer; other errors are told at once', async () => {
  const pace = startPace(() => Promise.resolve())
  let tries = 0
  let slowed = 0
  const read = () => ((tries += 1) < 4 ? Promise.reject(limited(1)) : Promise.resolve('page'))
  expect(await paced(pace, read, { onSlower: () => (slowed += 1) })).toBe('page')
  expect([tries, slowed]).toEqual([4, 3])
  await expect(paced(pace, () => Promise.reject(new ApiError('server', 'it broke')))).rejects.toThrow('it broke')
  await expect(paced(pace, () => Promise.reject(limited(1)))).rejects.toThrow('slow down')
})
