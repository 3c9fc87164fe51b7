/** A browser as the harness knows it: one storage, locks, and tabs that can die or freeze at every step. */
import type { Batch, Job } from '../src/domain/jobs/ledger-model.ts'
import { headerOf } from '../src/adapters/storage/job-header.ts'
import type { StoredPayload } from '../src/adapters/storage/schema.ts'
import { startEngine } from '../src/adapters/submission/engine.ts'
import type { Engine, EngineDependencies, StartUpdates } from '../src/adapters/submission/engine-model.ts'
import type { DraftClaim } from '../src/adapters/storage/draft-claim.ts'
import { never, type Clock } from './clock.ts'
import type { DraftModel } from './draft-model.ts'
import type { ProxyProcess } from './proxy-process.ts'

/** What the storage does at its nth write. */
export type StoreFault = 'fine' | 'dies-before' | 'dies-after' | 'fails-before' | 'fails-after'

export interface StoreSeams {
  /** A defect defect: writes that are said to be done, and are only done with the next one. */
  readonly delaysWrite?: (next: Job, before: Job | null) => boolean
  readonly ignoresVersion?: boolean
  readonly startUpdates?: StartUpdates
  /** Nobody notes which rows of the draft a job has. */
  readonly isUnclaimed?: boolean
  /** Jobs take no turns on a user. */
  readonly isUnleased?: boolean
  /** Who is looked up, when the directory has answered. */
  readonly onLookup?: (ids: readonly string[]) => void
  readonly results?: (results: object[], batch: Batch | undefined, skip: number) => object[]
}

/** What an intent must look like; the harness's own table, not the ledger's. */
const legal: Record<string, string> = {
  prepared: 'prepared sending stopped cancelled',
  sending: 'sending accepted refused unknown prepared stopped cancelled',
  accepted: 'accepted settled',
  settled: 'settled accepted',
  refused: 'refused',
  unknown: 'unknown settled',
  stopped: 'stopped',
  cancelled: 'cancelled',
}

export class Browser {
  readonly jobs = new Map<string, Job>()
  readonly payloads = new Map<string, readonly StoredPayload[]>()
  readonly tabs = new Set<Tab>()
  readonly illegal: string[] = []
  /** How often a record was set back behind the ledger's back, and whether the administrator was told. */
  setBacks = 0
  wasToldOfFault = false
  storeCalls = 0
  /** The draft that jobs are submitted from. */
  draft: DraftModel | null = null
  storeFault: (nth: number) => StoreFault = () => 'fine'
  #locks = new Map<string, { holder: Lease | null; queue: Lease[] }>()
  #keys = 0
  readonly clock: Clock
  readonly chance: () => number
  readonly proxy: ProxyProcess
  readonly seams: StoreSeams
  /** Begins the keys of this browser: no two have the same. */
  readonly name: string
  constructor(clock: Clock, chance: () => number, proxy: ProxyProcess, seams: StoreSeams, name = 'key') {
    this.clock = clock
    this.chance = chance
    this.proxy = proxy
    this.seams = seams
    this.name = name
  }

  open(): Tab {
    const tab = new Tab(this)
    this.tabs.add(tab)
    return tab
  }

  newKey(): string {
    this.#keys += 1
    return `${this.name}-${String(this.#keys).padStart(16, '0')}`
  }

  commit(job: Job, expectedVersion: number | null) {
    const before = this.jobs.get(job.id) ?? null
    if (this.seams.ignoresVersion !== true && (before?.version ?? null) !== expectedVersion)
      throw Object.assign(new Error('Another tab has continued this job.'), { name: 'StaleJobError' })
    for (const batch of job.batches) {
      const was = before?.batches.find(({ key }) => key === batch.key)
      if (was !== undefined && !(legal[was.state] ?? '').split(' ').includes(batch.state)) this.illegal.push(`${was.state} to ${batch.state}`)
    }
    if (/fault in Rollcall/.test(job.pausedBecause ?? '')) this.wasToldOfFault = true
    this.jobs.set(job.id, structuredClone(job))
    for (const tab of this.tabs) tab.told(job.id)
  }

