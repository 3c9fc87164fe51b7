/** What to do about a required value that is missing: make usernames, or map or fill the column. */
import type { RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { editBlock } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draftId: string
  readonly set: RowSet
  readonly field: string
  /** Goes to the first cell that is missing. */
  readonly onGo: () => void
}

export function MissingField({ draftId, set, field, onGo }: Props) {
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
      {!isColumn && (
        <Button size="s" onClick={() => editBlock(draftId, { cells: [], fields: [field] }, 'new column') && onGo()}>
          Add column
        </Button>
      )}
    </div>
  )
}
