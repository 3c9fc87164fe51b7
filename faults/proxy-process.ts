/** The proxy as a process that can die at every write: the real journal on a real file, and the real rule of one key, one send. */
import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal, type Disk, type Journal } from '../proxy/journal.ts'
import { openLeases, type LeaseAnswer, type Leases } from '../proxy/leases.ts'
import { sendOnce, type SendEnd } from '../proxy/send.ts'
import { updatesUnderWay } from '../proxy/settling.ts'
import { ApiError, errorOf } from '../src/adapters/jumpcloud/errors.ts'
import type { Registration } from '../src/domain/jobs/ledger-model.ts'
import type { LeaseRequest } from '../src/adapters/jumpcloud/client.ts'
import type { Submission } from '../src/adapters/jumpcloud/decode.ts'
import type { Clock } from './clock.ts'
import type { UpstreamModel } from './upstream-model.ts'

/** What the disk does at its nth call. `dies` calls end the process there. */
export type DiskFault = 'fine' | 'full' | 'torn' | 'dies-before' | 'dies-after' | 'dies-torn'

export interface Seams {
  /** Lets a defect defect stand in for a part. */
  readonly journal?: (journal: Journal) => Journal
  readonly send?: (send: UpstreamModel['send']) => UpstreamModel['send']
  /** After a restart users are given out at once, as if nothing were under way. */
  readonly isUnsettled?: boolean
}

export class ProxyProcess {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'rollcall-faults-'))
  isAlive = true
  /** Counts every call to the disk over all lives. */
  diskCalls = 0
  diskFault: (nth: number) => DiskFault = () => 'fine'
  #journal: Journal
  #leases: Leases
  #life = 0
  readonly clock: Clock
  readonly upstream: UpstreamModel
  readonly seams: Seams
  constructor(clock: Clock, upstream: UpstreamModel, seams: Seams) {
    this.clock = clock
    this.upstream = upstream
    this.seams = seams
    this.#journal = this.#open()
    this.#leases = this.#openLeases()
  }

  #open(): Journal {
    const life = this.#life
    const call = (write: (fault: DiskFault) => void) => {
      if (life !== this.#life) throw new Error('This process is dead.')
      this.diskCalls += 1
      const fault = this.diskFault(this.diskCalls)
      if (fault === 'full') throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      if (fault === 'dies-before') this.kill()
      if (life !== this.#life) throw new Error('This process is dead.')
      write(fault)
      if (fault === 'torn') throw Object.assign(new Error('input/output error'), { code: 'EIO' })
      if (fault === 'dies-after' || fault === 'dies-torn') {
        this.kill()
        throw new Error('This process is dead.')
      }
    }
    const disk: Disk = {
      append: (file, text) =>
        call((fault) => void writeSync(file, fault === 'torn' || fault === 'dies-torn' ? text.slice(0, Math.floor(text.length / 2)) : text)),
      sync: () => call(() => undefined),
    }
    const journal = openJournal(this.dataDir, 'simulator', () => this.clock.now(), disk)
    return this.seams.journal?.(journal) ?? journal
  }

  #openLeases(): Leases {
    const sentBefore = this.seams.isUnsettled === true ? [] : updatesUnderWay(this.#journal.list(), this.clock.now())
    return openLeases({ now: () => this.clock.elapsed(), sentBefore })
  }

  kill() {
    if (!this.isAlive) return
    this.isAlive = false
    this.#life += 1
  }

  restart() {
    if (this.isAlive) return
    this.#journal = this.#open()
    this.#leases = this.#openLeases()
    this.isAlive = true
  }

  async register(key: string): Promise<Registration> {
    const life = this.#begin()
    await this.clock.sleep(2)
    this.#check(life)
    try {
      return this.#journal.register(key)
    } catch (error) {
      this.#check(life)
      throw new ApiError('unreachable', String(error))
    }
  }

  async lease({ do: action, ...request }: LeaseRequest): Promise<LeaseAnswer> {
    const life = this.#begin()
    await this.clock.sleep(2)
    this.#check(life)
    return this.#leases[action](request as never)
  }

  async submit(method: 'POST' | 'PATCH', body: string, key: string, organizationId: string, tryAt: number, claim: string | null): Promise<{ jobId: string }> {
    const life = this.#begin()
    await this.clock.sleep(2)
    this.#check(life)
    const bytes = Buffer.from(body)
    const plain = this.upstream.send.bind(this.upstream)
    const send = this.seams.send?.(plain) ?? plain
    const leases = this.#leases
    const users = JSON.parse(body) as { id?: string }[]
    const isLeased = () =>
      claim === null ||
      leases.covers(
        claim,
        organizationId,
        users.flatMap(({ id }) => id ?? []),
      )
    const end = await sendOnce(this.#journal, { key, tryAt: String(tryAt), method, body: bytes, organizationId, users: users.length, isLeased }, () =>
      send(method, bytes),
    )
    this.#check(life)
    await this.clock.sleep(2)
    this.#check(life)
    return toPage(end)
  }

  async submission(key: string): Promise<Submission> {
    const life = this.#begin()
    await this.clock.sleep(2)
    this.#check(life)
    return this.#journal.get(key)
  }

  /** A read: what the process answers is lost with it. */
  async read<T>(value: () => T): Promise<T> {
    const life = this.#begin()
    try {
      const found = await this.upstream.read(value)
      this.#check(life)
      return found
    } catch (error) {
      this.#check(life)
      throw error instanceof ApiError
        ? error
        : new ApiError(error instanceof Error && error.constructor.name === 'RateLimited' ? 'rate-limited' : 'unreachable', String(error))
    }
  }

  #begin(): number {
    if (!this.isAlive) throw new ApiError('offline', 'Failed to fetch')
    return this.#life
  }
  #check(life: number) {
    if (life !== this.#life) throw new ApiError('offline', 'Failed to fetch')
  }

  /** The journal's text, for the oracle. */
  text(): string {
    return readFileSync(join(this.dataDir, 'journal.jsonl'), 'utf8')
  }

  remove() {
    this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** As the page's own client reads it. */
function toPage(end: SendEnd): { jobId: string } {
  const [status, header, text] =
    end.kind === 'refused'
      ? [end.refusal.status, end.refusal.rule, JSON.stringify({ message: end.refusal.message })]
      : end.kind === 'replayed'
        ? [end.status, null, JSON.stringify({ jobId: end.jobId ?? undefined, message: 'JumpCloud refused this request earlier.' })]
        : [end.answer.status, end.answer.status >= 300 && end.answer.status < 400 ? 'key-refused' : null, end.answer.body.toString()]
  if (status >= 200 && status < 300) return JSON.parse(text) as { jobId: string }
  const retryAfter = end.kind === 'answered' ? (end.answer.headers['retry-after'] ?? null) : null
  throw errorOf(
    { status, header: (name: string) => (name === 'x-rollcall-refusal' ? header : name === 'retry-after' ? retryAfter : null), text } as Parameters<
      typeof errorOf
    >[0],
    0,
  )
}
