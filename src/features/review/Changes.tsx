/** Changes of one person, a line each: before → after, clears apart, and single fields to leave out. */
import { Eraser, ShieldAlert, Undo2, X } from 'lucide-react'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { isSensitive } from '#domain/jobs/blast-radius.ts'
import type { Change, PlanItem } from '#domain/jobs/plan-model.ts'
import { joinNames } from '#ui/join-names.ts'
import { fieldLabel } from '#workbench/field-label.ts'
import styles from './Changes.module.css'

interface Props {
  readonly item: PlanItem
  readonly name: string
  readonly changes: readonly Change[]
  readonly omitted: readonly Change[]
  /** Null where nothing can be left out. */
  readonly onOmit: ((field: string, isOut: boolean) => void) | null
}

export function Changes({ item, name, changes, omitted, onOmit }: Props) {
  const isNew = item.kind === 'create'
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.field}>
          <span className={styles.field} title={fieldLabel(change.field)}>
            {isSensitive(item, change) && <ShieldAlert size={13} aria-label="Sensitive" className={styles.sensitive} />}
            {fieldLabel(change.field)}
          </span>
          <Values change={change} isNew={isNew} />
          {onOmit !== null && !(isNew && fieldByKey(change.field)?.requiredToCreate === true) && (
            <button
              type="button"
              className={styles.omit}
              aria-label={`Leave out ${fieldLabel(change.field)} of ${name}`}
              title="Leave this out"
              onClick={() => onOmit(change.field, true)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
      {omitted.map((change) => (
        <li key={change.field} className={styles.omitted}>
          <span className={styles.field}>{fieldLabel(change.field)}</span>
          <span className={styles.values}>left out; stays as it is</span>
          {onOmit !== null && (
            <button
              type="button"
              className={styles.omit}
              aria-label={`Take in ${fieldLabel(change.field)} of ${name}`}
              title="Take it in again"
              onClick={() => onOmit(change.field, false)}
            >
              <Undo2 size={14} aria-hidden="true" />
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
    <span className={styles.values} title={isNew ? after : `${before || 'nothing'} → ${change.clears === true ? 'nothing' : after}`}>
      {!isNew && (
        <>
          {before === '' ? <span className={styles.nothing}>nothing</span> : <del>{before}</del>}
          <span aria-hidden="true">→</span>
        </>
      )}
      {change.clears === true ? (
        <ins className={styles.cleared}>
          <Eraser size={12} aria-hidden="true" /> will be cleared
        </ins>
      ) : (
        <ins className={joinNames(isNew && styles.new)}>{after}</ins>
      )}
      {change.awaits !== undefined && <span className={styles.later}>set once both exist</span>}
    </span>
  )
}

const shownText = ({ field }: Change, text: string) => (fieldByKey(field)?.secret === true && text !== '' ? '••••••' : text)
