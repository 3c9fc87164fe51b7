/** Two administrators on one user, with tabs and proxies that die (W16, W17, W18, W19): nothing that a read can show goes lost behind a green row, and jobs of Rollcall never overwrite each other. */
import { expect, test } from 'vitest'
import { playAdmins } from './two-admins.ts'

test('in 500 interleavings of read, change, send and read-back nothing is lost behind green outside of the window that nobody can see into', async () => {
  const states: Record<string, number> = {}
  let inWindow = 0
  let waits = 0
  for (let seed = 1; seed <= 500; seed += 1) {
    const verdict = await playAdmins(seed)
    expect(verdict.reasons.map((reason) => `seed ${seed}: ${reason}`)).toEqual([])
    for (const [state, rows] of Object.entries(verdict.states)) states[state] = (states[state] ?? 0) + rows
    inWindow += verdict.inWindow
    waits += verdict.waits
  }
  process.stdout.write(
    `two admins: 500 interleavings, 0 lost behind green, ${inWindow} changes inside the window, ${waits} jobs waited, rows ${JSON.stringify(states)}\n`,
  )
  // It is worth something only where changes do meet.
  expect(states['verified']).toBeGreaterThan(300)
  expect(states['stopped']).toBeGreaterThan(50)
  expect(waits).toBeGreaterThan(50)
  expect(inWindow).toBeGreaterThan(0)
}, 120_000)

test('without turns on a user the same interleavings lose changes', async () => {
  let lost = 0
  for (let seed = 1; seed <= 500 && lost < 3; seed += 1) lost += (await playAdmins(seed, { isUnleased: true })).lost
  expect(lost).toBeGreaterThanOrEqual(3)
}, 120_000)

test('where a proxy that was started again gives users out at once, a job of another browser loses changes', async () => {
  let lost = 0
  for (let seed = 1; seed <= 3_000 && lost === 0; seed += 1) lost += (await playAdmins(seed, { isUnsettled: true })).lost
  expect(lost).toBeGreaterThan(0)
}, 120_000)
