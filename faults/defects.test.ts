/** A harness that finds nothing proves nothing: each defect defect must be found. */
import { expect, test } from 'vitest'
import { boundaryCases } from './boundaries.ts'
import { defects } from './defects.ts'
import { schedule } from './schedules.ts'

test.each(Object.keys(defects))(
  '“%s” is found',
  async (name) => {
    const defect = defects[name] ?? {}
    const isBad = ({ lost, twice, wrong }: { lost: number; twice: number; wrong: number }) => lost + twice + wrong > 0
    for (const each of await boundaryCases()) if (isBad(await each.run(defect))) return
    for (let seed = 1; seed <= 500; seed += 1) if (isBad(await schedule(seed, defect))) return
    expect.unreachable('no run ended badly')
  },
  120_000,
)

test('without a defect the same runs end well', async () => {
  for (let seed = 1; seed <= 25; seed += 1) expect((await schedule(seed)).reasons).toEqual([])
}, 60_000)
