/** The SHA-256 of each draft's file, so that a report can name exactly which file was sent. */
import { openDatabase } from './database.ts'
import type { StoredDigest } from './schema.ts'

export async function putDigest(digest: StoredDigest): Promise<void> {
  await (await openDatabase()).put('digests', digest)
}

export async function getDigest(draft: string): Promise<StoredDigest | undefined> {
  return (await openDatabase()).get('digests', draft)
}
