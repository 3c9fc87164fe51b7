/** Several administrators on one user: jobs of Rollcall in one or two browsers, and somebody in JumpCloud's own console, in seeded interleavings of read, change, send and read-back. */
import { rowState } from '../src/domain/jobs/ledger-model.ts'
import { updatePayload } from '../src/domain/jobs/payload.ts'
import type { SystemUser } from '../src/domain/wire.ts'
import { Browser, type Tab } from './browser-model.ts'
import { chanceOf, Clock } from './clock.ts'
import { ProxyProcess } from './proxy-process.ts'
import { UpstreamModel, type Element, type User } from './upstream-model.ts'

const organizationId = 'a'.repeat(24)
const tenant = { upstream: 'simulator', organizationId } as const
const minute = 60_000
const fields = ['attributes.badge', 'attributes.desk', 'attributes.car', 'phoneNumbers.work', 'phoneNumbers.home'] as const
type Entries = ReadonlyMap<string, string>

export interface AdminsVerdict {
  /** Changes that were overwritten although a read could have shown it, or by another job, behind a green row; and rows that are green without reason. */
  readonly lost: number
  /** Changes of others that came between the last read and JumpCloud's applying the update. */
  readonly inWindow: number
  readonly windowMs: readonly number[]
  readonly reasons: readonly string[]
  readonly states: Readonly<Record<string, number>>
  /** How often a job said for which other one it waits. */
  readonly waits: number
}

interface Write {
  readonly at: number
  readonly by: string
}

interface SentJob {
  readonly name: string
  readonly browser: Browser
  id: string | null
  readonly readAt: ReadonlyMap<string, Entries>
  readonly wanted: ReadonlyMap<string, Entries>
}

/** The lists of a user, entry by entry. */
const entriesOf = (user: SystemUser | User): Entries => {
  const { attributes = [], phoneNumbers = [] } = user as SystemUser
  return new Map([
    ...attributes.map(({ name, value }): [string, string] => [`attributes.${name ?? ''}`, String(value)]),
    ...phoneNumbers.map(({ type, number }): [string, string] => [`phoneNumbers.${type ?? ''}`, number ?? '']),
  ])
}

/** One entry is set, or removed where the text is empty, as the console does. */
function withEntry(user: User, field: string, text: string): User {
  const entries = new Map(entriesOf(user))
  if (text === '') entries.delete(field)
  else entries.set(field, text)
  const of = (list: string) => [...entries].flatMap(([key, value]) => (key.startsWith(`${list}.`) ? [[key.slice(list.length + 1), value] as const] : []))
  return {
    ...user,
    attributes: of('attributes').map(([name, value]) => ({ name, value })),
    phoneNumbers: of('phoneNumbers').map(([type, number]) => ({ type, number })),
  }
}

/** Planted, to show that the play finds them. */
interface Defects {
  readonly isUnleased?: boolean
  readonly isUnsettled?: boolean
}

class Play {
  readonly clock = new Clock()
  readonly chance: () => number
  readonly upstream: UpstreamModel
  readonly proxy: ProxyProcess
  readonly browsers: Browser[]
  readonly jobs: SentJob[] = []
  readonly lookups: { readonly at: number; readonly ids: readonly string[] }[] = []
  readonly writes = new Map<string, Write>()
  readonly versions = new Map<string, { readonly at: number; readonly entries: Entries }[]>()
  readonly overwritten: { readonly job: SentJob; readonly userId: string; readonly field: string; readonly write: Write; readonly at: number }[] = []
  readonly said = new Set<string>()
  readonly ids: readonly string[]

  constructor(seed: number, { isUnleased = false, isUnsettled = false }: Defects) {
    this.chance = chanceOf(seed)
    this.upstream = new UpstreamModel(this.clock, this.chance)
    this.proxy = new ProxyProcess(this.clock, this.upstream, { isUnsettled })
    const seams = { isUnleased, onLookup: (ids: readonly string[]) => void this.lookups.push({ at: this.clock.elapsed(), ids }) }
    this.browsers = ['one', 'two'].map((name) => new Browser(this.clock, this.chance, this.proxy, seams, name))
    this.ids = ['ana', 'ben'].map((name) =>
      this.upstream.addUser(name, `${name}@acme.example`, {
        attributes: [{ name: 'badge', value: 'b' }],
        phoneNumbers: [{ type: 'work', number: '1' }],
      }),
    )
    for (const id of this.ids) this.keep(id)
    this.upstream.onUpdate = (before, after, element) => this.applied(before, after, element)
  }

