/** One field of the user form: the input that its kind asks for, with what the directory has now and what is wrong. */
import { Eye, EyeOff } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { Field } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { CurrentValue } from './CurrentValue.tsx'
import styles from './UserForm.module.css'

interface Props {
  readonly field: Field
  readonly purpose: Purpose | null
  readonly registration: UseFormRegisterReturn
  readonly isRequired: boolean
  readonly issue: Issue | undefined
  /** The text when the form was opened: a word that is not among the choices is offered too, so that opening the form changes nothing. */
  readonly current: string
  /** What a blank means here. */
  readonly blank: string
  /** The directory's value, where it is another. */
  readonly now: string | null
  readonly isChanged: boolean
  /** Stands beside the input. */
  readonly action: ReactNode
}

function choicesOf(field: Field, purpose: Purpose | null, current: string): readonly string[] | undefined {
  const known = field.kind === 'boolean' ? ['true', 'false'] : purpose === 'update' ? field.choices?.update : field.choices?.create
  return known === undefined || current === '' || known.includes(current) ? known : [current, ...known]
}

export function UserField({ field, purpose, registration, isRequired, issue, current, blank, now, isChanged, action }: Props) {
  const id = useId()
  const [isRevealed, setRevealed] = useState(false)
  const isError = issue?.severity === 'error'
  const about = [...(issue === undefined ? [] : [`${id}-issue`]), ...(now === null ? [] : [`${id}-now`])].join(' ')
  const described = { id, 'aria-invalid': isError, 'aria-required': isRequired, 'aria-describedby': about === '' ? undefined : about, ...registration }
  const choices = choicesOf(field, purpose, current)
  const isSecret = field.kind === 'password'
  return (
    <div className={styles.field} data-changed={isChanged || undefined}>
      <label htmlFor={id}>
        {field.label}
        {isRequired && <span aria-hidden="true"> *</span>}
      </label>
      {choices === undefined ? (
        <span className={styles.input}>
          {/* A text input: an email input of the browser would trim what was typed. */}
          <input
            {...described}
            type={isSecret && !isRevealed ? 'password' : 'text'}
            inputMode={field.kind === 'email' ? 'email' : undefined}
            autoComplete={isSecret ? 'new-password' : 'off'}
            spellCheck={false}
          />
          {isSecret && (
            <button
              type="button"
              className={styles.reveal}
              aria-pressed={isRevealed}
              aria-label={`Show ${field.label}`}
              onClick={() => setRevealed(!isRevealed)}
            >
              {isRevealed ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
            </button>
          )}
        </span>
      ) : (
        <select {...described}>
          <option value="">{blank}</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      {action}
      {now !== null && <CurrentValue id={`${id}-now`} text={now} />}
      {issue !== undefined && (
        <span id={`${id}-issue`} className={isError ? styles.error : styles.warning}>
          {issue.message}
        </span>
      )}
    </div>
  )
}
