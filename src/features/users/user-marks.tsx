/** The marks of users who are not like the others: beside their number in the grid, and on the chips that count them. */
import { CloudCog, ShieldUser, type LucideIcon } from 'lucide-react'
import { isAdministrator, isManaged } from '#domain/plan/blast-radius.ts'
import type { SystemUser } from '#domain/wire.ts'

interface UserMark {
  readonly key: 'admin' | 'managed'
  readonly label: string
  readonly Icon: LucideIcon
  readonly isOn: (user: SystemUser) => boolean
}

export const userMarks: readonly UserMark[] = [
  { key: 'admin', label: 'Administrator of JumpCloud', Icon: ShieldUser, isOn: isAdministrator },
  { key: 'managed', label: 'Managed elsewhere', Icon: CloudCog, isOn: isManaged },
]
