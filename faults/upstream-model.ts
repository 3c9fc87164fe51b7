/** JumpCloud as the harness knows it: what was accepted, what became of it, and every way in which the answer can go astray. Shares no rule with the app. */
import { UpstreamError, type UpstreamAnswer } from '../proxy/forward.ts'
import type { Clock } from './clock.ts'

/** How one send ends. The first word says whether it was accepted. */
export const sendFaults = [
  'fine',
  'not-connected',
  'not-reset',
  'not-500',
  'not-timeout',
  'not-429',
  'not-429-silent',
  'not-400',
  'not-401',
  'not-302',
  'yes-reset',
  'yes-500',
  'yes-html',
  'yes-truncated',
  'yes-no-job-id',
  'yes-timeout',
  'late-reset',
] as const
export type SendFault = (typeof sendFaults)[number]

/** How the results of a job are told. */
export const resultFaults = ['plain', 'shuffled', 'twice', 'pages-of-ten', 'nameless-failures', 'odd-word', 'one-missing', 'late-rows', 'lower-case'] as const
export type ResultFault = (typeof resultFaults)[number]

export interface Element {
  readonly id?: string
  readonly username?: string
  readonly email?: string
  readonly [name: string]: unknown
}

export interface User {
  readonly _id: string
  readonly username: string
  readonly email: string
  readonly created: string
  readonly [name: string]: unknown
}

interface Work {
  readonly element: Element
  readonly dueAt: number
  outcome: 'pending' | 'applied' | 'failed'
  userId: string | null
}

interface Accepted {
  readonly jobId: string
  readonly at: number
  readonly method: string
  readonly work: Work[]
}

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0').slice(-length)

export class UpstreamModel {
  readonly users = new Map<string, User>()
  readonly accepted: Accepted[] = []
  /** Reads and sends that arrived. */
  requests = 0
  sendFault: (nth: number) => SendFault = () => 'fine'
  resultFault: (nth: number) => ResultFault = () => 'plain'
  readFault: (nth: number) => 'fine' | 'fails' | 'rate-limited' = () => 'fine'
  mostUsers = Number.POSITIVE_INFINITY
  /** Called when an update has changed a user. */
  onUpdate: (before: User, after: User, element: Element) => void = () => undefined
  #sends = 0
  #reads = 0
  #ids = 0
  readonly clock: Clock
  readonly chance: () => number
  constructor(clock: Clock, chance: () => number) {
    this.clock = clock
    this.chance = chance
  }

