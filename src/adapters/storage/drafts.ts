/** Drafts as this browser keeps them: the table once, column by column, then what was done to it; everything but secrets. */
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { PackedBlock, PackedTable } from '#domain/packed/packed-table.ts'
import { fromFile } from '#domain/draft/origin.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { AlreadySentError, retried, type RetryClaim } from './draft-claim.ts'
import { forgetConnection, openDatabase } from './database.ts'
import { cellsFrom, storedCells } from './stored-cells.ts'
import type { DraftHeader, DraftSubmission, StoredColumn, StoredDraft } from './schema.ts'
import { faultOf, StorageFault } from './faults.ts'

const linesColumn = -1

/** Of lines beside the table: “Password for all: …” is for the page that read it. */
const withoutPasswords = <T extends { readonly text: string }>(lines: readonly T[]): T[] =>
  lines.map((each) => (soundsSecret(each.text) ? { ...each, text: '••••••' } : each))

/** The first lines as they stand in the file may hold passwords: they are for the page that read them. */
const packHeader = ({ tenant, source, ...rest }: DraftHeader): StoredDraft => ({
  ...rest,
  source: {
    ...source,
    top: [],
    above: withoutPasswords(source.above),
    below: withoutPasswords(source.below),
    ...(source.skipped === undefined ? {} : { skipped: withoutPasswords(source.skipped) }),
  },
  world: tenantKey(tenant),
  at: tenant,
})
/** Drafts of earlier versions all came from files. */
const unpackHeader = ({ at, world: _, ...rest }: StoredDraft): DraftHeader => ({ origin: fromFile, ...rest, tenant: at })

/** Every column of a draft, all numbers. */
const columnsOf = (id: string) => IDBKeyRange.bound([id, -Infinity], [id, Infinity])

/** Faults are named, and a connection that failed is not used again. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AlreadySentError) throw error
    const fault = faultOf(error)
    if (fault.kind !== 'taken' && fault.kind !== 'gone') forgetConnection()
    throw fault
  }
}

/** Stores a new draft, or one that was read again, all at once or not at all; with a claim, together with the rows that it takes from a job. The records are without secrets already; columns that are `unstored` stay in memory. */
export function putDraft(
  header: DraftHeader,
  table: PackedTable,
  unstored: ReadonlySet<number>,
  records: readonly LogRecord[],
  claim?: RetryClaim,
): Promise<void> {
  return storing(async () => {
    const database = await openDatabase()
    const transaction = database.transaction(claim === undefined ? ['drafts', 'columns', 'edits'] : ['drafts', 'columns', 'edits', 'sent'], 'readwrite', {
      durability: 'strict',
    })
    const columns = transaction.objectStore('columns')
    const done = transaction.done
    const drafts = transaction.objectStore('drafts')
    const marked: Promise<unknown>[] = []
    if (claim !== undefined) {
      const sent = transaction.objectStore('sent')
      const moved = await Promise.all([sent.get(claim.before.jobId), drafts.get(claim.before.draft)])
        .then(([stored, draft]) => retried(stored, draft, claim, header))
        .catch(async (error: unknown) => {
          transaction.abort()
          await done.catch(() => undefined)
          throw error
        })
      marked.push(sent.put(moved.record), ...(moved.draft === null ? [] : [drafts.put(moved.draft)]))
    }
    const { submissions, sendVersion } = (await drafts.get(header.id)) ?? {}
    // What was sent of a draft stays with it, however often its file is read again.
    const kept = { ...(submissions === undefined ? {} : { submissions }), ...(sendVersion === undefined ? {} : { sendVersion }) }
    const written: Promise<unknown>[] = [...marked, drafts.put({ ...packHeader(header), ...kept }), columns.delete(columnsOf(header.id))]
    const put = (column: StoredColumn) => written.push(columns.put(column))
    put({ draft: header.id, column: linesColumn, lines: table.blocks.map(({ lines }) => lines.slice()) })
    table.headers.forEach((_, column) => {
      if (!unstored.has(column)) put(storedColumn(header.id, column, table))
    })
    written.push(replaceRecords(transaction.objectStore('edits'), header.id, records))
    await settledOrAborted(written, done)
  })
}

const storedColumn = (draft: string, column: number, table: PackedTable): StoredColumn => ({
  draft,
  column,
  cells: storedCells(table.blocks.map((block) => block.columns[column] ?? null)),
})

