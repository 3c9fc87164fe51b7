/** Parts of a whole, as a bar with its legend. */
import { formatNumber } from './locale.ts'
import { StateMark } from './StateMark.tsx'
import type { Tone } from './tone.ts'
import styles from './Progress.module.css'

interface Props {
  readonly label: string
  readonly parts: readonly { readonly key: string; readonly label: string; readonly value: number; readonly tone: Tone }[]
}

export function StackedBar({ label, parts }: Props) {
  return (
    <div className={styles.progress}>
      <div className={styles.stack} aria-hidden="true">
        {parts.map(({ key, value, tone }) => (
          <span key={key} className={styles[tone]} style={{ flexGrow: value }} />
        ))}
      </div>
      <ul className={styles.legend} aria-label={label}>
        {parts.map(({ key, label: name, value, tone }) => (
          <li key={key} data-state={key}>
            <StateMark tone={tone}>
              {name} {formatNumber(value)}
            </StateMark>
          </li>
        ))}
      </ul>
    </div>
  )
}
