/** How a draft is matched and sent: by what users are matched, whether the file is a full list, the result email, the pilot batch. */
import { counted } from '#domain/count.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { setComplete, setMatchBy, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { matchKeysOf } from './plan/match-keys.ts'
import styles from './Review.module.css'

export const canarySizes = [0, 1, 5, 25, 100] as const

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly suppressEmail: boolean
  readonly onSuppressEmail: (suppress: boolean) => void
  readonly canary: number
  readonly onCanary: (size: number) => void
}

/** The choices in a few words each, for the line that stands in their place. */
export function optionWords(draft: OpenDraft, set: RowSet, suppressEmail: boolean, canary: number): string[] {
  const match = matchKeysOf(set).find(({ value }) => value === draft.matchBy)?.label ?? ''
  return [
    `Match by ${draft.matchBy === 'auto' ? 'first available identifier' : match}`,
    `Pilot batch ${canary === 0 ? 'off' : `of ${counted(canary, 'user')}`}`,
    suppressEmail ? 'No results email' : 'Results email on',
    ...(draft.isComplete ? ['Full list of users'] : []),
  ]
}

export function Options({ draft, set, suppressEmail, onSuppressEmail, canary, onCanary }: Props) {
  return (
    <div className={styles.options}>
      <SelectField label="Match by" value={draft.matchBy} onChange={(key) => setMatchBy(draft.id, key)} options={matchKeysOf(set)} />
      <SelectField
        label="Pilot batch"
        value={String(canary)}
        onChange={(size) => onCanary(Number(size))}
        options={canarySizes.map((size) => ({
          value: String(size),
          label: size === 0 ? 'Off' : counted(size, 'user'),
        }))}
      />
      <div className={styles.ticks}>
        <Checkbox label="Don’t email me the job results" checked={suppressEmail} onChange={onSuppressEmail} />
        {draft.purpose !== 'create' && draft.purpose !== 'leavers' && (
          <Checkbox
            label="This is a full list of users. Show users missing from it"
            checked={draft.isComplete}
            onChange={(next) => setComplete(draft.id, next)}
          />
        )}
      </div>
    </div>
  )
}
