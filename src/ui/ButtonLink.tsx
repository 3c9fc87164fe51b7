/** A link that looks like a button, because it leads to the next step. */
import type { ReactNode } from 'react'
import { Link } from './Link.tsx'
import type { ButtonVariant } from './Button.tsx'
import { joinNames } from './join-names.ts'
import styles from './Button.module.css'

interface Props {
  readonly href: string
  readonly variant?: ButtonVariant | undefined
  readonly size?: 's' | 'm' | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function ButtonLink({ href, variant = 'secondary', size = 'm', className, children }: Props) {
  return (
    <Link href={href} className={joinNames(styles.button, styles[variant], size === 's' && styles.small, className)}>
      {children}
    </Link>
  )
}
