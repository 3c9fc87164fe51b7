/** Back, reload, tabs, windows and clicks, at every moment of a submit and in any order: no row is sent twice, and no sent draft looks unsent. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromFile } from '#domain/draft/origin.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { reviewDraft, type Review } from '#domain/plan/compute-plan.ts'
import type { SystemUser, WireWorkResult } from '#domain/wire.ts'
import { headerOf } from '../storage/job-header.ts'
import { startEngine, type Engine, type SubmitItem } from '../submission/engine.ts'
import { createdDraft } from './create-draft.ts'
import { Disk, openTab, tenant } from './draft-surroundings.ts'
import type { Drafts } from './drafts.ts'
import type { LockEvents } from './lock.ts'
import type { DraftSent } from './sent.ts'

const names = ['ana', 'ben', 'cleo', 'dan']
const idOf = (name: string) => String(names.indexOf(name) + 1).padStart(24, '0')
/** Whom an update finds: their departments differ from the draft's. */
const directory: readonly SystemUser[] = names.map((name) => ({ id: idOf(name), username: name, email: `${name}@x.example`, department: 'Legal' }))
const purposes = ['create', 'update'] as const
type Purpose = (typeof purposes)[number]
const never = new Promise<never>(() => undefined)
const draftId = 'draft-1'

/** One submission key is one send, as the proxy's journal has it. */
class Upstream {
  readonly sends: string[] = []
  readonly #answered = new Map<string, { readonly jobId: string; readonly results: readonly WireWorkResult[] }>()

