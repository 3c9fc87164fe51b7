/** Parts of a whole, as a bar with its legend; parts that are still open are hatched, so that a full bar does not look done. */
import { joinNames } from './join-names.ts'
import { formatNumber } from './locale.ts'
import { StateMark } from './StateMark.tsx'
import type { Tone } from './tone.ts'
import styles from './Progress.module.css'

export interface BarPart {
  readonly key: string
  readonly label: string
  readonly value: number
  readonly tone: Tone
  readonly isOpen?: boolean | undefined
  /** Said on hover. */
  readonly meaning?: string | undefined
}

interface Props {
  readonly label: string
  readonly parts: readonly BarPart[]
  /** Makes each part of the legend a button. */
  readonly onChoose?: ((key: string) => void) | undefined
  readonly chosen?: string | undefined
}

export function StackedBar({ label, parts, onChoose, chosen }: Props) {
  return (
    <div className={styles.progress}>
      <div className={styles.stack} aria-hidden="true">
        {parts.map(({ key, value, tone, isOpen = false }) => (
          <span key={key} className={joinNames(styles[tone], isOpen && styles.open)} style={{ flexGrow: value }} />
        ))}
      </div>
      <ul className={styles.legend} aria-label={label}>
        {parts.map(({ key, label: name, value, tone, meaning }) => {
          const mark = (
            <StateMark tone={tone}>
              {name} {formatNumber(value)}
            </StateMark>
          )
          return (
            <li key={key} data-state={key} title={meaning}>
              {onChoose === undefined ? (
                mark
              ) : (
                <button type="button" className={styles.choice} aria-pressed={chosen === key} onClick={() => onChoose(key)}>
                  {mark}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
