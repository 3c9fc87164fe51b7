/** Reads everything that a revert needs: what the job sent, what was there before, and what the directory has now. */
import { findUsers, type ReadProgress } from '#adapters/directory/read-directory.ts'
import { getAllPayloads } from '#adapters/storage/payloads.ts'
import { userId } from '#domain/directory/match.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import { isRevertible, revertUsers, type RevertedUser } from '#domain/jobs/revert.ts'
import type { SentUser } from '#domain/jobs/sent-changes.ts'

interface Options {
  readonly onProgress: (progress: ReadProgress) => void
  readonly signal: AbortSignal
}

export async function readRevert(jobId: string, organizationId: string, users: readonly JobUser[], options: Options): Promise<readonly RevertedUser[]> {
  const wanted = users.filter(isRevertible)
  const sent = new Map<string, SentUser>()
  for (const { key, payload, secrets, before } of await getAllPayloads(jobId)) sent.set(key, { payload, secrets, before })
  const { users: found } = await findUsers(
    organizationId,
    wanted.map((user) => ({ id: user.userId ?? '' })),
    options,
  )
  return revertUsers(wanted, sent, new Map(found.map((user) => [userId(user), user])))
}
