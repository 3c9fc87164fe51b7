/** The changed values of one user, before → after, as far as a line goes. */
import { useMemo } from 'react'
import type { StoredPayload } from '#adapters/storage/schema.ts'
import { sentChanges } from '#domain/jobs/sent-changes.ts'
import { formatNumber } from '#ui/locale.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import rowText from '../RowText.module.css'
import styles from './ChangeLine.module.css'

const shownChanges = 3

export function ChangeLine({ sent, isNew }: { readonly sent: StoredPayload | undefined; readonly isNew: boolean }) {
  const changes = useMemo(() => (sent === undefined ? [] : sentChanges(sent)), [sent])
  if (sent === undefined) return null
  const named = changes.filter(({ field }) => !(isNew && (field === 'username' || field === 'email')))
  const shown = named.slice(0, shownChanges)
  const more = named.length - shown.length + (sent.secrets.length > 0 ? 1 : 0)
  return (
    <span className={styles.changes}>
      {shown.map(({ field, before, after, clears }) => (
        <span key={field}>
          {fieldLabel(field)}: {!isNew && <del>{before === '' ? 'empty' : before}</del>}
          {!isNew && ' → '}
          {clears === true ? <ins>cleared</ins> : <ins>{after}</ins>}
        </span>
      ))}
      {more > 0 && <span className={rowText.quiet}>{`+${formatNumber(more)} more`}</span>}
    </span>
  )
}
