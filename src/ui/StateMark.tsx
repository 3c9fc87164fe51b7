/** A state: icon, word and color together. */
import type { ReactNode } from 'react'
import { toneIcons, type Tone } from './tone.ts'
import { joinNames } from './join-names.ts'
import styles from './Tone.module.css'

export function StateMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = toneIcons[tone]
  return (
    <span className={joinNames(styles.mark, styles[tone])}>
      <Icon size={15} aria-hidden="true" />
      {children}
    </span>
  )
}