  /** Something outside Rollcall damages the record: a batch that is on its way is marked as never sent. */
  setBack() {
    for (const job of this.jobs.values()) {
      this.setBacks += 1
      this.jobs.set(job.id, {
        ...job,
        batches: job.batches.map((batch) => (batch.state === 'sending' ? { ...batch, state: 'prepared', sentAt: null } : batch)),
      })
    }
  }

  /** Nothing may leave before its intent is stored (rule 6). A thawed tab may come late: then the proxy replays what it knows. */
  checkIntent(key: string) {
    const job = [...this.jobs.values()].find(({ batches }) => batches.some((batch) => batch.key === key))
    const batch = job?.batches.find((each) => each.key === key)
    if (batch === undefined || batch.state === 'prepared') this.illegal.push(`${batch?.state ?? 'nowhere'} straight to the proxy`)
    if (job?.canary === 'going' && batch?.isCanary !== true) this.illegal.push('the canary to everybody, unseen')
  }

  request(lease: Lease, isTakeOver: boolean) {
    const lock = this.#locks.get(lease.name) ?? { holder: null, queue: [] }
    this.#locks.set(lease.name, lock)
    if (isTakeOver && lock.holder !== null) {
      lock.holder.lose()
      lock.holder = null
    }
    if (isTakeOver) lock.queue.unshift(lease)
    else lock.queue.push(lease)
    this.#grant(lease.name)
  }

  release(lease: Lease) {
    const lock = this.#locks.get(lease.name)
    if (lock === undefined) return
    lock.queue = lock.queue.filter((each) => each !== lease)
    if (lock.holder === lease) lock.holder = null
    this.#grant(lease.name)
  }

  #grant(name: string) {
    const lock = this.#locks.get(name)
    const next = lock?.queue[0]
    if (lock === undefined || lock.holder !== null || next === undefined) return
    lock.queue.shift()
    lock.holder = next
    next.grant()
  }
}

interface Lease {
  readonly name: string
  grant(): void
  lose(): void
}

export class Tab {
  isAlive = true
  readonly engine: Engine
  #frozen: (() => void)[] | null = null
  #leases = new Set<Lease>()
  readonly browser: Browser
  constructor(browser: Browser) {
    this.browser = browser
    this.engine = startEngine(this.#dependencies())
  }

  /** What a defect defect keeps in this tab's memory alone. */
  readonly #late = new Map<string, Job>()

  #commit(job: Job, version: number | null, claim?: DraftClaim) {
    const { browser } = this
    if (claim !== undefined && !browser.jobs.has(job.id)) browser.draft?.take(claim, job)
    const late = this.#late.get(job.id)
    this.#late.delete(job.id)
    if (late !== undefined) browser.commit(late, late.version - 1)
    if (browser.seams.delaysWrite?.(job, browser.jobs.get(job.id) ?? null) === true) this.#late.set(job.id, job)
    else browser.commit(job, version)
  }