  keep(id: string) {
    const user = this.upstream.users.get(id)
    const versions = this.versions.get(id) ?? []
    this.versions.set(id, versions)
    if (user !== undefined) versions.push({ at: this.clock.elapsed(), entries: entriesOf(user) })
  }

  /** Somebody works in JumpCloud's own console. */
  edit(nth: number) {
    const id = this.pick(this.ids)
    const field = this.pick(fields)
    const user = this.upstream.users.get(id)
    if (user === undefined) return
    this.upstream.users.set(id, withEntry(user, field, this.chance() < 0.25 ? '' : `9${nth}`))
    this.writes.set(`${id} ${field}`, { at: this.clock.elapsed(), by: 'console' })
    this.keep(id)
  }

  /** What an update of ours has changed although its administrator did not mean to. */
  applied(before: User, after: User, { description }: Element) {
    const job = this.jobs.find(({ name }) => name === description)
    const [was, is] = [entriesOf(before), entriesOf(after)]
    const at = this.clock.elapsed()
    for (const field of new Set([...was.keys(), ...is.keys()])) {
      if (job === undefined || was.get(field) === is.get(field)) continue
      const place = `${after._id} ${field}`
      const write = this.writes.get(place)
      const isMeant = job.wanted.get(after._id)?.has(field) === true && job.readAt.get(after._id)?.get(field) === was.get(field)
      if (!isMeant && write !== undefined) this.overwritten.push({ job, userId: after._id, field, write, at })
      this.writes.set(place, { at, by: job.name })
    }
    this.keep(after._id)
  }

  pick = <T>(list: readonly T[]): T => list[Math.floor(this.chance() * list.length)] as T
  at(ms: number, what: () => void) {
    this.clock.at(this.clock.elapsed() + ms, what)
  }

  tabOf(browser: Browser): Tab {
    const [alive] = browser.tabs
    if (alive !== undefined && this.chance() < 0.5) return alive
    const tab = browser.open()
    void tab.engine.resumeJobs(tenant)
    tab.engine.subscribe(() => {
      for (const id of browser.jobs.keys()) this.said.add(`${id} ${tab.engine.statusOf(id) ?? ''}`)
    })
    return tab
  }

  /** An administrator reviews, thinks, and submits. */
  plan(name: string, browser: Browser, reviewMs: number, submitMs: number) {
    this.at(reviewMs, () => {
      const chosen = this.ids.filter(() => this.chance() < 0.7)
      const users = (chosen.length === 0 ? this.ids : chosen).map((id) => structuredClone(this.upstream.users.get(id)) as User)
      // Batches of two jobs may come in opposite orders, each waiting for the other's users.
      if (this.chance() < 0.5) users.reverse()
      const changes = new Map(
        users.map((user) => [
          user._id,
          [...new Set([this.pick(fields), this.pick(fields)])].map((field, nth) => ({
            field,
            before: entriesOf(user).get(field) ?? '',
            after: `${this.jobs.length + 1}${nth}`,
          })),
        ]),
      )
      const job: SentJob = {
        name,
        browser,
        id: null,
        readAt: new Map(users.map((user) => [user._id, entriesOf(user)])),
        wanted: new Map([...changes].map(([id, list]) => [id, new Map(list.map(({ field, after }) => [field, after]))])),
      }
      this.jobs.push(job)
      const items = users.map((user, index) => ({
        row: { key: user._id, line: index + 2, username: user.username, email: user.email, userId: user._id, outcome: null, message: null, status: null },
        method: 'PATCH' as const,
        payload: { ...updatePayload(user as SystemUser, changes.get(user._id) ?? []), description: name },
        user: user as SystemUser,
        readAt: this.clock.now(),
      }))
      const perBatch = this.chance() < 0.3 ? 100 : 1_000_000
      this.at(submitMs, () => {
        void this.tabOf(browser)
          .engine.submitJob({ tenant, organizationName: 'Acme', name, purpose: 'update', suppressEmail: false, maxBytes: perBatch, items })
          .then(({ id }) => {
            job.id = id
          })
          .catch(() => undefined)
      })
    })
  }
}

