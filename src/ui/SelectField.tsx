/** A choice from a short list, with its label. */
import { useId } from 'react'
import { joinNames } from './join-names.ts'
import { hiddenClass } from './Hidden.tsx'
import styles from './Field.module.css'

interface Props<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly hideLabel?: boolean | undefined
  readonly className?: string | undefined
}

export function SelectField<T extends string>({ label, value, onChange, options, hideLabel = false, className }: Props<T>) {
  const id = useId()
  return (
    <div className={joinNames(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? hiddenClass : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