  /** The renderer is gone: nothing of it goes on, and its locks are free. */
  kill() {
    if (!this.isAlive) return
    this.isAlive = false
    this.browser.tabs.delete(this)
    for (const lease of this.#leases) this.browser.release(lease)
  }

  freeze() {
    this.#frozen ??= []
  }

  thaw() {
    const waiting = this.#frozen ?? []
    this.#frozen = null
    for (const go of waiting) go()
  }

  told(jobId: string) {
    if (this.isAlive && this.#frozen === null) this.engine.follow(jobId)
  }

  /** Whatever comes back to a dead tab never arrives, and to a frozen one later. */
  async #arrive<T>(given: Promise<T>): Promise<T> {
    const end = await given.then(
      (value) => ({ isGood: true as const, value }),
      (error: unknown) => ({ isGood: false as const, error }),
    )
    if (this.#frozen !== null) await new Promise<void>((resolve) => this.#frozen?.push(resolve))
    if (!this.isAlive) return never()
    if (end.isGood) return end.value
    throw end.error instanceof Error ? end.error : new Error(String(end.error))
  }

  #dependencies(): Pick<EngineDependencies, 'client' | 'store'> & Partial<EngineDependencies> {
    const { browser } = this
    const { clock, chance, proxy } = browser
    const arrive = <T>(given: Promise<T>) => this.#arrive(given)
    const write = async (commit: () => void): Promise<void> => {
      await clock.sleep(1 + chance() * 4)
      if (!this.isAlive) return
      browser.storeCalls += 1
      const fault = browser.storeFault(browser.storeCalls)
      if (fault === 'dies-before') this.kill()
      if (fault === 'fails-before') throw Object.assign(new Error('Connection to Indexed Database server lost.'), { name: 'UnknownError' })
      if (!this.isAlive) return
      commit()
      if (fault === 'dies-after') this.kill()
      if (fault === 'fails-after') throw Object.assign(new Error('The connection was closed.'), { name: 'AbortError' })
      await clock.sleep(1 + chance() * 4)
    }
    return {
      client: {
        registerSubmission: (key) => arrive(proxy.register(key)),
        submitUsers: (organizationId, { method, body, key, tryAt, claim }) => {
          browser.checkIntent(key)
          return arrive(proxy.submit(method, body, key, organizationId, tryAt, browser.seams.isUnleased === true ? null : claim))
        },
        lease: (request) =>
          browser.seams.isUnleased === true ? Promise.resolve({ held: true, isNew: false, by: null, settling: null }) : arrive(proxy.lease(request)),
        getSubmission: (key) => arrive(proxy.submission(key)),
        getJobResults: (_, jobId, { limit, skip }) =>
          arrive(
            proxy.read(() => {
              const results = proxy.upstream.results(jobId, limit, skip)
              const batch = [...browser.jobs.values()].flatMap(({ batches }) => batches).find((each) => each.jobId === jobId)
              return browser.seams.results?.(results, batch, skip) ?? results
            }),
          ),
        probe: () => arrive(proxy.read(() => undefined)),
        lookup: (_, { ids, names }, pace) =>
          arrive(
            pace.turn().then(() =>
              proxy.read(() => {
                browser.seams.onLookup?.(ids)
                return [...proxy.upstream.users.values()].filter(
                  (user) =>
                    ids.includes(user._id) ||
                    names.some(({ username, email }) => username === user.username || email.toLowerCase() === user.email.toLowerCase()),
                )
              }),
            ),
          ),
      },
      store: {
        putJob: (job, version, claim) => arrive(write(() => this.#commit(job, version, claim))),
        getJob: (id) => arrive(clock.sleep(1).then(() => this.#late.get(id) ?? browser.jobs.get(id) ?? null)),
        listJobs: () => arrive(clock.sleep(1).then(() => [...browser.jobs.values()].map(headerOf))),
        putPayloads: (_, batches) =>
          arrive(
            write(() => {
              for (const [key, items] of batches) browser.payloads.set(key, structuredClone(items))
            }),
          ),
        getPayloads: (key) => arrive(clock.sleep(1).then(() => browser.payloads.get(key) ?? [])),
      },
      now: () => clock.now(),
      sleep: (ms) => arrive(clock.sleep(ms)),
      random: chance,
      newKey: () => browser.newKey(),
      ...(browser.seams.startUpdates === undefined ? {} : { startUpdates: browser.seams.startUpdates }),
      alone: (name, task, isTakeOver) => this.#alone(name, task, isTakeOver),
    }
  }

  #alone<T>(name: string, task: (isMine: () => boolean) => Promise<T>, isTakeOver: boolean): Promise<T> {
    if (!this.isAlive) return never()
    return new Promise((resolve, reject) => {
      let isMine = true
      const lease: Lease = {
        name,
        grant: () => {
          task(() => isMine)
            .finally(() => {
              this.#leases.delete(lease)
              this.browser.release(lease)
            })
            .then(resolve, reject)
        },
        lose: () => {
          isMine = false
          reject(Object.assign(new Error('The lock was taken.'), { name: 'AbortError' }))
        },
      }
      this.#leases.add(lease)
      this.browser.request(lease, isTakeOver)
    })
  }
}