/** A request that fails aborts its transaction, whose own reason is the better one. */
async function settledOrAborted(requests: readonly Promise<unknown>[], done: Promise<void>): Promise<void> {
  const results = await Promise.allSettled([done, ...requests])
  const failed = results.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

type EditStore = {
  add(value: { draft: string; record: LogRecord }): Promise<number>
  delete(key: number | IDBKeyRange): Promise<void>
  index(name: 'draft'): { getAllKeys(draft: string): Promise<number[]> }
}

async function replaceRecords(store: EditStore, draft: string, records: readonly LogRecord[]): Promise<void> {
  const old = await store.index('draft').getAllKeys(draft)
  await Promise.all([...old.map((key) => store.delete(key)), ...records.map((record) => store.add({ draft, record }))])
}

export interface FoundDraft {
  readonly header: DraftHeader
  readonly table: PackedTable
  readonly records: readonly LogRecord[]
  /** Source columns that are not stored because they are secret, or were not mapped yet. */
  readonly missing: readonly number[]
}

/** Null where there is no such draft. */
export function getDraft(id: string): Promise<FoundDraft | null> {
  return storing(async () => {
    const transaction = (await openDatabase()).transaction(['drafts', 'columns', 'edits'])
    const [header, columns, edits] = await Promise.all([
      transaction.objectStore('drafts').get(id),
      transaction.objectStore('columns').getAll(columnsOf(id)),
      transaction.objectStore('edits').index('draft').getAll(id),
    ])
    if (header === undefined) return null
    const cells = new Map(columns.flatMap((stored) => ('cells' in stored ? [[stored.column, cellsFrom(stored.cells)] as const] : [])))
    const { headers } = header
    const blocks = columns
      .flatMap((stored) => ('lines' in stored ? stored.lines : []))
      .map((lines, index): PackedBlock => ({ lines, columns: headers.map((_, column) => cells.get(column)?.[index] ?? null) }))
    return {
      header: unpackHeader(header),
      // The header counts rows that were added by hand, too.
      table: { headers, rowCount: blocks.reduce((sum, { lines }) => sum + lines.length, 0), blocks },
      records: edits.map(({ record }) => record),
      missing: headers.flatMap((_, column) => (cells.has(column) ? [] : [column])),
    }
  })
}

export interface Append {
  readonly records: readonly LogRecord[]
  /** Taken in place of all records so far: what was before, compacted. */
  readonly isWhole: boolean
  /** Columns that have become secret: they go from the disk with the edit that says so. */
  readonly dropColumns: readonly number[]
  /** Columns that waited in memory until the mapping was confirmed. */
  readonly putColumns: { readonly table: PackedTable; readonly columns: readonly number[] } | null
  readonly header: Partial<Pick<DraftHeader, 'updatedAt' | 'rowCount' | 'hasRows'>>
}

/** Adds to the log; refused where another tab has taken the draft over. */
export function appendRecords(id: string, owner: string, { records, isWhole, dropColumns, putColumns, header: changes }: Append): Promise<void> {
  return storing(async () => {
    const transaction = (await openDatabase()).transaction(['drafts', 'columns', 'edits'], 'readwrite')
    const drafts = transaction.objectStore('drafts')
    const header = await drafts.get(id)
    if (header?.owner !== owner) {
      transaction.abort()
      await transaction.done.catch(() => undefined)
      throw new StorageFault(header === undefined ? 'gone' : 'taken')
    }
    const edits = transaction.objectStore('edits')
    const written: Promise<unknown>[] = [drafts.put({ ...header, ...changes })]
    const stored = transaction.objectStore('columns')
    // Jobs of this draft have copies of its columns.
    for (const of of [id, ...(header.submissions ?? []).map(({ jobId }) => jobId)]) for (const column of dropColumns) written.push(stored.delete([of, column]))
    for (const column of putColumns?.columns ?? []) if (putColumns !== null) written.push(stored.put(storedColumn(id, column, putColumns.table)))
    if (isWhole) written.push(replaceRecords(edits, id, records))
    else for (const record of records) written.push(edits.add({ draft: id, record }))
    await settledOrAborted(written, transaction.done)
  })
}

/** Makes this tab the one that may write. False where there is no such draft. */
export function claimDraft(id: string, owner: string): Promise<boolean> {
  return storing(async () => {
    const transaction = (await openDatabase()).transaction('drafts', 'readwrite')
    const header = await transaction.store.get(id)
    if (header !== undefined) await transaction.store.put({ ...header, owner })
    await transaction.done
    return header !== undefined
  })
}

export async function getSubmissions(id: string): Promise<readonly DraftSubmission[]> {
  return (await (await openDatabase()).get('drafts', id))?.submissions ?? []
}

/** Newest first. */
export function listDrafts(tenant: Tenant): Promise<DraftHeader[]> {
  return storing(async () => {
    const found = await (await openDatabase()).getAllFromIndex('drafts', 'world', tenantKey(tenant))
    return found.map(unpackHeader).sort((a, b) => b.updatedAt - a.updatedAt)
  })
}

export function deleteDraft(id: string): Promise<void> {
  return storing(async () => {
    const transaction = (await openDatabase()).transaction(['drafts', 'columns', 'edits', 'seen'], 'readwrite')
    await settledOrAborted(
      [
        transaction.objectStore('drafts').delete(id),
        transaction.objectStore('seen').delete(id),
        transaction.objectStore('columns').delete(columnsOf(id)),
        replaceRecords(transaction.objectStore('edits'), id, []),
      ],
      transaction.done,
    )
  })
}
