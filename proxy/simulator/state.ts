/** The simulator's memory: organizations with their users, jobs and log; kept in a file when it is given one. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ArmedFault, ResultsKind } from './scenarios.ts'

/** A user as stored: JumpCloud's own attributes, whatever they are. */
export type StoredUser = Record<string, unknown> & { _id: string; id: string; username: string; email: string }

export interface Work {
  readonly id: string
  readonly element: Record<string, unknown>
  /** When it is done, epoch milliseconds. */
  readonly dueAt: number
  readonly createdAt: number
  done: { readonly status: string; readonly statusMsg: string; readonly userId: string | null; readonly at: number } | null
}

export interface BulkJob {
  readonly id: string
  readonly method: 'POST' | 'PATCH'
  readonly work: Work[]
  readonly isShuffled: boolean
  /** How its results are answered, where that is not as usual, and how often they were read. */
  readonly results?: ResultsKind
  reads?: number
}

export interface LogEntry {
  readonly at: number
  readonly method: string
  readonly jobId: string
  readonly users: readonly { readonly username?: string | undefined; readonly email?: string | undefined; readonly id?: string | undefined }[]
}

/** What an update does with an empty text or a null: nobody outside knows what JumpCloud does, so it can be any of these. */
export type ClearAnswer = 'clears' | 'ignored' | 'refused'

/** What an administrator would set in JumpCloud's console, and the answers that are unknown. */
export interface Settings {
  /** The state of new users who come without one: `newSystemUserStateDefaults.csvImport`. */
  readonly defaultState: 'ACTIVATED' | 'STAGED'
  readonly passwordPolicy: Readonly<Record<string, unknown>>
  readonly emptyText: ClearAnswer
  readonly nullValue: ClearAnswer
  /** Terms that the filter of a search may have; JumpCloud states no number. */
  readonly searchTerms: number
  /** So many of the next searches answer 503. */
  readonly failingSearches: number
  /** The largest page of a search: 1,000 as JumpCloud's PowerShell module uses it, or 100 as the specification says. */
  readonly searchPageLimit: number
  /** Whether filters know `$in`, which only one public document mentions. */
  readonly inOperator: boolean
  /** Whether lists and results say how many there are in `x-total-count`. */
  readonly totalCountHeader: boolean
  /** What becomes of an element of a bulk request that is no object: a row that fails, or 400 for the request. */
  readonly oddElements: 'row' | 'request'
  /** The order of a list that was asked for without `sort`: JumpCloud promises none. */
  readonly unsorted: 'stored' | 'shuffled'
  /** What becomes of phones, addresses and attributes in an update. */
  readonly arrays: 'replaced' | 'appended'
  /** Whether every write keeps its values in another spelling. */
  readonly normalizes: boolean
  /** Lists and searches show what a job has changed only after so long. */
  readonly staleMs: number
  /** The words for a taken value; `{field}` is its name. */
  readonly duplicateText: string
  readonly reservedUsernames: readonly string[]
  /** The largest body of a bulk request in bytes, above which it is 413; 0 for none. */
  readonly mostBytes: number
  /** Above so many requests a second or a minute comes 429; 0 for none. */
  readonly requestsPerSecond: number
  readonly requestsPerMinute: number
  /** Whether a 429 says when to come again. */
  readonly retryAfter: boolean
  /** How long `sim-401-after` and its like take the key away. */
  readonly closedMs: number
  /** Every request is answered so, until then (epoch milliseconds; null for ever): a key that was taken away in the middle. */
  readonly closed: { readonly status: 302 | 401 | 403; readonly until: number | null } | null
}

export const usualSettings: Settings = {
  defaultState: 'STAGED',
  passwordPolicy: { enableMinLength: true, minLength: 12, needsLowercase: true, needsUppercase: true, needsNumeric: true, needsSymbolic: false },
  emptyText: 'clears',
  nullValue: 'clears',
  searchTerms: 1_000,
  failingSearches: 0,
  searchPageLimit: 1_000,
  inOperator: false,
  totalCountHeader: false,
  oddElements: 'row',
  unsorted: 'stored',
  arrays: 'replaced',
  normalizes: false,
  staleMs: 0,
  duplicateText: 'A user with this {field} already exists',
  reservedUsernames: [],
  mostBytes: 0,
  requestsPerSecond: 0,
  requestsPerMinute: 0,
  retryAfter: true,
  closedMs: 60_000,
  closed: null,
}

