/** A button that is only an icon; its name is said and shown. */
import type { ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import styles from './IconButton.module.css'

interface Props {
  readonly label: string
  readonly icon: ReactNode
  readonly className?: string | undefined
  /** There is nothing to do now; the name says what it would be. */
  readonly isOff?: boolean
  readonly onClick: () => void
}

export function IconButton({ label, icon, className, isOff = false, onClick }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={joinNames(styles.button, className)}
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onClick()}
    >
      {icon}
    </button>
  )
}
