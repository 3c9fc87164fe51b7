/** What a job sends for each user, without secrets: kept so that a job goes on after a reload and can be compared with the directory. */
import { forgetConnection, openDatabase } from './database.ts'
import type { StoredPayload } from './schema.ts'

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

/** Everything that a job sent, over all its requests; a row in two phases is listed twice. */
export async function getAllPayloads(jobId: string): Promise<readonly StoredPayload[]> {
  return (await (await openDatabase()).getAllFromIndex('payloads', 'jobId', jobId)).flatMap(({ items }) => items)
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
