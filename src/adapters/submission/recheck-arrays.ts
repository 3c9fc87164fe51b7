/** Reads the arrays of an update batch again before it leaves: what somebody has changed meanwhile must not be overwritten (rules 1 and 3). */
import { arrayFingerprint, arraysSent } from '#domain/jobs/payload.ts'
import type { BulkUserUpdate } from '#domain/wire.ts'
import { readUsersById } from '../directory/read-directory.ts'
import type { SubmitItem } from './engine-model.ts'

const names = { phoneNumbers: 'phones', addresses: 'addresses', attributes: 'custom attributes' } as const

/** Reasons by row key, for the rows that must not be sent. */
export async function recheckArrays(organizationId: string, items: readonly SubmitItem[]): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  const withArrays = items.filter(({ payload, user }) => user !== null && arraysSent(payload as BulkUserUpdate).length > 0)
  if (withArrays.length === 0) return reasons
  const users = await readUsersById(
    organizationId,
    withArrays.map(({ row }) => row.userId ?? ''),
  )
  for (const { row, payload, user } of withArrays) {
    const present = users.get(row.userId ?? '')
    if (present === undefined) reasons.set(row.key, 'This user is no longer in the directory. Review the draft again.')
    else if (user !== null) {
      const changed = arraysSent(payload as BulkUserUpdate).filter((name) => arrayFingerprint(present, name) !== arrayFingerprint(user, name))
      if (changed.length > 0)
        reasons.set(
          row.key,
          `The ${changed.map((name) => names[name]).join(' and ')} of this user were changed in JumpCloud after the review. Review the draft again, so that the change is kept.`,
        )
    }
  }
  return reasons
}
