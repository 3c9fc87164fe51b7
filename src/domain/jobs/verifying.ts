/** How far a job is with reading its users back, to compare them with what was sent. */
import { counted, formatCount } from '../count.ts'
import type { Job } from './ledger-model.ts'
import { isToBeLookedUp, needsLook } from './next-step.ts'

export interface Verifying {
  /** Users that are read back, and how many of them were read so far. */
  readonly asked: number
  readonly read: number
  /** Read, but not as they were sent: the directory may be late, so they are read again. */
  readonly again: number
}

/** Null where no user is being read back. */
export function verifyingOf({ batches }: Pick<Job, 'batches'>): Verifying | null {
  let asked = 0
  let left = 0
  let again = 0
  for (const batch of batches) {
    const isOpen = batch.state === 'settled' && needsLook(batch)
    for (const row of batch.rows) {
      if ((row.mustVerify !== true && row.outcome !== 'flagged') || row.awaits !== undefined || row.outcome === null) continue
      if (!isOpen || !isToBeLookedUp(batch, row)) {
        if (row.outcome === 'verified' || row.outcome === 'differs' || row.evidence != null) asked += 1
        continue
      }
      asked += 1
      if (batch.look === null) left += 1
      else again += 1
    }
  }
  return left + again === 0 ? null : { asked, read: asked - left, again }
}

/** "Verifying: 240 of 1,700 users read". */
export function verifyingWords({ asked, read, again }: Verifying): string {
  const share = read === asked ? '' : `${formatCount(read)} of `
  const rest = again === 0 ? '' : `, ${formatCount(again)} not as sent yet and read again`
  return `Verifying: ${share}${counted(asked, 'user')} read${rest}`
}