  submit(key: string, body: string): { jobId: string } {
    const known = this.#answered.get(key)
    if (known !== undefined) return known
    const users = (JSON.parse(body) as { username?: string; id?: string }[]).map((user) => user.username ?? names.find((name) => idOf(name) === user.id) ?? '')
    this.sends.push(...users)
    const results = users.map((username) => ({ status: 'finished', meta: { systemUser: { id: idOf(username), username } } }))
    const answer = { jobId: String(this.#answered.size + 1).padStart(24, '0'), results }
    this.#answered.set(key, answer)
    return answer
  }

  jobOf = (key: string): string | null => this.#answered.get(key)?.jobId ?? null
  results = (jobId: string) => [...this.#answered.values()].find((each) => each.jobId === jobId)?.results ?? []
}

/** Locks by name: whoever waits has it when the holder lets go or dies. */
class Locks {
  readonly #queues = new Map<string, { readonly page: Page; readonly grant: () => void; readonly lose: () => void }[]>()

  request(name: string, page: Page, grant: () => void, lose: () => void) {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    queue.push({ page, grant, lose })
    if (queue.length === 1) grant()
    return queue.length === 1
  }

  release(name: string, page: Page) {
    const queue = this.#queues.get(name) ?? []
    const wasHolder = queue[0]?.page === page
    this.#queues.set(
      name,
      queue.filter((each) => each.page !== page),
    )
    if (wasHolder) this.#queues.get(name)?.[0]?.grant()
  }

  holder = (name: string): Page | null => this.#queues.get(name)?.[0]?.page ?? null

  steal(name: string, page: Page) {
    const queue = this.#queues.get(name) ?? []
    const mine = queue.find((each) => each.page === page)
    const holder = queue[0]
    if (mine === undefined || holder === undefined || holder === mine) return
    this.#queues.set(name, [mine, ...queue.filter((each) => each !== mine)])
    holder.lose()
    mine.grant()
  }

  forget(page: Page) {
    for (const name of this.#queues.keys()) this.release(name, page)
  }
}

interface Browser {
  readonly disk: Disk
  readonly upstream: Upstream
  readonly locks: Locks
  readonly scheduler: fc.Scheduler
  readonly purpose: Purpose
  keys: number
}

class Page {
  isAlive = true
  readonly drafts: Drafts
  readonly engine: Engine
  /** What the administrator has before them: a plan, and what was known to be sent when it was made. */
  shown: { readonly review: Review; readonly sent: DraftSent; readonly items: readonly SubmitItem[] } | null = null
  #events: LockEvents | null = null
  #thaw: (() => void) | null = null
  #frozen: Promise<void> = Promise.resolve()
  readonly browser: Browser
  constructor(browser: Browser, name: string) {
    this.browser = browser
    const turn = () => this.turn()
    this.drafts = openTab(browser.disk, name, { turn, lock: (_, events) => this.#lock(events) }).drafts
    this.engine = this.#startEngine()
    this.drafts.open(draftId)
    void this.engine.resumeJobs(tenant)
  }

  async turn(): Promise<void> {
    await this.browser.scheduler.schedule(Promise.resolve())
    await this.#frozen
    if (!this.isAlive) await never
  }

  freeze() {
    this.#frozen = new Promise((resolve) => {
      this.#thaw = resolve
    })
  }

  thaw = () => this.#thaw?.()

  kill() {
    this.isAlive = false
    this.browser.locks.forget(this)
  }

  #lock(events: LockEvents) {
    this.#events = events
    const { locks } = this.browser
    const isMine = locks.request(
      draftId,
      this,
      () => events.onHeld(),
      () => void this.turn().then(() => events.onElsewhere()),
    )
    if (!isMine) events.onElsewhere()
    return { release: () => locks.release(draftId, this), takeOver: () => undefined }
  }

  /** Asks the tab that edits the draft; one that does not answer loses it. */
  takeOver(isAnswered: boolean) {
    const { locks } = this.browser
    const holder = locks.holder(draftId)
    if (holder === null || holder === this) return
    const take = () => this.isAlive && locks.steal(draftId, this)
    if (isAnswered) void holder.#events?.onAsked().then(take, take)
    else take()
  }

  #startEngine(): Engine {
    const { disk, upstream, locks } = this.browser
    const on = <T>(work: () => T) => this.turn().then(work)
    return startEngine({
      client: {
        registerSubmission: () => on(() => ({ journal: 'journal-1', tryAt: 1 })),
        submitUsers: (_, { key, body }) => on(() => upstream.submit(key, body)).then(async (answer) => (await this.turn(), answer)),
        lease: () => on(() => ({ held: true, isNew: false, by: null, settling: null })),
        getSubmission: (key) =>
          on(() => ({
            key,
            running: false,
            journal: 'journal-1',
            tryAt: 1,
            isThisRun: true,
            method: null,
            organizationId: null,
            upstream: 'simulator' as const,
            users: null,
            sentAt: null,
            answeredAt: null,
            ...(upstream.jobOf(key) === null
              ? { state: 'registered' as const, status: null, jobId: null }
              : { state: 'answered' as const, status: 200, jobId: upstream.jobOf(key) }),
          })),
        getJobResults: (_, jobId, { limit, skip }) => on(() => upstream.results(jobId).slice(skip, skip + limit)),
        probe: () => on(() => undefined),
        lookup: () => on(() => []),
      },
      store: {
        putJob: (job, version, claim) => on(() => disk.putJob(job, version, claim)),
        getJob: (id) => on(() => disk.jobs.get(id) ?? null),
        listJobs: () => on(() => [...disk.jobs.values()].map(headerOf)),
        putPayloads: (_, batches) =>
          on(() => {
            for (const [key, items] of batches) disk.payloads.set(key, structuredClone(items))
          }),
        getPayloads: (key) => on(() => disk.payloads.get(key) ?? []),
      },
      now: () => 1_000,
      sleep: () => this.turn(),
      random: () => 0.5,
      newKey: () => `key-${(this.browser.keys += 1)}`,
      alone: (name, task) =>
        new Promise((resolve, reject) => {
          locks.request(
            name,
            this,
            () =>
              void task(() => this.isAlive)
                .finally(() => locks.release(name, this))
                .then(resolve, reject),
            () => undefined,
          )
        }),
    })
  }

  /** Opens the review, or comes back to it: a plan of what is stored then. */
  async review() {
    this.shown = null
    await this.turn()
    const sent = await this.browser.disk.getSent(draftId)
    await this.turn()
    const state = this.drafts.stateOf(draftId)
    if (state?.kind !== 'open' || state.draft.rows === null) return
    const { rows, excluded, omitted, sendAgain } = state.draft
    const { purpose } = this.browser
    const review = reviewDraft(rows, purpose === 'create' ? [] : directory, new Map(), {
      purpose,
      matchBy: 'auto',
      heldBack: new Map(),
      organization: null,
      isComplete: false,
      excluded,
      omitted,
      sendAgain,
      sentJobs: sent.jobs,
    })
    const items = review.plan.items.flatMap((item): SubmitItem[] => {
      const row = rows.rows.at(review.plan.items.indexOf(item))
      if (item.kind !== purpose || row === undefined) return []
      const [username = '', email = '', department = ''] = row.cells
      const user = item.kind === 'update' ? item.user : null
      const userId = user?.id ?? null
      return [
        {
          row: { key: row.key, line: row.line, username, email, userId, outcome: null, message: null, status: null },
          ...(userId === null ? { method: 'POST', payload: { username, email } } : { method: 'PATCH', payload: { id: userId, department } }),
          user,
          readAt: 0,
        },
      ]
    })
    this.shown = { review, sent, items }
  }

  /** A click on the button that confirms; what is shown may be old by now. */
  submit() {
    const { shown } = this
    if (shown === null || shown.items.length === 0) return
    const { review, sent, items } = shown
    void this.drafts
      .submit(draftId, (owner) =>
        this.engine.submitJob({
          tenant,
          organizationName: 'Acme',
          name: 'users.csv',
          purpose: this.browser.purpose,
          items,
          suppressEmail: false,
          maxBytes: 1_000_000,
          claim: {
            draftId,
            owner,
            sendVersion: sent.sendVersion,
            rowCount: names.length,
            sent: review.plan.counts.sent + items.length,
            leftOut: [],
            rows: items.map(({ row }) => ({ key: row.key, print: review.prints[Number(row.key.slice(1)) - 1] ?? 0, sourceRef: null })),
          },
        }),
      )
      .catch(() => undefined)
  }
}

const which = fc.nat(2)
const move = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('review' as const), which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('submit' as const), which, clicks: fc.constantFrom(1, 2, 20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take-over' as const), which, isAnswered: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('thaw' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('exclude' as const), which, row: fc.nat(3), excluded: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), steps: fc.nat(60) }) },
)

async function play(scheduler: fc.Scheduler, purpose: Purpose, moves: readonly (typeof move extends fc.Arbitrary<infer M> ? M : never)[]) {
  const browser: Browser = { disk: new Disk(), upstream: new Upstream(), locks: new Locks(), scheduler, purpose, keys: 0 }
  const { draft, settled } = createdDraft(draftId, 1, {
    tenant,
    name: 'users.csv',
    origin: fromFile,
    purpose,
    columns: ['username', 'email', 'department'],
    rows: names.map((name) => ({ cells: [name, `${name}@x.example`, 'Sales'] })),
  })
  const { table, ...header } = draft
  await browser.disk.putDraft({ ...header, updatedAt: 1, headers: table.headers, rowCount: names.length, hasRows: true, owner: '' }, table, new Set(), [
    { kind: 'settled', settled },
  ])
  let pages: Page[] = []
  let opened = 0
  const open = () => pages.push(new Page(browser, `tab-${(opened += 1)}`))
  const pageOf = (nth: number) => pages[nth % pages.length]
  /** So many waiting accesses go on, in the order that the seed gives. */
  const pass = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (scheduler.count() === 0) return
      await scheduler.waitOne()
    }
  }
  // It begins in front of a review, as a submit does.
  open()
  await pass(60)
  void pages[0]?.review()
  await pass(10)
  for (const next of moves) {
    if (next.do === 'open') open()
    else if (next.do === 'pass') await pass(next.steps)
    else {
      const page = pageOf(next.which)
      if (page === undefined) open()
      else if (next.do === 'review') void page.review()
      else if (next.do === 'submit') for (let click = 0; click < next.clicks; click += 1) page.submit()
      else if (next.do === 'take-over') page.takeOver(next.isAnswered)
      else if (next.do === 'freeze') page.freeze()
      else if (next.do === 'thaw') page.thaw()
      else if (next.do === 'exclude') page.drafts.setExcluded(draftId, [rowKey(next.row + 1)], next.excluded)
      else {
        page.kill()
        pages = pages.filter((each) => each !== page)
        if (next.do === 'reload') open()
      }
    }
  }
  // In the end somebody looks: every page goes on, and one more is opened.
  for (const page of pages) page.thaw()
  open()
  await pass(4_000)
  return browser
}

