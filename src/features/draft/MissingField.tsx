/** What to do about a required value that is missing: make usernames, or map or fill the column. */
import type { RowSet } from '#domain/packed/row.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './IssuePanel.module.css'

export function MissingField({ draftId, set, field }: { readonly draftId: string; readonly set: RowSet; readonly field: string }) {
  const isColumn = set.columns.includes(field)
  const columns = paths.columns(draftId)
  return (
    <div className={styles.repair}>
      {!isColumn && <p className={styles.more}>No column is mapped to {fieldLabel(field)}.</p>}
      {field === 'username' ? (
        <ButtonLink href={`${columns}?transform=usernames`}>Make usernames</ButtonLink>
      ) : (
        <ButtonLink href={`${columns}?transform=fill&field=${encodeURIComponent(field)}`}>
          {isColumn ? 'Fill from another column' : 'Map or fill a column'}
        </ButtonLink>
      )}
    </div>
  )
}
