/** The last word before a submit that reaches far: what is sensitive, how many it hits, and that number typed. */
import { useId, useState } from 'react'
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { PlanSummary } from '#domain/plan/summary.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { people } from './submit-label.ts'
import styles from '../Review.module.css'

interface Props {
  readonly purpose: Purpose | null
  readonly counts: PlanCounts
  readonly sensitive: PlanSummary['sensitive']
  readonly label: string
  readonly limit: number
  readonly canary: number
  readonly isSending: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
}

export function SubmitDialog({ purpose, counts, sensitive, label, limit, canary, isSending, onSubmit, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const form = useId()
  const { create, update, clears, cleared } = counts
  const total = create + update
  const isRight = typed.replaceAll(/[\s.,’']/g, '') === String(total)
  return (
    <Dialog
      open
      onClose={onClose}
      title={label}
      description={sensitive.length > 0 ? 'Some of these changes are sensitive.' : `More than ${people(limit)} at once.`}
      footer={
        <>
          <Button onClick={onClose}>Back to review</Button>
          <Button
            variant="primary"
            loading={isSending}
            disabledReason={isRight ? undefined : `Type ${total.toLocaleString()}, the number of people, to go on.`}
            onClick={onSubmit}
          >
            {label}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.details}
        onSubmit={(event) => {
          event.preventDefault()
          if (isRight && !isSending) onSubmit()
        }}
      >
        <ul className={styles.sums}>
          {create > 0 && <Sum label="will be created" count={create} />}
          {update > 0 && <Sum label={purpose === 'leavers' ? 'will be suspended, and nothing else changes' : 'will be updated'} count={update} />}
          {sensitive.map(({ field, after, count }) => (
            <Sum
              key={`${field} ${after ?? ''}`}
              label={`${fieldLabel(field)} ${after === null ? 'will change' : `will be ${after}`}`}
              count={count}
              isSensitive
            />
          ))}
          {clears > 0 && <Sum label={`something is cleared (${clears.toLocaleString()} ${clears === 1 ? 'value' : 'values'})`} count={cleared} isSensitive />}
        </ul>
        {canary > 0 && <p className={styles.line}>The first {people(canary)} will go alone; you will see their results before anybody else is sent.</p>}
        <TextField label={`Type ${total.toLocaleString()} to confirm`} value={typed} onChange={setTyped} />
      </form>
    </Dialog>
  )
}

function Sum({ label, count, isSensitive = false }: { readonly label: string; readonly count: number; readonly isSensitive?: boolean }) {
  return (
    <li data-sensitive={isSensitive || undefined}>
      <strong>{people(count)}</strong>
      <span>{label}</span>
    </li>
  )
}
