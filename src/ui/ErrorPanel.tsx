/** What an administrator sees where something could not be loaded: what, why, and what to do. */
import type { ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import { Button } from './Button.tsx'
import styles from './ErrorPanel.module.css'

interface Props {
  readonly title: string
  readonly detail: string
  readonly onRetry?: (() => void) | undefined
  readonly action?: ReactNode
}

export function ErrorPanel({ title, detail, onRetry, action }: Props) {
  return (
    <div role="alert" className={styles.panel}>
      <CircleAlert size={20} aria-hidden="true" />
      <div>
        <h2>{title}</h2>
        <p>{detail}</p>
        {(onRetry !== undefined || action !== undefined) && (
          <div className={styles.actions}>
            {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
            {action}
          </div>
        )}
      </div>
    </div>
  )
}
