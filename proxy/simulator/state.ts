/** The simulator's memory: organisations with their people, jobs and log; kept in a file when it is given one. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ArmedFault } from './scenarios.ts'

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
}

export interface LogEntry {
  readonly at: number
  readonly method: string
  readonly jobId: string
  readonly users: readonly { readonly username?: string | undefined; readonly email?: string | undefined; readonly id?: string | undefined }[]
}

export interface Organization {
  readonly id: string
  readonly name: string
  /** Users processed a second. */
  readonly rate: number
  readonly users: Map<string, StoredUser>
  readonly jobs: Map<string, BulkJob>
  readonly log: LogEntry[]
  /** Faults armed by the control route; not stored. */
  faults: ArmedFault[]
}

export interface State {
  readonly organizations: Map<string, Organization>
  /** Writes soon. */
  changed(): void
  /** Writes now. */
  save(): void
}

export const objectId = (): string => randomBytes(12).toString('hex')

interface Stored {
  readonly organizations: readonly {
    readonly id: string
    readonly name: string
    readonly rate: number
    readonly users: StoredUser[]
    readonly jobs: BulkJob[]
    readonly log: LogEntry[]
  }[]
}

const saveAfterMs = 500

export function openState(file: string | undefined, isNew: boolean): State {
  const organizations = new Map<string, Organization>()
  if (file !== undefined && !isNew && existsSync(file)) {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored
    for (const { id, name, rate, users, jobs, log } of stored.organizations)
      organizations.set(id, {
        id,
        name,
        rate,
        users: new Map(users.map((user) => [user._id, user])),
        jobs: new Map(jobs.map((job) => [job.id, job])),
        log,
        faults: [],
      })
  }
  let timer: NodeJS.Timeout | null = null
  const save = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (file === undefined) return
    const stored: Stored = {
      organizations: [...organizations.values()].map(({ id, name, rate, users, jobs, log }) => ({
        id,
        name,
        rate,
        users: [...users.values()],
        jobs: [...jobs.values()],
        log,
      })),
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return {
    organizations,
    save,
    changed() {
      if (file !== undefined && timer === null) {
        timer = setTimeout(save, saveAfterMs)
        timer.unref()
      }
    },
  }
}
