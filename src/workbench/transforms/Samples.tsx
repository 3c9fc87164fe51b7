/** A few cells before and after, or what they are made of, with what cannot be seen made visible. */
import { ArrowRight } from 'lucide-react'
import type { StepSample } from '#domain/issues/step-samples.ts'
import { VisibleText } from '#ui/VisibleText.tsx'
import styles from './Samples.module.css'

interface Props {
  readonly samples: readonly StepSample[]
}

export function Samples({ samples }: Props) {
  return (
    <ul className={styles.samples}>
      {samples.map(({ row, before, after, from }) => (
        <li key={row}>
          {from === undefined ? (
            <del>
              <VisibleText text={before} />
            </del>
          ) : (
            <span className={styles.from}>
              <VisibleText text={from} />
            </span>
          )}
          <ArrowRight size={12} aria-label="becomes" />
          <ins>
            <VisibleText text={after} />
          </ins>
        </li>
      ))}
    </ul>
  )
}
