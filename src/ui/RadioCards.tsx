/** One of a few things, each explained; nothing needs to be chosen yet. */
import { useId } from 'react'
import styles from './Field.module.css'

interface Props<T extends string> {
  readonly legend: string
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string; readonly help: string }[]
}

export function RadioCards<T extends string>({ legend, value, onChange, options }: Props<T>) {
  const name = useId()
  return (
    <fieldset className={styles.cards}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.card}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-describedby={`${name}-${option.value}`}
            aria-label={option.label}
          />
          <span>
            <strong>{option.label}</strong>
            <span id={`${name}-${option.value}`}>{option.help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
