/** Days of MFA enrollment, as JumpCloud's PowerShell module means them: an exclusion that counts in days for staged users, and ends at a moment for others. */
import type { Change } from '../plan/plan-model.ts'
import type { SystemUser, WireMfa } from '../wire.ts'

const dayMs = 86_400_000

interface Enrollment {
  readonly changes: readonly Change[]
  readonly user: SystemUser | null
  /** The moment from which the days count, epoch milliseconds; null where it is not known, and days stay days. */
  readonly from: number | null
}

/** What the row says itself about exclusion and end stands; an end or days that the user has from before gives way to the other. */
export function withEnrollment(mfa: WireMfa, { changes, user, from }: Enrollment): WireMfa {
  const says = (field: string) => changes.some((change) => change.field === field && change.clears !== true)
  if (mfa.exclusionDays === undefined || !says('mfa.exclusionDays')) return mfa
  const { exclusionDays, exclusionUntil, ...rest } = mfa
  const excluded = { ...rest, ...(says('mfa.exclusion') ? {} : { exclusion: true }) }
  if (says('mfa.exclusionUntil')) return { ...excluded, exclusionUntil: exclusionUntil ?? null }
  const state = changes.find(({ field }) => field === 'state')?.after ?? user?.state ?? ''
  return from === null || state.trim().toUpperCase() === 'STAGED'
    ? { ...excluded, exclusionDays }
    : { ...excluded, exclusionUntil: new Date(from + exclusionDays * dayMs).toISOString() }
}
