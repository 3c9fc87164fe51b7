/** Seeded schedules: whatever can go wrong, at any time, in any order, with administrators who press every button. */
import { findingOf } from '../src/domain/jobs/reconcile.ts'
import { rowState } from '../src/domain/jobs/ledger-model.ts'
import { chanceOf } from './clock.ts'
import { managerKey, type Verdict } from './oracle.ts'
import { run, type InjectedDefect, type Environment } from './run.ts'
import { resultFaults, sendFaults } from './upstream-model.ts'

const pick = <T>(list: readonly T[], chance: () => number): T => list[Math.floor(chance() * list.length)] as T

/** What can happen to the machine, also all of it at once (W11). */
const events: readonly ((environment: Environment) => void)[] = [
  ({ tab }) => tab().kill(),
  ({ browser }) => {
    for (const tab of browser.tabs) tab.kill()
  },
  ({ proxy }) => proxy.kill(),
  ({ proxy }) => proxy.restart(),
  ({ browser, tab }) => {
    tab()
    const another = browser.open()
    for (const id of browser.jobs.keys()) another.told(id)
  },
  ({ tab }) => tab().freeze(),
  ({ browser }) => {
    for (const tab of browser.tabs) tab.thaw()
  },
  ({ clock, chance }) => {
    clock.skewMs = (chance() - 0.5) * 2 * 86_400_000
  },
]

/** What an administrator can press. */
const presses: readonly ((environment: Environment) => void)[] = [
  (environment) => {
    for (const id of environment.browser.jobs.keys())
      void anyTab(environment)
        .engine.pause(id)
        .catch(() => undefined)
  },
  (environment) => {
    for (const id of environment.browser.jobs.keys())
      void anyTab(environment)
        .engine.resume(id)
        .catch(() => undefined)
  },
  (environment) => {
    for (const id of environment.browser.jobs.keys())
      void anyTab(environment)
        .engine.verify(id)
        .catch(() => undefined)
  },
  (environment) => {
    if (environment.chance() < 0.4)
      for (const id of environment.browser.jobs.keys())
        void anyTab(environment)
          .engine.requestStop(id)
          .catch(() => undefined)
  },
  ({ browser }) => {
    const another = browser.open()
    for (const id of browser.jobs.keys()) another.engine.takeOver(id)
  },
  (environment) => decide(environment),
  // Back to the review, in any page, and Submit once more: with what is left now, or with what was there a while ago.
  (environment) => {
    const { clock, chance, draft, submit } = environment
    const shown = draft().plan()
    void clock.sleep(chance() < 0.5 ? 0 : chance() * 5_000).then(() => submit(anyTab(environment), shown))
  },
]

/** Most of a job happens in its first seconds; an unclear one lives on for a quarter of an hour. */
const momentOf = (plan: () => number): number => (plan() < 0.7 ? plan() * 12_000 : plan() * 1_800_000)

/** Any of the pages that are open, not always the one that sends. */
const anyTab = ({ browser, tab, chance }: Environment) => pick([tab(), ...browser.tabs], chance)

/** Looks at who went first, and lets the others go. */
export function seeCanary({ browser, tab }: Environment) {
  for (const { id, canary } of browser.jobs.values())
    if (canary === 'waiting')
      void tab()
        .engine.resume(id)
        .catch(() => undefined)
}

/** Sends again, or counts as not done, whoever can be decided on. */
export function decide({ browser, tab, sentAgain, chance }: Environment) {
  for (const job of browser.jobs.values())
    for (const batch of job.batches) {
      if (findingOf(batch) === null) continue
      if (chance() < 0.3)
        void tab()
          .engine.decideNotDone(job.id, batch.key)
          .catch(() => undefined)
      else {
        for (const row of batch.rows) {
          const key = row.earlier === undefined ? row.key : managerKey(row.key)
          if (rowState(batch, row) === 'unknown') sentAgain.set(key, (sentAgain.get(key) ?? 0) + 1)
        }
        void tab()
          .engine.sendAgain(job.id, batch.key)
          .catch(() => undefined)
      }
    }
}

export function schedule(seed: number, defect: InjectedDefect = {}): Promise<Verdict> {
  const plan = chanceOf(seed ^ 0x5bd1e995)
  const wildness = plan() * 0.5
  return run({
    seed,
    users: 2 + Math.floor(plan() * 14),
    perBatch: 1 + Math.floor(plan() * 5),
    defect,
    canary: plan() < 0.3 ? 1 + Math.floor(plan() * 4) : 0,
    managed: plan() < 0.4 ? Math.floor(plan() * 100) : 0,
    arrange: (environment) => {
      const { clock, chance, upstream, proxy, browser } = environment
      upstream.sendFault = () => (chance() < wildness ? pick(sendFaults, chance) : 'fine')
      const byJob = new Map<number, (typeof resultFaults)[number]>()
      upstream.resultFault = (nth) => {
        const fault = byJob.get(nth) ?? (chance() < 0.5 ? 'plain' : pick(resultFaults, chance))
        byJob.set(nth, fault)
        return fault
      }
      upstream.readFault = () => (chance() < wildness / 3 ? (chance() < 0.5 ? 'fails' : 'rate-limited') : 'fine')
      proxy.diskFault = () => (chance() < wildness / 12 ? pick(['full', 'torn', 'dies-before', 'dies-after', 'dies-torn'] as const, chance) : 'fine')
      browser.storeFault = () => (chance() < wildness / 12 ? pick(['dies-before', 'dies-after', 'fails-before', 'fails-after'] as const, chance) : 'fine')
      if (chance() < 0.1) upstream.mostUsers = 1 + Math.floor(chance() * 3)
      const start = clock.elapsed()
      const count = Math.floor(plan() * 12 * (wildness * 2))
      for (let nth = 0; nth < count; nth += 1) clock.at(start + momentOf(plan), () => pick(plan() < 0.6 ? events : presses, plan)(environment))
      // Somebody looks after it now and then: the proxy is started again, and a page is open.
      for (let minute = 1; minute <= 55; minute += 1) {
        clock.at(start + minute * 60_000, () => {
          if (chance() < 0.5) proxy.restart()
          if (chance() < 0.3) environment.tab()
          if (chance() < 0.5) seeCanary(environment)
        })
      }
    },
  })
}