test('whatever is pressed while a draft is submitted, each row leaves once at most, and the draft knows every row that left', async () => {
  const submits = { create: 0, update: 0 }
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.constantFrom(...purposes), fc.array(move, { minLength: 6, maxLength: 30 }), async (scheduler, purpose, moves) => {
      const { disk, upstream } = await play(scheduler, purpose, moves)
      const times = names.map((name) => upstream.sends.filter((each) => each === name).length)
      expect(Math.max(...times)).toBeLessThanOrEqual(1)
      const known = (await disk.getSent(draftId)).jobs.flatMap(({ rows }) => [...rows].map((number) => names[number - 1]))
      expect(upstream.sends.filter((name) => !known.includes(name))).toEqual([])
      expect(known).toHaveLength(new Set(known).size)
      expect(disk.header(draftId).submissions?.length ?? 0).toBe(disk.jobs.size)
      submits[purpose] += disk.jobs.size
      refused += moves.filter((each) => each.do === 'submit').length - disk.jobs.size
    }),
    { numRuns: 500, seed: Number(process.env['ROLLCALL_SEED'] ?? 20_261_126) },
  )
  // The property is worth something only where drafts are in fact submitted, and second submits are tried.
  expect(Math.min(submits.create, submits.update)).toBeGreaterThan(75)
  expect(refused).toBeGreaterThan(200)
}, 120_000)
