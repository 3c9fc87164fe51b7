/** Changes of one user, a line each: before → after, clears marked, and single fields to exclude. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Change, PlanItem } from '#domain/plan/plan-model.ts'
import { joinNames } from '#ui/join-names.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './Changes.module.css'

interface Props {
  readonly item: PlanItem
  readonly name: string
  readonly changes: readonly Change[]
  readonly omitted: readonly Change[]
  /** Fields whose change is sensitive. */
  readonly sensitive: readonly string[]
  /** With every value in full, however long. */
  readonly whole?: boolean
  /** Long values take up to four lines. */
  readonly wraps?: boolean
  /** Null where nothing can be excluded. */
  readonly onOmit: ((field: string, isOut: boolean) => void) | null
}

export function Changes({ item, name, changes, omitted, sensitive, whole = false, wraps = false, onOmit }: Props) {
  const isNew = item.kind === 'create'
  // Thousands of these lines scroll by: each is as few elements as it can be, and none of them draws a picture.
  return (
    <ul className={joinNames(styles.changes, whole && styles.whole, wraps && styles.wraps)}>
      {changes.map((change) => (
        <li key={change.field} className={sensitive.includes(change.field) ? styles.sensitive : undefined} title={whole ? undefined : fullText(change, isNew)}>
          <span className={styles.field}>{fieldLabel(change.field)}</span>
          <Values change={change} isNew={isNew} />
          {onOmit !== null && !(isNew && fieldByKey(change.field)?.requiredToCreate === true) && (
            <button
              type="button"
              className={styles.omit}
              aria-label={`Exclude ${fieldLabel(change.field)} of ${name}`}
              onClick={() => onOmit(change.field, true)}
            >
              Exclude field
            </button>
          )}
        </li>
      ))}
      {omitted.map((change) => (
        <li key={change.field} className={styles.omitted}>
          <span className={styles.field}>{fieldLabel(change.field)}</span>
          excluded, not sent
          {onOmit !== null && (
            <button
              type="button"
              className={styles.omit}
              aria-label={`Include ${fieldLabel(change.field)} of ${name}`}
              onClick={() => onOmit(change.field, false)}
            >
              Include field
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** One change as before → after; also said of what others have changed. */
export function Values({ change, isNew }: { readonly change: Change; readonly isNew: boolean }) {
  const before = shownText(change, change.shown?.before ?? change.before)
  const after = shownText(change, change.shown?.after ?? change.after)
  return (
    <>
      {!isNew && (before === '' ? <i>nothing</i> : <del>{before}</del>)}
      {!isNew && ' → '}
      {change.clears === true ? <ins className={styles.cleared}>will be cleared</ins> : <ins className={isNew ? styles.new : undefined}>{after}</ins>}
      {change.awaits !== undefined && <i> set once both exist</i>}
    </>
  )
}

/** What a line that is too long cuts off. */
const fullText = (change: Change, isNew: boolean): string =>
  [...(isNew ? [] : [shownText(change, change.shown?.before ?? change.before)]), shownText(change, change.shown?.after ?? change.after)].join(' → ')

const shownText = ({ field }: Change, text: string) => (fieldByKey(field)?.secret === true && text !== '' ? '••••••' : text)
