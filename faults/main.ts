/** `npm run faults`: every fault at every boundary, real kills, seeded schedules of all of them, and two administrators on one user; the last two lines say what was lost, sent twice or shown wrong. */
import { boundaryCases } from './boundaries.ts'
import { defects } from './defects.ts'
import { killCases, openKillStage } from './kills.ts'
import type { Verdict } from './oracle.ts'
import type { InjectedDefect } from './run.ts'
import { schedule } from './schedules.ts'
import { playAdmins } from './two-admins.ts'
import { openStage, wireCases } from './wire-cases.ts'

const flags = process.argv.slice(2)
const valueOf = (name: string): string | undefined => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined)
const say = (text: string) => process.stdout.write(`${text}\n`)
process.on('unhandledRejection', (error) => {
  say(`unhandled: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
  process.exitCode = 1
})

const seed = Number(valueOf('--seed') ?? 20_261_124)
const schedules = Number(valueOf('--schedules') ?? 2_000)
const mostKills = Number(valueOf('--kills') ?? Number.POSITIVE_INFINITY)
/** Only the cases whose name has this in it. */
const filter = valueOf('--filter') ?? ''
/** Runs one schedule, and says all about it. */
const only = valueOf('--only')
const broken = valueOf('--break')
const defect: InjectedDefect = broken === undefined ? {} : (defects[broken] ?? unknownDefect())
/** A defect defect has been found well enough after so many runs that end badly. */
const enough = broken === undefined ? Number.POSITIVE_INFINITY : 20

const total = { runs: 0, cases: 0, kills: 0, lost: 0, twice: 0, wrong: 0, bad: 0 }
const states: Record<string, number> = {}
let mostRequests = 0

function add(name: string, { lost, twice, wrong, reasons, states: shown, requests }: Verdict) {
  for (const [state, users] of Object.entries(shown)) states[state] = (states[state] ?? 0) + users
  mostRequests = Math.max(mostRequests, requests)
  total.runs += 1
  total.lost += lost
  total.twice += twice
  total.wrong += wrong
  if (reasons.length === 0) return
  total.bad += 1
  say(`${name}: ${reasons.slice(0, 4).join(' · ')}`)
}

function unknownDefect(): never {
  throw new Error(`Known defects: ${Object.keys(defects).join(', ')}.`)
}

/** Runs cases side by side: most of each is waiting. */
async function each<T extends { readonly name: string; run(): Promise<Verdict> }>(cases: readonly T[], atOnce: number): Promise<number> {
  const queue = cases.filter(({ name }) => name.includes(filter))
  const planned = queue.length
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined && total.bad < enough; next = queue.shift()) add(next.name, await next.run())
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return planned - queue.length
}

async function main() {
  if (only !== undefined) {
    const verdict = await schedule(Number(only), defect)
    add(`seed ${only}`, verdict)
    say(JSON.stringify(verdict, null, 1))
    return
  }
  total.cases += await each(
    (await boundaryCases()).map(({ name, run }) => ({ name, run: () => run(defect) })),
    1,
  )
  // A defect defect lives at the seams of the model; real wires and kills have none.
  if (broken === undefined) {
    const stage = await openStage()
    total.cases += await each(wireCases(stage), 12)
    await stage.close()
    if (mostKills > 0) {
      const kills = await openKillStage()
      total.kills += await each(killCases(kills).slice(0, mostKills), 2)
      await kills.close()
    }
  }
  for (let nth = 0; nth < schedules && total.bad < enough; nth += 1) add(`seed ${seed + nth}`, await schedule(seed + nth, defect))
}

/** Two administrators on one user. Skipped where a defect or a few cases are checked. */
async function admins(interleavings: number) {
  let inWindow = 0
  for (let nth = 0; nth < interleavings; nth += 1) {
    const { lost, reasons, inWindow: changes } = await playAdmins(seed + nth)
    total.lost += lost
    inWindow += changes
    if (lost > 0) say(`two admins, seed ${seed + nth}: ${reasons.slice(0, 4).join(' · ')}`)
  }
  say(`two admins: ${interleavings} interleavings, ${inWindow} changes of others inside the window that no read can see into`)
}

const started = Date.now()
await main()
if (only === undefined && broken === undefined && filter === '') await admins(Math.min(schedules, 500))
const shown = Object.entries(states).map(([state, users]) => `${state} ${users}`)
say(`${Date.now() - started} ms; users by state: ${shown.join(', ')}; at most ${mostRequests} requests a run`)
say(`faults: cases ${total.cases + total.kills}, kills ${total.kills}`)
say(`faults: schedules ${total.runs}, lost ${total.lost}, twice ${total.twice}, wrong ${total.wrong}, seed ${seed}`)
// The engines of the cases wait for pages and proxies that are gone; their process ends here, as a browser would.
process.exit(total.lost + total.twice + total.wrong > 0 ? 1 : (process.exitCode ?? 0))
