/** The steps of a task, which can be walked back. */
import { ChevronRight } from 'lucide-react'
import { Link } from './Link.tsx'
import styles from './Stepper.module.css'

interface Step {
  readonly key: string
  readonly label: string
  readonly state: 'done' | 'current' | 'next'
  readonly href?: string | undefined
}

export function Stepper({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <nav aria-label={label}>
      <ol className={styles.steps}>
        {steps.map(({ key, label: name, state, href }, index) => (
          <li key={key} className={styles[state]}>
            {index > 0 && <ChevronRight size={14} aria-hidden="true" />}
            {href === undefined ? <span aria-current={state === 'current' ? 'step' : undefined}>{name}</span> : <Link href={href}>{name}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
