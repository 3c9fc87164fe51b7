/** A storage in memory and tabs over it, for tests: locks and clocks that the test moves, and the same claims as on disk. */
import { emptySnapshot } from '#domain/draft/apply-edit.ts'
import type { LogRecord } from '#domain/draft/edit-log.ts'
import { fromFile } from '#domain/draft/origin.ts'
import type { Reading } from '#domain/file/reading.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { mapTable } from '#domain/mapping/apply.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { cellsAt, packTable, type PackedTable } from '#domain/packed/packed-table.ts'
import { checkTable } from '../intake/check-table.ts'
import { claimed, retried, type DraftClaim } from '../storage/draft-claim.ts'
import { StorageFault } from '../storage/faults.ts'
import { unstoredColumns } from '../storage/secrets.ts'
import type { DraftHeader, StoredDraft, StoredPayload, StoredSent } from '../storage/schema.ts'
import type { DraftDependencies } from './dependencies.ts'
import { createDrafts } from './drafts.ts'
import type { LockEvents } from './lock.ts'
import { readFollowUp, readSent, type SentReader } from './sent.ts'

export const tenant = { upstream: 'simulator', organizationId: 'a'.repeat(24) } as const
export const headers = ['Username', 'Email', 'Password']
export const table = packTable({
  headers,
  rows: [
    ['ana', 'ana@x.example', ''],
    ['ben', 'ben@x.example', ''],
    ['ana', 'cleo@x.example', ''],
  ],
  lines: [2, 3, 4],
})
const source: Reading = {
  kind: 'text',
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  newline: '\n',
  tokenizer: 'papaparse',
  tokenizerReason: null,
  sheet: null,
  sheets: [],
  headerLines: [1],
  above: [],
  below: [],
  blankRows: 0,
  shortRows: 0,
  heldBack: [],
  top: [],
  choices: {},
  notes: [],
}
export const file = () => new File(['x'], 'people.csv')

interface StoredTable {
  readonly header: DraftHeader
  readonly table: PackedTable
  readonly records: readonly LogRecord[]
  /** Columns that are not written. */
  readonly unstored: ReadonlySet<number>
}

/** Without the columns that are not on disk. */
const asStored = (table: PackedTable, unstored: ReadonlySet<number>): PackedTable => ({
  ...table,
  blocks: table.blocks.map(({ lines, columns }) => ({ lines, columns: columns.map((each, column) => (unstored.has(column) ? null : each)) })),
})

/** What the tabs of one browser share. */
export class Disk {
  readonly drafts = new Map<string, StoredTable>()
  readonly sent = new Map<string, StoredSent>()
  readonly jobs = new Map<string, Job>()
  readonly payloads = new Map<string, readonly StoredPayload[]>()

  readonly reader: SentReader = {
    getHeader: (id) => Promise.resolve(this.drafts.get(id)?.header),
    getRecord: (jobId) => Promise.resolve(this.sent.get(jobId)),
    getRecordsOf: (id) => Promise.resolve([...this.sent.values()].filter(({ draft }) => draft === id)),
    getJob: (id) => Promise.resolve(this.jobs.get(id) ?? null),
  }

  header(id = 'draft-1'): DraftHeader {
    const found = this.drafts.get(id)
    if (found === undefined) throw new Error('The draft is not stored.')
    return found.header
  }

  records = (id = 'draft-1'): readonly LogRecord[] => this.drafts.get(id)?.records ?? []
  getSent = (id = 'draft-1') => readSent(this.reader, id)
  getFollowUp = (jobId: string) => readFollowUp(this.reader, jobId)

  set(id: string, change: Partial<StoredTable>) {
    const found = this.drafts.get(id)
    if (found !== undefined) this.drafts.set(id, { ...found, ...change })
  }

