/** A place with nothing in it yet, and the action that fills it. */
import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action: ReactNode
}

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <h1>{title}</h1>
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  )
}
