/** What the draft is for, asked and never preset. */
import type { Purpose } from '#domain/packed/row.ts'
import { RadioCards } from '#ui/RadioCards.tsx'

export const purposes: readonly { readonly value: Purpose; readonly label: string; readonly help: string }[] = [
  { value: 'create', label: 'Create users', help: 'Everybody in the file is new. Somebody who is already in the directory is blocked.' },
  { value: 'update', label: 'Update users', help: 'Everybody in the file is already in the directory. Somebody who is not is blocked.' },
  { value: 'both', label: 'Create and update', help: 'Who is in the directory is updated, who is not is created.' },
  {
    value: 'leavers',
    label: 'Suspend leavers',
    help: 'Everybody in the file leaves: who is in the directory is suspended, and nothing else about them changes.',
  },
]

interface Props {
  readonly value: Purpose | null
  readonly onChange: (purpose: Purpose) => void
}

export function PurposeChoice({ value, onChange }: Props) {
  return <RadioCards legend="What is this file for?" value={value} onChange={onChange} options={purposes} />
}
