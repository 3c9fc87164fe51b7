/** A field of the user form that can be cleared in JumpCloud; once it is, a mark takes the place of the input. */
import { Eraser } from 'lucide-react'
import type { ReactNode } from 'react'
import { isClear } from '#domain/fields/clear.ts'
import type { Field } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import styles from './UserForm.module.css'

interface Props {
  readonly field: Field
  readonly text: string
  readonly issue: Issue | undefined
  /** What the directory has now, where that is known. */
  readonly now: string | null
  /** Null where there is nothing that could be cleared. */
  readonly onClear: (() => void) | null
  readonly onKeep: () => void
  readonly children: ReactNode
}

export function ClearableField({ field, text, issue, now, onClear, onKeep, children }: Props) {
  if (isClear(text))
    return (
      <div className={styles.field} role="group" aria-label={field.label} data-changed>
        <span className={styles.label}>{field.label}</span>
        <span className={styles.cleared}>
          <Eraser size={14} aria-hidden="true" /> Will be cleared in JumpCloud
          <Button size="s" variant="quiet" onClick={onKeep}>
            Keep value
          </Button>
        </span>
        {now !== null && (
          <span className={styles.now} data-user>
            Was: {now === '' ? 'blank' : now}
          </span>
        )}
        {issue !== undefined && <span className={styles.error}>{issue.message}</span>}
      </div>
    )
  if (onClear === null) return children
  return (
    <div className={styles.clearable}>
      {children}
      <IconButton label={`Clear ${field.label} in JumpCloud`} icon={<Eraser size={14} aria-hidden="true" />} onClick={onClear} />
    </div>
  )
}
