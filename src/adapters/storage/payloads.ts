/** What a job sends for each person, without secrets: kept so that a job goes on after a reload and can be compared with the directory. */
import type { RowKey } from '#domain/packed/row.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import { forgetConnection, openDatabase } from './database.ts'

export interface StoredPayload {
  readonly key: RowKey
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** Names of what was taken out because it is secret; without it the person is not sent. */
  readonly secrets: readonly string[]
  /** The directory user as it was, for updates: only what the payload touches. */
  readonly before: SystemUser | null
  /** When that user was read, epoch milliseconds. */
  readonly readAt: number
}

/** On disk when it resolves. */
export async function putPayloads(jobId: string, batches: ReadonlyMap<string, readonly StoredPayload[]>): Promise<void> {
  try {
    const database = await openDatabase()
    for (const [key, items] of batches) {
      const transaction = database.transaction('payloads', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.put({ key, jobId, items }), transaction.done])
    }
  } catch (error) {
    forgetConnection()
    throw error
  }
}

/** Empty where nothing is kept any more. */
export async function getPayloads(key: string): Promise<readonly StoredPayload[]> {
  return (await (await openDatabase()).get('payloads', key))?.items ?? []
}

/** Takes the values of jobs away that were made before a time; the jobs themselves stay as the record of what was sent. */
export async function dropPayloads(jobIds: readonly string[]): Promise<void> {
  const database = await openDatabase()
  const transaction = database.transaction('payloads', 'readwrite')
  for (const jobId of jobIds) {
    for (const key of await transaction.store.index('jobId').getAllKeys(jobId)) await transaction.store.delete(key)
  }
  await transaction.done
}
