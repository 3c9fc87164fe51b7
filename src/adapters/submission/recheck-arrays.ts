/** Finds out which arrays of an update batch somebody has changed since they were read: they must not be overwritten (rules 1 and 3). */
import { arrayFingerprint, arraysSent } from '#domain/jobs/payload.ts'
import type { BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import type { StoredPayload } from '../storage/schema.ts'

const names = { phoneNumbers: 'phones', addresses: 'addresses', attributes: 'custom attributes' } as const

/** Reasons by row key, for the rows that must not be sent. */
export async function changedSince(
  items: readonly StoredPayload[],
  lookUp: (ids: readonly string[]) => Promise<readonly SystemUser[]>,
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  const withArrays = items.flatMap(({ key, payload, before }) => {
    const update = payload as BulkUserUpdate
    return before !== null && arraysSent(update).length > 0 ? [{ key, update, before }] : []
  })
  if (withArrays.length === 0) return reasons
  const users = new Map((await lookUp(withArrays.map(({ update }) => update.id))).map((user) => [user.id ?? user._id ?? '', user]))
  for (const { key, update, before } of withArrays) {
    const present = users.get(update.id)
    if (present === undefined) {
      reasons.set(key, 'This user is no longer in the directory. Review the draft again.')
      continue
    }
    const changed = arraysSent(update).filter((name) => arrayFingerprint(present, name) !== arrayFingerprint(before, name))
    if (changed.length > 0)
      reasons.set(
        key,
        `The ${changed.map((name) => names[name]).join(' and ')} of this user were changed in JumpCloud after the review. Review the draft again, so that the change is kept.`,
      )
  }
  return reasons
}
