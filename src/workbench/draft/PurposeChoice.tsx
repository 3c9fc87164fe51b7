/** What the draft is for, asked and never preset. */
import type { Purpose } from '#domain/packed/row.ts'
import { RadioCards } from '#ui/RadioCards.tsx'

export const purposes: readonly { readonly value: Purpose; readonly label: string; readonly help: string }[] = [
  { value: 'create', label: 'Create users', help: 'Users already in the directory are blocked.' },
  { value: 'update', label: 'Update users', help: 'Users who are not in the directory are blocked.' },
  { value: 'both', label: 'Create and update', help: 'Users in the directory are updated, all others are created.' },
  {
    value: 'leavers',
    label: 'Suspend leavers',
    help: 'Users in the directory are suspended. Nothing else about them changes.',
  },
]

interface Props {
  readonly value: Purpose | null
  readonly onChange: (purpose: Purpose) => void
}

export function PurposeChoice({ value, onChange }: Props) {
  return <RadioCards legend="Choose what to do with these users" value={value} onChange={onChange} options={purposes} />
}