export interface Organization {
  readonly id: string
  readonly name: string
  /** Users processed a second. */
  readonly rate: number
  /** Milliseconds before the first user of a job is processed. */
  readonly startMs: number
  readonly users: Map<string, StoredUser>
  /** Who holds a username, an email or an employee identifier; in lower case, by `putUser` alone. */
  readonly taken: Map<string, string>
  readonly jobs: Map<string, BulkJob>
  readonly log: LogEntry[]
  settings: Settings
  /** Faults armed by the control route; not stored. */
  faults: ArmedFault[]
  /** How users were before a change that reads do not show yet; null where there was none. Not stored. */
  readonly stale: Map<string, { readonly before: StoredUser | null; readonly until: number }>
  /** When the last requests came, epoch milliseconds; not stored. */
  requestTimes: number[]
}

export interface State {
  readonly organizations: Map<string, Organization>
  /** How fast the simulator's clock runs. */
  setSpeed(speed: number): void
  now(): number
  /** Writes soon. */
  changed(): void
  /** Writes now. */
  save(): void
}

/** All that is kept of a password: true, or what the organization's policy has against it. */
export const hadPassword = 'simulator: had a password'

/** Marks an element of a bulk request that was no object. */
export const notAnObject = 'simulator: not an object'

export const objectId = (): string => randomBytes(12).toString('hex')

interface Stored {
  readonly organizations: readonly {
    readonly id: string
    readonly name: string
    readonly rate: number
    readonly startMs?: number
    readonly settings?: Partial<Settings>
    readonly users: StoredUser[]
    readonly jobs: BulkJob[]
    readonly log: LogEntry[]
  }[]
}

const saveAfterMs = 500
export const defaultStartMs = 700

/** What no two users may share (observed). */
export const uniqueNames = ['username', 'email', 'employeeIdentifier'] as const
const mark = (name: string, value: unknown): string | null => (typeof value === 'string' && value !== '' ? `${name} ${value.toLowerCase()}` : null)

export const holderOf = (organization: Organization, name: (typeof uniqueNames)[number], value: unknown): string | undefined => {
  const found = mark(name, value)
  return found === null ? undefined : organization.taken.get(found)
}

/** Stores a user, new or changed. */
export function putUser(organization: Organization, user: StoredUser) {
  const before = organization.users.get(user._id)
  for (const name of uniqueNames) {
    const was = mark(name, before?.[name])
    const is = mark(name, user[name])
    if (was !== null && was !== is && organization.taken.get(was) === user._id) organization.taken.delete(was)
    if (is !== null) organization.taken.set(is, user._id)
  }
  organization.users.set(user._id, user)
}

/** Users as reads show them now: some changes of jobs are shown late. */
export function visible(organization: Organization, users: readonly StoredUser[]): readonly StoredUser[] {
  const { stale } = organization
  if (stale.size === 0) return users
  return users.flatMap((user) => {
    const late = stale.get(user._id)
    return late === undefined ? [user] : late.before === null ? [] : [late.before]
  })
}

export function removeUser(organization: Organization, user: StoredUser) {
  for (const name of uniqueNames) {
    const held = mark(name, user[name])
    if (held !== null && organization.taken.get(held) === user._id) organization.taken.delete(held)
  }
  organization.users.delete(user._id)
}

export function openState(file: string | undefined, isNew: boolean): State {
  const organizations = new Map<string, Organization>()
  if (file !== undefined && !isNew && existsSync(file)) {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored
    for (const { id, name, rate, startMs = defaultStartMs, settings, users, jobs, log } of stored.organizations) {
      const organization: Organization = {
        id,
        name,
        rate,
        startMs,
        users: new Map(),
        taken: new Map(),
        jobs: new Map(jobs.map((job) => [job.id, job])),
        log,
        settings: { ...usualSettings, ...settings },
        faults: [],
        stale: new Map(),
        requestTimes: [],
      }
      for (const user of users) putUser(organization, user)
      organizations.set(id, organization)
    }
  }
  let timer: NodeJS.Timeout | null = null
  const save = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (file === undefined) return
    const stored: Stored = {
      organizations: [...organizations.values()].map(({ id, name, rate, startMs, settings, users, jobs, log }) => ({
        id,
        name,
        rate,
        startMs,
        settings,
        users: [...users.values()],
        jobs: [...jobs.values()],
        log,
      })),
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  let clock = { at: Date.now(), from: Date.now(), speed: 1 }
  const now = () => clock.at + (Date.now() - clock.from) * clock.speed
  return {
    organizations,
    save,
    now,
    setSpeed(speed) {
      clock = { at: now(), from: Date.now(), speed }
    },
    changed() {
      if (file !== undefined && timer === null) {
        timer = setTimeout(save, saveAfterMs)
        timer.unref()
      }
    },
  }
}
