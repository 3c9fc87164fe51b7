/** A line of text with its label, its help and its error. */
import { useId } from 'react'
import { joinNames } from './join-names.ts'
import { hiddenClass } from './Hidden.tsx'
import styles from './Field.module.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly placeholder?: string | undefined
  readonly className?: string | undefined
  readonly hideLabel?: boolean | undefined
}

export function TextField({ label, value, onChange, help, error, placeholder, className, hideLabel = false }: Props) {
  const id = useId()
  const about = error ?? help
  return (
    <div className={joinNames(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? hiddenClass : undefined}>
        {label}
      </label>
      <input
        id={id}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={about === undefined ? undefined : `${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
      {about !== undefined && (
        <span id={`${id}-about`} className={error === undefined ? styles.help : styles.error}>
          {about}
        </span>
      )}
    </div>
  )
}
