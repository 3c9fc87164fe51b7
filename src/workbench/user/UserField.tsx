/** One field of the user form: the input that its kind asks for. */
import { useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { Field } from '#domain/fields/field.ts'
import type { Purpose } from '#domain/packed/row.ts'
import styles from './UserForm.module.css'

interface Props {
  readonly field: Field
  readonly purpose: Purpose | null
  readonly registration: UseFormRegisterReturn
  readonly error: string | undefined
  /** The cell's text as it stands: a word that is not among the choices is offered too, so that opening the form changes nothing. */
  readonly current: string
}

const inputTypes: Partial<Record<Field['kind'], string>> = { email: 'email', password: 'password' }

export function UserField({ field, purpose, registration, error, current }: Props) {
  const id = useId()
  const errorId = `${id}-error`
  const described = { id, 'aria-invalid': error !== undefined, 'aria-describedby': error === undefined ? undefined : errorId, ...registration }
  const known = field.kind === 'boolean' ? ['true', 'false'] : purpose === 'update' ? field.choices?.update : field.choices?.create
  const choices = known === undefined || current === '' || known.includes(current) ? known : [current, ...known]
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{field.label}</label>
      {choices === undefined ? (
        // A text input: an email input of the browser would trim what was typed.
        <input
          {...described}
          type={inputTypes[field.kind] === 'password' ? 'password' : 'text'}
          inputMode={inputTypes[field.kind] === 'email' ? 'email' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      ) : (
        <select {...described}>
          <option value="">(leave as it is)</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      {error !== undefined && (
        <span id={errorId} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  )
}