/** One interleaving, and what was lost in it. */
export async function playAdmins(seed: number, defects: Defects = {}): Promise<AdminsVerdict> {
  const play = new Play(seed, defects)
  const { chance, browsers, proxy, upstream, clock } = play
  try {
    const isTwo = chance() < 0.4
    const second = browsers[isTwo ? 1 : 0] as Browser
    const first = browsers[0] as Browser
    play.plan('job A', first, chance() * 5_000, chance() * 8_000)
    play.plan('job B', second, chance() * 5_000, chance() * 8_000)
    if (chance() < 0.4) play.plan('job C', first, chance() * 12_000, chance() * 8_000)
    const edits = Math.floor(chance() * 6)
    for (let nth = 0; nth < edits; nth += 1) play.at(chance() * 25_000, () => play.edit(nth))
    if (chance() < 0.3)
      upstream.sendFault = (nth) => (nth === 1 + (seed % 3) ? play.pick(['not-429', 'not-connected', 'yes-reset', 'late-reset', 'not-500'] as const) : 'fine')
    // A tab dies, and its job is taken up where the browser is opened again.
    if (chance() < 0.3)
      play.at(chance() * 20_000, () => {
        for (const tab of first.tabs) tab.kill()
        play.at(1_000 + chance() * 30_000, () => void play.tabOf(first))
      })
    // What another browser has on its way is claimed again before anybody gets new users.
    if (chance() < 0.3)
      play.at(chance() * 20_000, () => {
        proxy.kill()
        play.at(500 + chance() * 10_000, () => proxy.restart())
      })
    await clock.run(90 * minute)
    return verdictOf(play)
  } finally {
    proxy.remove()
  }
}

const greens = new Set(['verified', 'succeeded', 'flagged'])

function verdictOf(play: Play): AdminsVerdict {
  const reasons: string[] = []
  const states: Record<string, number> = {}
  const windowMs: number[] = []
  let inWindow = 0
  const rowOf = (job: SentJob, userId: string) => {
    const batches = [...job.browser.jobs.values()].filter(({ name }) => name === job.name).flatMap((each) => each.batches)
    for (const batch of batches) for (const row of batch.rows) if (row.userId === userId) return { batch, row, state: rowState(batch, row) }
    return null
  }
  for (const job of play.jobs)
    for (const [userId, wanted] of job.wanted) {
      const found = rowOf(job, userId)
      const state = found?.state ?? 'nowhere'
      states[state] = (states[state] ?? 0) + 1
      if (['not-sent', 'sending', 'pending'].includes(state)) reasons.push(`${job.name} never came to an end: ${state}`)
      // Lists are always read back: green is what the directory has shown.
      if (state === 'succeeded' || state === 'flagged') reasons.push(`${job.name} is ${state} without a read-back`)
      if (state !== 'verified') continue
      // One read after the send, at least, has shown every entry as it was meant.
      const reads = play.lookups.filter((each) => each.at >= (found?.batch.sentAt ?? 0) && each.ids.includes(userId))
      const shown = reads.map((read) => (play.versions.get(userId) ?? []).findLast((version) => version.at <= read.at)?.entries)
      if (!shown.some((entries) => [...wanted].every(([field, text]) => entries?.get(field) === text)))
        reasons.push(`${job.name} is green, and no read has shown what it sent`)
    }
  for (const { job, userId, field, write, at } of play.overwritten) {
    const place = rowOf(job, userId)
    const sentAt = place?.batch.sentAt ?? 0
    const readAt = Math.max(...play.lookups.filter((each) => each.at <= sentAt && each.ids.includes(userId)).map((each) => each.at), 0)
    const other = play.jobs.find(({ name }) => name === write.by)
    if (other !== undefined) {
      const state = rowOf(other, userId)?.state ?? ''
      if (greens.has(state)) reasons.push(`${field} of ${other.name}, which is ${state}, was overwritten by ${job.name}`)
    } else if (write.at > readAt) {
      inWindow += 1
      windowMs.push(at - readAt)
    } else if (greens.has(place?.state ?? ''))
      reasons.push(`${field} was changed ${readAt - write.at} ms before ${job.name} read it, and overwritten behind green`)
  }
  const waits = new Set([...play.said].filter((text) => text.includes('Waiting for job')).map((text) => text.split(' ')[0])).size
  return { lost: reasons.length, inWindow, windowMs, reasons, states, waits }
}
