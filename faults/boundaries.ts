/** Every fault at every step: fail at step N, N = 1, 2, … until a run has no failure left. */
import type { Verdict } from './oracle.ts'
import { decide, seeCanary } from './schedules.ts'
import { run, type InjectedDefect, type RunOptions, type Environment } from './run.ts'
import type { DiskFault } from './proxy-process.ts'
import { journalDamages, keepBackup } from './journal-damage.ts'
import type { StoreFault } from './browser-model.ts'
import { resultFaults, sendFaults } from './upstream-model.ts'

export interface Case {
  readonly name: string
  readonly run: (defect: InjectedDefect) => Promise<Verdict>
}

/** Six users in three requests: creates and updates, under any fault. */
const job = (name: string, arrange: (environment: Environment) => void, more: Pick<RunOptions, 'canary' | 'managed'> = {}): Case => ({
  name,
  run: (defect) =>
    run({
      seed: 7,
      users: 6,
      perBatch: 2,
      defect,
      ...more,
      arrange: (environment) => {
        attend(environment)
        arrange(environment)
      },
    }),
})

/** Whoever has died is started again after a few seconds, as an administrator would. */
function attend(environment: Environment) {
  const start = environment.clock.elapsed()
  for (let second = 5; second < 3_000; second += 5)
    environment.clock.at(start + second * 1_000, () => {
      environment.proxy.restart()
      environment.tab()
      seeCanary(environment)
    })
}

/** Before the intent is stored, and between it and the request (W1, W2). */
const storeFaults: readonly StoreFault[] = ['dies-before', 'dies-after', 'fails-before', 'fails-after']
/** Before and after each line of the journal, and in the middle of one (W4, W5, W10). */
const diskFaults: readonly DiskFault[] = ['full', 'torn', 'dies-before', 'dies-after', 'dies-torn']

