/** One thing that is so or not. */
import { useId } from 'react'
import { joinNames } from './join-names.ts'
import styles from './Field.module.css'

interface Props {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly help?: string | undefined
  readonly className?: string | undefined
}

export function Checkbox({ label, checked, onChange, help, className }: Props) {
  const id = useId()
  return (
    <div className={joinNames(styles.check, className)}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {help !== undefined && (
          <div id={`${id}-help`} className={styles.help}>
            {help}
          </div>
        )}
      </div>
    </div>
  )
}