  /** As one transaction would: all of it or nothing. */
  putJob(job: Job, expectedVersion: number | null, claim?: DraftClaim) {
    if ((this.jobs.get(job.id)?.version ?? null) !== expectedVersion) throw Object.assign(new Error('stale'), { name: 'StaleJobError' })
    if (claim !== undefined) {
      const { draft, record } = claimed(this.#stored(claim.draftId), claim, job)
      this.set(claim.draftId, { header: { ...this.header(claim.draftId), ...sentOf(draft) } })
      this.sent.set(job.id, record)
    }
    this.jobs.set(job.id, structuredClone(job))
  }

  putDraft: DraftDependencies['store']['putDraft'] = (header, stored, unstored, records, claim) => {
    if (claim !== undefined) {
      const moved = retried(this.sent.get(claim.before.jobId), this.#stored(claim.before.draft), claim, header)
      this.sent.set(claim.before.jobId, moved.record)
      if (moved.draft !== null) this.set(claim.before.draft, { header: { ...this.header(claim.before.draft), ...sentOf(moved.draft) } })
    }
    const kept = { ...header, ...sentOf(this.drafts.get(header.id)?.header ?? {}) }
    this.drafts.set(header.id, { header: kept, table: asStored(stored, unstored), records: structuredClone([...records]), unstored })
    return Promise.resolve()
  }

  #stored(id: string): StoredDraft | undefined {
    const header = this.drafts.get(id)?.header
    return header === undefined ? undefined : { ...header, world: '', at: header.tenant }
  }
}

const sentOf = ({ submissions, sendVersion }: Pick<DraftHeader, 'submissions' | 'sendVersion'>) => ({
  ...(submissions === undefined ? {} : { submissions }),
  ...(sendVersion === undefined ? {} : { sendVersion }),
})

export interface TabChanges extends Partial<DraftDependencies> {
  readonly failWrites?: () => Error | null
  /** Every access to the storage waits for it: a tab that dies never goes on. */
  readonly turn?: () => Promise<void>
  /** What every file holds. */
  readonly fileTable?: PackedTable
}

function storeOf(disk: Disk, { failWrites, turn = () => Promise.resolve() }: TabChanges): DraftDependencies['store'] {
  const writing = async () => {
    await turn()
    const error = failWrites?.() ?? null
    if (error !== null) throw error
  }
  return {
    openStored: async (id) => {
      await turn()
      const found = disk.drafts.get(id)
      return found === undefined ? null : { ...found, missing: [...found.unstored], checked: Promise.resolve(checkTable(found.table, null)) }
    },
    putDraft: async (...given) => {
      await writing()
      await disk.putDraft(...given)
    },
    appendRecords: async (id, owner, { records, isWhole, dropColumns, putColumns, header }) => {
      await writing()
      const found = disk.drafts.get(id)
      if (found === undefined) throw new StorageFault('gone')
      if (found.header.owner !== owner) throw new StorageFault('taken')
      const put = putColumns?.columns ?? []
      const unstored = new Set([...found.unstored, ...dropColumns].filter((column) => !put.includes(column)))
      disk.set(id, {
        header: { ...found.header, ...header },
        table: asStored(putColumns?.table ?? found.table, unstored),
        records: structuredClone(isWhole ? [...records] : [...found.records, ...records]),
        unstored,
      })
    },
    claimDraft: async (id, owner) => {
      await turn()
      if (disk.drafts.has(id)) disk.set(id, { header: { ...disk.header(id), owner } })
      return disk.drafts.has(id)
    },
    getSubmissions: async (id) => {
      await turn()
      return disk.drafts.get(id)?.header.submissions ?? []
    },
    getFollowUp: async (jobId) => {
      await turn()
      return disk.getFollowUp(jobId)
    },
    getPayloads: (key) => Promise.resolve(disk.payloads.get(key) ?? []),
  }
}

const rowsOf = (read: PackedTable) => Array.from({ length: read.rowCount }, (_, row) => cellsAt(read, row))

/** One tab, with a lock that the test moves and a clock that only the test advances. */
export function openTab(disk: Disk, tabName: string, changes: TabChanges = {}) {
  const timers: { ms: number; task: () => void }[] = []
  const idle: (() => void)[] = []
  const refusals: string[] = []
  const locks: LockEvents[] = []
  let clock = 1_000
  let ids = 0
  const store = storeOf(disk, changes)
  const drafts = createDrafts({
    store,
    knownDirectory: () => null,
    readFile: (_, { draft }) => {
      const read = changes.fileTable ?? table
      const settled = { ...emptySnapshot, mapping: guessMapping(read.headers, rowsOf(read)) }
      const result = { table: read, source, settled, checked: Promise.resolve(checkTable(read, null)) }
      // Only read, to fill in what is missing.
      if (draft === undefined) return Promise.resolve({ ...result, stored: Promise.resolve() })
      const header = { ...draft, updatedAt: clock, headers: read.headers, rowCount: read.rowCount, hasRows: false, source, origin: fromFile }
      const stored = Promise.resolve().then(() => store.putDraft(header, read, unstoredColumns(read, settled), [{ kind: 'settled', settled }]))
      return Promise.resolve({ ...result, stored })
    },
    lock: (_, events) => {
      locks.push(events)
      events.onHeld()
      return { release: () => undefined, takeOver: () => undefined }
    },
    clock: {
      now: () => (clock += 1),
      after: (ms, task) => timers.push({ ms, task }),
      whenIdle: (task) => idle.push(task),
      yieldToMain: () => Promise.resolve(),
    },
    checkRows: (rows, purpose) => Promise.resolve(checkTable(rows, purpose)),
    mapRows: (rows, mapping) => Promise.resolve(mapTable(rows, mapping)),
    tabName,
    newId: () => `draft-${(ids += 1) + [...disk.drafts.keys()].length}`,
    onRefused: (message) => refusals.push(message),
    ...changes,
  })
  return { drafts, timers, idle, refusals, lock: () => locks.at(-1) as LockEvents }
}
