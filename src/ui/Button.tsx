/** A button; one that cannot be pressed says why. */
import { useId, type ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import styles from './Button.module.css'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Props {
  readonly variant?: ButtonVariant | undefined
  readonly size?: 's' | 'm' | undefined
  /** Disables the button, and is the sentence that says why. */
  readonly disabledReason?: string | undefined
  readonly loading?: boolean | undefined
  readonly icon?: ReactNode
  readonly type?: 'button' | 'submit' | undefined
  /** The form that a submit button belongs to, where it is not inside of it. */
  readonly form?: string | undefined
  readonly className?: string | undefined
  /** What a pointer that rests on it is told. */
  readonly title?: string | undefined
  readonly onClick?: (() => void) | undefined
  readonly children: ReactNode
}

export function Button({
  variant = 'secondary',
  size = 'm',
  disabledReason,
  loading = false,
  icon,
  type = 'button',
  form,
  className,
  title,
  onClick,
  children,
}: Props) {
  const reasonId = useId()
  const isOff = disabledReason !== undefined || loading
  // aria-disabled rather than disabled: the reason must be reachable by keyboard.
  return (
    <span className={styles.wrap}>
      <button
        type={type}
        form={form}
        title={title}
        className={joinNames(styles.button, styles[variant], size === 's' && styles.small, className)}
        aria-disabled={isOff || undefined}
        aria-busy={loading || undefined}
        aria-describedby={disabledReason === undefined ? undefined : reasonId}
        onClick={(event) => {
          if (isOff) event.preventDefault()
          else onClick?.()
        }}
      >
        {loading ? <span className={styles.spinner} aria-hidden="true" /> : icon}
        {children}
      </button>
      {disabledReason !== undefined && (
        <span id={reasonId} role="tooltip" className={styles.reason}>
          {disabledReason}
        </span>
      )}
    </span>
  )
}
