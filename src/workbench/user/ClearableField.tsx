/** A field of the user form that can be marked to be cleared in JumpCloud; while it is, a sign stands in place of the input. */
import { Eraser } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Field } from '#domain/fields/field.ts'
import { canClear, clearMark, isClear } from '#domain/fields/clear.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import styles from './UserForm.module.css'

interface Props {
  readonly field: Field
  readonly purpose: Purpose | null
  readonly text: string
  readonly onChange: (text: string) => void
  readonly error: string | undefined
  readonly children: ReactNode
}

export function ClearableField({ field, purpose, text, onChange, error, children }: Props) {
  if (isClear(text))
    return (
      <div className={styles.field} role="group" aria-label={field.label}>
        <span className={styles.label}>{field.label}</span>
        <span className={styles.cleared}>
          <Eraser size={14} aria-hidden="true" /> Will be cleared in JumpCloud
          <Button size="s" variant="quiet" onClick={() => onChange('')}>
            Leave it as it is
          </Button>
        </span>
        {error !== undefined && <span className={styles.error}>{error}</span>}
      </div>
    )
  if (purpose === 'create' || purpose === 'leavers' || !canClear(field)) return children
  return (
    <div className={styles.clearable}>
      {children}
      <button
        type="button"
        className={styles.clear}
        title="Clear value in JumpCloud"
        aria-label={`Clear ${field.label} in JumpCloud`}
        onClick={() => onChange(clearMark)}
      >
        <Eraser size={14} aria-hidden="true" />
      </button>
    </div>
  )
}
