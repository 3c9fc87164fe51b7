/** The browser's own database: drafts, jobs and mappings; opened anew when the browser has closed it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Job } from '#domain/jobs/ledger.ts'
import type { ColumnMapping } from '#domain/table/mapping.ts'
import type { StoredDraft } from './drafts.ts'

/** Each record carries its world as text, so that it is only ever listed under it (rule 14). */
export interface RollcallSchema extends DBSchema {
  drafts: { key: string; value: { id: string; world: string; draft: StoredDraft }; indexes: { world: string } }
  jobs: { key: string; value: { id: string; world: string; version: number; job: Job }; indexes: { world: string } }
  mappings: { key: string; value: { id: string; mapping: ColumnMapping[] } }
}

const version = 1
let opened: Promise<IDBPDatabase<RollcallSchema>> | null = null

export function openDatabase(): Promise<IDBPDatabase<RollcallSchema>> {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

function open(): Promise<IDBPDatabase<RollcallSchema>> {
  const forget = () => {
    opened = null
  }
  return openDB<RollcallSchema>('rollcall', version, {
    upgrade(database) {
      database.createObjectStore('drafts', { keyPath: 'id' }).createIndex('world', 'world')
      database.createObjectStore('jobs', { keyPath: 'id' }).createIndex('world', 'world')
      database.createObjectStore('mappings', { keyPath: 'id' })
    },
    // Another tab needs a newer version: make room, and open again at the next use.
    blocking(_, __, event) {
      const database = event.target
      if (database instanceof IDBDatabase) database.close()
      forget()
    },
    terminated: forget,
  })
}
