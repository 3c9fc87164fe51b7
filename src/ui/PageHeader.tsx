/** The head of a screen: its name, what it is for, and its actions, always at the same place. */
import type { ReactNode } from 'react'
import styles from './PageHeader.module.css'

interface Props {
  readonly title: string
  readonly description?: ReactNode
  readonly meta?: ReactNode
  readonly actions?: ReactNode
}

export function PageHeader({ title, description, meta, actions }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1>{title}</h1>
        {description !== undefined && <p>{description}</p>}
        {meta !== undefined && <div className={styles.meta}>{meta}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
