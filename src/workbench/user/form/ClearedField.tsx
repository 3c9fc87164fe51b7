/** A field of the user form that is to be cleared in JumpCloud: a mark takes the place of the input. */
import { Eraser } from 'lucide-react'
import type { Field } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { Button } from '#ui/Button.tsx'
import { CurrentValue } from './CurrentValue.tsx'
import styles from './UserForm.module.css'

interface Props {
  readonly field: Field
  readonly issue: Issue | undefined
  /** What the directory has now, where that is known. */
  readonly now: string | null
  readonly onKeep: () => void
}

export function ClearedField({ field, issue, now, onKeep }: Props) {
  return (
    <div className={styles.field} role="group" aria-label={field.label} data-changed>
      <span className={styles.label}>{field.label}</span>
      <span className={styles.cleared}>
        <Eraser size={14} aria-hidden="true" /> Will be cleared in JumpCloud
        <Button size="s" variant="quiet" onClick={onKeep}>
          Keep value
        </Button>
      </span>
      {now !== null && <CurrentValue text={now} />}
      {issue !== undefined && <span className={styles.error}>{issue.message}</span>}
    </div>
  )
}