  addUser(username: string, email: string, more: object = {}): string {
    this.#ids += 1
    const _id = hex(this.#ids, 24)
    this.users.set(_id, { ...more, _id, username, email, created: new Date(this.clock.elapsed()).toISOString() })
    return _id
  }

  /** A send as the proxy makes it. What was accepted is on record before any answer leaves. */
  async send(method: string, body: Buffer): Promise<UpstreamAnswer> {
    this.#sends += 1
    const fault = this.sendFault(this.#sends)
    if (fault === 'not-connected') {
      await this.clock.sleep(5)
      throw new UpstreamError('connect ECONNREFUSED', 'no')
    }
    await this.clock.sleep(20 + this.chance() * 400)
    this.requests += 1
    const elements = JSON.parse(body.toString()) as Element[]
    if (elements.length > this.mostUsers) return answer(413, { message: 'Payload Too Large' })
    if (fault.startsWith('not-')) return this.#refuse(fault)
    if (fault === 'late-reset') {
      this.clock.at(this.clock.elapsed() + 60_000 + this.chance() * 360_000, () => this.#accept(method, elements))
      throw new UpstreamError('read ECONNRESET', 'maybe')
    }
    const jobId = this.#accept(method, elements)
    await this.clock.sleep(10 + this.chance() * 300)
    switch (fault) {
      case 'yes-reset':
        throw new UpstreamError('read ECONNRESET', 'maybe')
      case 'yes-truncated':
        throw new UpstreamError('the connection was cut before the answer was complete', 'maybe')
      case 'yes-timeout':
        await this.clock.sleep(180_000)
        throw new UpstreamError('no answer within 180 seconds', 'maybe')
      case 'yes-500':
        return answer(503, { message: 'Service Unavailable' })
      case 'yes-html':
        return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html><title>Sorry</title></html>') }
      case 'yes-no-job-id':
        return answer(200, {})
      default:
        return answer(200, { jobId })
    }
  }

  async #refuse(fault: SendFault): Promise<UpstreamAnswer> {
    switch (fault) {
      case 'not-429':
        return { ...answer(429, { message: 'Too Many Requests' }), headers: { 'retry-after': '3' } }
      case 'not-429-silent':
        return answer(429, { message: 'Too Many Requests' })
      case 'not-400':
        return answer(400, { message: 'Bad Request' })
      case 'not-401':
        return answer(401, { message: 'Unauthorized' })
      case 'not-302':
        return answer(302, '')
      case 'not-500':
        return answer(500, { message: 'Internal Server Error' })
      case 'not-timeout':
        await this.clock.sleep(180_000)
        throw new UpstreamError('no answer within 180 seconds', 'maybe')
      default:
        throw new UpstreamError('read ECONNRESET', 'maybe')
    }
  }

  #accept(method: string, elements: readonly Element[]): string {
    this.#ids += 1
    const jobId = hex(this.#ids, 24)
    const at = this.clock.elapsed()
    const work = elements.map((element, index): Work => ({ element, dueAt: at + 700 + index * 40 + this.chance() * 2_000, outcome: 'pending', userId: null }))
    this.accepted.push({ jobId, at, method, work })
    for (const each of work) this.clock.at(each.dueAt, () => this.#apply(method, each))
    return jobId
  }

  #apply(method: string, work: Work) {
    const { element } = work
    const has = (name: 'username' | 'email') => [...this.users.values()].some((user) => user[name].toLowerCase() === (element[name] ?? '').toLowerCase())
    if (element['description'] === 'fails' || (method === 'POST' && (has('username') || has('email')))) {
      work.outcome = 'failed'
      return
    }
    if (method === 'POST') work.userId = this.addUser(element.username ?? '', element.email ?? '', element)
    else {
      const user = this.users.get(element.id ?? '')
      if (user === undefined) {
        work.outcome = 'failed'
        return
      }
      const after = { ...user, ...element, _id: user._id }
      this.users.set(user._id, after)
      this.onUpdate(user, after, element)
      work.userId = user._id
    }
    work.outcome = 'applied'
  }

  async read<T>(value: () => T): Promise<T> {
    this.#reads += 1
    const fault = this.readFault(this.#reads)
    await this.clock.sleep(10 + this.chance() * 120)
    this.requests += 1
    if (fault === 'fails') throw new UpstreamError('read ECONNRESET', 'maybe')
    if (fault === 'rate-limited') throw new RateLimited('Too Many Requests')
    return value()
  }

  results(jobId: string, limit: number, skip: number): object[] {
    const nth = this.accepted.findIndex((each) => each.jobId === jobId)
    const job = this.accepted[nth]
    if (job === undefined) return []
    const fault = this.resultFault(nth)
    let work: Work[] = job.work
    if (fault === 'one-missing') work = work.slice(1)
    if (fault === 'late-rows') work = work.filter((each, index) => index % 2 === 0 || this.clock.elapsed() > each.dueAt + 5_000)
    if (fault === 'twice') work = work.flatMap((each) => [each, each])
    if (fault === 'shuffled') work = [...work].sort((a, b) => (a.element.email ?? '').localeCompare(b.element.email ?? '') * (this.chance() < 0.5 ? 1 : -1))
    return work.slice(skip, skip + (fault === 'pages-of-ten' ? Math.min(limit, 10) : limit)).map((each) => this.#result(each, fault))
  }

  #result({ element, outcome, userId }: Work, fault: ResultFault): object {
    const status = outcome === 'pending' ? 'pending' : outcome === 'failed' ? 'failed' : fault === 'odd-word' ? 'quarantined' : 'finished'
    const nobody = outcome === 'failed' && fault === 'nameless-failures'
    const known = this.users.get(userId ?? element.id ?? '')
    const email = element.email ?? known?.email
    return {
      status,
      statusMsg: outcome === 'failed' ? 'A user with this username already exists' : '',
      meta: nobody
        ? {}
        : {
            systemUser: {
              ...(userId === null ? {} : { id: userId }),
              username: element.username ?? known?.username,
              email: fault === 'lower-case' ? email?.toLowerCase() : email,
            },
          },
    }
  }

  /** How often an element of this name was accepted, and whether the last that ended was applied. */
  truthOf(isIt: (element: Element) => boolean): { accepted: number; applied: boolean } {
    const all = this.accepted.flatMap(({ work }) => work.filter(({ element }) => isIt(element)))
    return { accepted: all.length, applied: all.some(({ outcome }) => outcome === 'applied') }
  }
}

export class RateLimited extends Error {}

const answer = (status: number, body: unknown): UpstreamAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
