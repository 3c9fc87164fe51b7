/** How the directory stood when a draft was first compared with it, kept with the draft: so that a reload forgets no change of others. */
import type { Seen, SeenUser } from '#domain/plan/drift.ts'
import { openDatabase } from './database.ts'

export async function getSeen(draft: string): Promise<Map<string, SeenUser>> {
  return new Map((await (await openDatabase()).get('seen', draft))?.users)
}

/** False where the draft is not stored (yet): what belongs to no draft would never be removed. */
export async function putSeen(draft: string, users: Seen): Promise<boolean> {
  const transaction = (await openDatabase()).transaction(['drafts', 'seen'], 'readwrite')
  const isStored = (await transaction.objectStore('drafts').getKey(draft)) !== undefined
  if (isStored) await transaction.objectStore('seen').put({ draft, users })
  await transaction.done
  return isStored
}
