/** Something that the administrator has to know here, with what to do about it. */
import type { ReactNode } from 'react'
import { toneIcons, type Tone } from './tone.ts'
import { joinNames } from './join-names.ts'
import styles from './Tone.module.css'

interface Props {
  readonly tone: Tone
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

export function Notice({ tone, title, children, action }: Props) {
  const Icon = toneIcons[tone]
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={joinNames(styles.notice, styles[tone])}>
      <Icon size={18} aria-hidden="true" />
      <div className={styles.text}>
        <strong>{title}</strong>
        <div className={styles.detail}>{children}</div>
      </div>
      {action}
    </div>
  )
}
