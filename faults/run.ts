/** One run: a job of a few users through the real engine, ledger, journal and rule of one send, with faults; then the verdict. */
import type { SubmitItem } from '../src/adapters/submission/engine-model.ts'
import { Browser, type StoreSeams, type Tab } from './browser-model.ts'
import { chanceOf, Clock } from './clock.ts'
import { DraftModel, type ShownPlan } from './draft-model.ts'
import { judge, type Person, type Verdict } from './oracle.ts'
import { ProxyProcess, type Seams } from './proxy-process.ts'
import { UpstreamModel } from './upstream-model.ts'

export interface InjectedDefect extends Seams, StoreSeams {}

export interface Environment {
  readonly clock: Clock
  readonly chance: () => number
  readonly upstream: UpstreamModel
  readonly proxy: ProxyProcess
  readonly browser: Browser
  /** Row keys that the administrator has sent again, and how often. */
  readonly sentAgain: Map<string, number>
  /** The tab that an administrator would see: alive, or opened now. */
  readonly tab: () => Tab
  /** The draft that is submitted; set before anything happens. */
  readonly draft: () => DraftModel
  /** Presses Submit in a tab, with a plan that may be old. */
  readonly submit: (tab: Tab, plan: ShownPlan) => void
}

export interface RunOptions {
  readonly seed: number
  readonly users: number
  /** Users a request, by the size of its body. */
  readonly perBatch: number
  readonly defect?: InjectedDefect
  /** So many go first, and everybody else waits for the administrator's word. */
  readonly canary?: number
  /** How many of a hundred have a manager whom the same job creates. */
  readonly managed?: number
  /** Arms the faults, and lets things happen at virtual times. */
  readonly arrange: (environment: Environment) => void
}

const organizationId = 'a'.repeat(24)
const tenant = { upstream: 'simulator', organizationId } as const
const hour = 3_600_000

export async function run({ seed, users: count, perBatch, defect = {}, canary = 0, managed = 0, arrange }: RunOptions): Promise<Verdict> {
  const clock = new Clock()
  const chance = chanceOf(seed)
  const upstream = new UpstreamModel(clock, chance)
  const proxy = new ProxyProcess(clock, upstream, defect)
  const browser = new Browser(clock, chance, proxy, defect)
  const sentAgain = new Map<string, number>()
  const tab = (): Tab => {
    const alive = [...browser.tabs][0]
    if (alive !== undefined) return alive
    const opened = browser.open()
    void opened.engine.resumeJobs(tenant)
    return opened
  }
  try {
    const users = Array.from({ length: count }, (_, index) => personOf(upstream, index, managerOf(index, count, managed, chance), chance))
    const items = users.map(({ item }) => item)
    const draft = new DraftModel(items, defect.isUnclaimed === true)
    browser.draft = draft
    const maxBytes = 2 + perBatch * (Math.max(...items.map(({ payload }) => JSON.stringify(payload).length)) + 1)
    const submit = (from: Tab, plan: ShownPlan) => {
      if (plan.items.length > 0)
        from.engine
          .submitJob({ tenant, organizationName: 'Acme', name: 'users.csv', purpose: 'both', suppressEmail: false, canary, maxBytes, ...plan })
          .catch(() => undefined)
    }
    arrange({ clock, chance, upstream, proxy, browser, sentAgain, tab, draft: () => draft, submit })
    submit(browser.open(), draft.plan())
    await clock.run(hour)
    // The storm is over: everything works again, and somebody comes back to the page.
    for (const each of browser.tabs) each.thaw()
    upstream.sendFault = () => 'fine'
    upstream.readFault = () => 'fine'
    proxy.diskFault = () => 'fine'
    browser.storeFault = () => 'fine'
    clock.skewMs = 0
    proxy.restart()
    let isAtRest = true
    for (let round = 0; round < 3; round += 1) {
      const now = tab()
      for (const job of browser.jobs.values()) if (job.pausedBecause !== null) void now.engine.resume(job.id).catch(() => undefined)
      void now.engine.resumeJobs(tenant)
      isAtRest = await clock.run(hour)
    }
    // A second look by a fresh page must change nothing (I5).
    const versions = () => [...browser.jobs.values()].map(({ id, version }) => `${id} ${version}`).join()
    const before = versions()
    for (const each of browser.tabs) each.kill()
    tab()
    await clock.run(hour)
    return judge({ users, upstream, browser, sentAgain, isAtRest, isStable: before === versions() })
  } finally {
    proxy.remove()
  }
}

/** Somebody else whom the job creates: in a request before, in the same one, or in a later one. Two may be each other's. */
function managerOf(index: number, count: number, managed: number, chance: () => number): string | null {
  if (managed === 0 || chance() * 100 >= managed) return null
  const created = 2 * Math.floor((chance() * (count + 1)) / 2)
  return created === index || created >= count ? null : `p${created}`
}

/** Half are created, half updated; some of both fail upstream. */
function personOf(upstream: UpstreamModel, index: number, manager: string | null, chance: () => number): Person {
  const isCreate = index % 2 === 0
  const name = `p${index}`
  const email = `P${index}@acme.example`
  const fails = chance() < 0.15 ? { description: 'fails' } : {}
  const row = {
    key: name,
    line: index + 2,
    username: name,
    email,
    outcome: null,
    message: null,
    status: null,
    ...(manager === null ? {} : { awaits: manager }),
  }
  if (isCreate) {
    const item: SubmitItem = {
      row: { ...row, userId: null },
      method: 'POST',
      payload: { username: name, email, department: 'Sales', ...fails },
      user: null,
      readAt: 0,
    }
    return { key: name, item, manager, isIt: (element) => element.username === name }
  }
  const id = upstream.addUser(name, email.toLowerCase(), { department: 'Support' })
  const item: SubmitItem = {
    row: { ...row, userId: id },
    method: 'PATCH',
    payload: { id, department: `Sales ${index}`, ...fails },
    user: { id, department: 'Support' },
    readAt: upstream.clock.now(),
  }
  return { key: name, item, manager, isIt: (element) => element.id === id }
}
