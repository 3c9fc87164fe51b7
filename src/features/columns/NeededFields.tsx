/** Fields that a new user cannot be without: which column gives each, or how to make it. */
import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { catalogue } from '#domain/fields/catalogue.ts'
import type { Field } from '#domain/fields/field.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { Purpose } from '#domain/packed/row.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly mapping: readonly ColumnMapping[]
  readonly purpose: Purpose | null
  /** Fields that a transform has made. */
  readonly made: ReadonlySet<string>
  /** What makes a field that no column gives. */
  readonly make: (field: Field) => ReactNode
}

const needed = catalogue.filter(({ requiredToCreate }) => requiredToCreate)

export function NeededFields({ mapping, purpose, made, make }: Props) {
  if (purpose === 'update' || purpose === 'leavers') return null
  return (
    <ul className={styles.needed} aria-label="Fields that new users need">
      {needed.map((field) => {
        const column = mapping.find(({ target }) => target.kind === 'field' && target.field === field.key)
        const isMade = column === undefined && made.has(field.key)
        return (
          <li key={field.key} data-given={column !== undefined || isMade}>
            {column === undefined && !isMade ? <CircleAlert size={16} aria-hidden="true" /> : <CircleCheck size={16} aria-hidden="true" />}
            <span>
              {isMade ? (
                <>
                  <strong>{field.label}</strong> from a transform
                </>
              ) : column === undefined ? (
                <>
                  <strong>{field.label}</strong> is needed for new users. No column is mapped to it.
                </>
              ) : (
                <>
                  <strong>{field.label}</strong> from “{column.header}”
                </>
              )}
            </span>
            {column === undefined && !isMade && make(field)}
          </li>
        )
      })}
    </ul>
  )
}
