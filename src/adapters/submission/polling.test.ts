/** Results are read to their end, and never without one. */
import { expect, test } from 'vitest'
import { countStates } from '#domain/jobs/ledger.ts'
import type { WireWorkResult } from '#domain/wire.ts'
import { isSettled, item, only, submit, surroundings } from './engine-surroundings.ts'
import { startEngine } from './engine.ts'

const users = (count: number) => Array.from({ length: count }, (_, index) => item(`user${index}`))
const finished = (from: number, to: number): WireWorkResult[] =>
  users(to)
    .slice(from)
    .map(({ row: { username } }) => ({ status: 'finished', meta: { systemUser: { username } } }))

/** Runs a job of so many users, and counts the pages that were read in each read. */
async function run(count: number, page: (limit: number, skip: number) => WireWorkResult[]) {
  const { dependencies, jobs } = surroundings()
  const skips: number[] = []
  const getJobResults = (_: string, __: string, { limit, skip }: { limit: number; skip: number }) => {
    skips.push(skip)
    return Promise.resolve(page(limit, skip))
  }
  await submit(startEngine({ ...dependencies, client: { ...dependencies.client, getJobResults } }), users(count))
  await expect.poll(() => isSettled(jobs), { timeout: 10_000 }).toBe(true)
  return { skips, states: countStates(only(jobs)) }
}

test('250 results are read in three pages, each once', async () => {
  const { skips, states } = await run(250, (limit, skip) => finished(skip, Math.min(250, skip + limit)))
  expect([skips.toSorted((a, b) => a - b), states.succeeded]).toEqual([[0, 100, 200], 250])
})

test('an upstream that answers every page with the first one comes to an end: who never shows up is unknown, never green', async () => {
  const { skips, states } = await run(250, (limit) => finished(0, limit))
  expect([states.succeeded, states.unknown]).toEqual([100, 150])
  expect(skips.length).toBeLessThan(300)
})

test('an upstream that answers with new strangers on every page comes to an end', async () => {
  const { skips, states } = await run(250, (limit, skip) => finished(1_000 + skip, 1_000 + skip + limit))
  expect([states.succeeded, states.unknown]).toEqual([0, 250])
  expect(skips.length).toBeLessThan(600)
})
