/** The browser's own database: drafts, jobs, what jobs send, and mappings; opened again when the browser has closed it. */
import { openDB, type IDBPDatabase } from 'idb'
import { StorageFault } from './faults.ts'
import { linksOf } from './link-earlier-jobs.ts'
import type { RollcallSchema } from './schema.ts'

const version = 8
/** A tab that holds an older database closes it within this time, unless it is frozen or older than that rule. */
const patienceMs = 3_000
/** Behind another request that waits there is no event at all, and no end. */
const mostMs = 8_000
let opened: Promise<IDBPDatabase<RollcallSchema>> | null = null

export function openDatabase(): Promise<IDBPDatabase<RollcallSchema>> {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** After a failure that only a new connection mends: the browser closes databases behind our back. */
export function forgetConnection() {
  void opened?.then((database) => database.close()).catch(() => undefined)
  opened = null
}

function open(): Promise<IDBPDatabase<RollcallSchema>> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false
    const giveUp = () => {
      isGivenUp = true
      reject(new StorageFault('blocked'))
    }
    let patience = setTimeout(giveUp, mostMs)
    openDB<RollcallSchema>('rollcall', version, {
      async upgrade(database, from, _, transaction) {
        // Nothing of the forms that drafts had before version 6, and jobs before version 2, was ever given to anybody.
        const before = (oldest: number, ...stores: readonly ('drafts' | 'columns' | 'edits' | 'seen' | 'jobs')[]) =>
          stores.filter((store) => from < oldest && database.objectStoreNames.contains(store)).forEach((store) => database.deleteObjectStore(store))
        before(6, 'drafts', 'columns', 'edits', 'seen')
        before(2, 'jobs')
        if (from < 1) database.createObjectStore('mappings', { keyPath: 'id' })
        if (from < 2) {
          database.createObjectStore('jobs', { keyPath: 'id' }).createIndex('world', 'world')
          database.createObjectStore('people', { keyPath: 'key' }).createIndex('jobId', 'jobId')
          database.createObjectStore('payloads', { keyPath: 'key' }).createIndex('jobId', 'jobId')
        }
        if (from < 6) {
          database.createObjectStore('drafts', { keyPath: 'id' }).createIndex('world', 'world')
          database.createObjectStore('columns', { keyPath: ['draft', 'column'] })
          database.createObjectStore('edits', { autoIncrement: true }).createIndex('draft', 'draft')
          database.createObjectStore('seen', { keyPath: 'draft' })
        }
        if (from < 7) database.createObjectStore('sent', { keyPath: 'jobId' }).createIndex('draft', 'draft')
        if (from < 8) {
          database.createObjectStore('sources', { keyPath: 'jobId' })
          database.createObjectStore('digests', { keyPath: 'draft' })
        }
        if (from === 6) {
          const all = <T>(store: { getAll(): Promise<T[]> }) => store.getAll()
          const [drafts, jobs, people] = await Promise.all([
            all(transaction.objectStore('drafts')),
            all(transaction.objectStore('jobs')),
            all(transaction.objectStore('people')),
          ])
          const links = linksOf({ drafts, jobs, people })
          for (const draft of links.drafts) await transaction.objectStore('drafts').put(draft)
          for (const record of links.sent) await transaction.objectStore('sent').put(record)
        }
      },
      blocked() {
        clearTimeout(patience)
        patience = setTimeout(giveUp, patienceMs)
      },
      // Another tab needs a newer version: make room, and open again at the next use.
      blocking(_, __, event) {
        const database = event.target
        if (database instanceof IDBDatabase) database.close()
        opened = null
      },
      terminated() {
        opened = null
      },
    })
      .then((database) => (isGivenUp ? database.close() : resolve(database)), reject)
      .finally(() => clearTimeout(patience))
  })
}