/** How many steps a run without faults has. */
async function stepsOf(more: Pick<RunOptions, 'canary' | 'managed'> = {}): Promise<{ store: number; disk: number }> {
  let seen: Environment | null = null
  await job(
    'dry',
    (environment) => {
      seen = environment
    },
    more,
  ).run({})
  const environment = seen as Environment | null
  return { store: environment?.browser.storeCalls ?? 0, disk: environment?.proxy.diskCalls ?? 0 }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

export async function boundaryCases(): Promise<Case[]> {
  const steps = await stepsOf()
  // Somebody goes first and is looked at, and most have a manager who is created by the same job.
  const phased = { canary: 1, managed: 80 }
  const phasedSteps = await stepsOf(phased)
  return [
    ...upTo(phasedSteps.store).flatMap((nth) =>
      storeFaults.map((fault) =>
        job(`phases: storage ${fault} at write ${nth}`, ({ browser }) => (browser.storeFault = (each) => (each === nth ? fault : 'fine')), phased),
      ),
    ),
    ...sendFaults.flatMap((fault) =>
      [2, 4, 5].map((nth) =>
        job(`phases: send ${nth} ends as ${fault}`, ({ upstream }) => (upstream.sendFault = (each) => (each === nth ? fault : 'fine')), phased),
      ),
    ),
    ...upTo(steps.store).flatMap((nth) =>
      storeFaults.map((fault) => job(`storage ${fault} at write ${nth}`, ({ browser }) => (browser.storeFault = (each) => (each === nth ? fault : 'fine')))),
    ),
    ...upTo(steps.disk).flatMap((nth) =>
      diskFaults.map((fault) => job(`journal ${fault} at call ${nth}`, ({ proxy }) => (proxy.diskFault = (each) => (each === nth ? fault : 'fine')))),
    ),
    ...sendFaults.flatMap((fault) =>
      [1, 3].map((nth) => job(`send ${nth} ends as ${fault}`, ({ upstream }) => (upstream.sendFault = (each) => (each === nth ? fault : 'fine')))),
    ),
    ...sendFaults.map((fault) =>
      job(`send 1 ends as ${fault}, and the administrator sends again`, (environment) => {
        environment.upstream.sendFault = (each) => (each === 1 ? fault : 'fine')
        environment.clock.at(environment.clock.elapsed() + 1_500_000, () => decide(environment))
      }),
    ),
    ...resultFaults.map((fault) => job(`results ${fault}`, ({ upstream }) => (upstream.resultFault = () => fault))),
    ...upTo(steps.store).flatMap((nth) => [interleaved(nth), frozen(nth), jumped(nth, 1), jumped(nth, -1)]),
    ...[1, 2, 3].map(setBack),
    ...Object.entries(journalDamages).flatMap(([name, damage]) => [1, 3].map((nth) => damaged(name, damage, nth))),
    manyTabs(),
    ...upTo(Math.min(steps.store, submitWrites)).flatMap((nth) => [
      pressed(nth, 'Back'),
      pressed(nth, 'a restored session'),
      pressed(nth, 'another window'),
      pressed(nth, 'a reload'),
    ]),
  ]
}

const atWrite = ({ browser }: Environment, nth: number, act: () => void) => {
  browser.storeFault = (each) => {
    if (each === nth) act()
    return 'fine'
  }
}

/** Writes of a submit, and the first ones after it. */
const submitWrites = 5

/** Submit is pressed once more at every write of a submit: from the review that Back leads to, from a session restored as it was, in another window, after a reload. */
const pressed = (nth: number, how: 'Back' | 'a restored session' | 'another window' | 'a reload'): Case =>
  job(`Submit is pressed again during write ${nth}, after ${how}`, (environment) => {
    const { browser, draft, submit, tab, clock } = environment
    const atFirst = draft().plan()
    atWrite(environment, nth, () => {
      const [first] = browser.tabs
      if (how === 'a reload') first?.kill()
      if (how === 'another window') draft().takeOver('tab 2')
      const at = how === 'Back' ? first : how === 'a restored session' ? browser.open() : tab()
      // What is on the screen was made now, or before anything was sent; and the click may come a moment later.
      const shown = how === 'a restored session' ? atFirst : draft().plan()
      if (at !== undefined) for (const ms of [0, 1, 4, 9, 2_000]) void clock.sleep(ms).then(() => submit(at, ms === 2_000 ? draft().plan() : shown))
    })
  })

/** Another tab moves the job in the very moment in which the first one does (W13). */
const interleaved = (nth: number): Case =>
  job(`another tab writes during write ${nth}`, (environment) => {
    const other = environment.browser.open()
    atWrite(environment, nth, () => {
      for (const id of environment.browser.jobs.keys()) void other.engine.pause(id).catch(() => undefined)
      void environment.clock.sleep(4_000).then(() => {
        for (const id of environment.browser.jobs.keys()) void other.engine.resume(id).catch(() => undefined)
      })
    })
  })

/** The tab that sends is frozen, another takes over, and the first one thaws in the middle of it. */
const frozen = (nth: number): Case =>
  job(`frozen at write ${nth}, taken over, and thawed`, (environment) => {
    atWrite(environment, nth, () => {
      const [leader] = environment.browser.tabs
      leader?.freeze()
      void environment.clock.sleep(3_000).then(() => {
        const other = environment.browser.open()
        for (const id of environment.browser.jobs.keys()) other.engine.takeOver(id)
      })
      void environment.clock.sleep(3_400).then(() => leader?.thaw())
    })
  })

/** No state may hang on the order of clock times (W14). */
const jumped = (nth: number, sign: number): Case =>
  job(`the clock jumps ${sign > 0 ? 'ahead' : 'back'} a day at write ${nth}`, (environment) =>
    atWrite(environment, nth, () => (environment.clock.skewMs = sign * 86_400_000)),
  )

/** The record says that a batch was never sent, and then its answer arrives. */
const setBack = (nth: number): Case =>
  job(`the record is set back while request ${nth} is on its way`, ({ browser, upstream }) => {
    upstream.sendFault = (each) => {
      if (each === nth) browser.setBack()
      return 'fine'
    }
  })

/** The proxy dies with a request on its way, and what it finds when it starts again is not what it wrote. */
const damaged = (name: string, damage: (dataDir: string) => void, nth: number): Case =>
  job(`the proxy dies during request ${nth}, and of its journal ${name}`, ({ proxy, upstream }) => {
    keepBackup(proxy.dataDir)
    upstream.sendFault = (each) => {
      if (each === nth) {
        proxy.kill()
        damage(proxy.dataDir)
      }
      return 'fine'
    }
  })

/** Twenty tabs want the same job; whoever has it dies, again and again. */
const manyTabs = (): Case =>
  job('twenty tabs, of which one after another dies', (environment) => {
    atWrite(environment, 2, () => {
      for (let nth = 0; nth < 19; nth += 1) {
        const tab = environment.browser.open()
        for (const id of environment.browser.jobs.keys()) tab.told(id)
      }
      for (let nth = 1; nth < 19; nth += 1) void environment.clock.sleep(nth * 600).then(() => [...environment.browser.tabs][0]?.kill())
    })
  })
