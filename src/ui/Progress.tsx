/** How far something has come, in a bar and in words. */
import { useId } from 'react'
import styles from './Progress.module.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly max: number
  readonly detail?: string | undefined
}

export function Progress({ label, value, max, detail }: Props) {
  const id = useId()
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id}>{label}</span>
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      </div>
      <progress className={styles.bar} value={value} max={Math.max(1, max)} aria-labelledby={id} />
    </div>
  )
}
