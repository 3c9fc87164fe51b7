/** What the administrator should know before submitting, and what has to be ticked. */
import { useState, type ReactNode } from 'react'
import { counted } from '#domain/count.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { resultMail } from '#domain/plan/advice.ts'
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { PlanSummary, ProtectedSum } from '#domain/plan/summary.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { joinNames } from '#ui/join-names.ts'
import { formatNumber } from '#ui/locale.ts'
import { toneIcons } from '#ui/tone.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { users } from './submit-label.ts'
import { fieldsOfNewUsers } from './unsent-columns.ts'
import styles from './BeforeSubmit.module.css'

interface Props {
  readonly counts: PlanCounts
  readonly summary: PlanSummary
  readonly suppressEmail: boolean
  readonly mapping: readonly ColumnMapping[]
  /** Columns that a transform has read: their values are sent in other fields. */
  readonly uses: ReadonlyMap<number, string>
  /** Of the grid. */
  readonly columns: readonly FieldKey[]
  /** Rows with warnings that are not excluded. */
  readonly warnings: number
  readonly ticked: ReadonlySet<string>
  readonly onTick: (key: string, isTicked: boolean) => void
  readonly onShowSensitive: (field: string) => void
  readonly onOmit: (field: FieldKey, rows: readonly RowKey[]) => void
}

export function BeforeSubmit({ counts, summary, suppressEmail, mapping, uses, columns, warnings, ticked, onTick, onShowSensitive, onOmit }: Props) {
  const { advice } = summary
  const notSent = mapping.flatMap(({ header, target }) => (target.kind === 'not-sent' ? [{ header, reason: target.reason }] : []))
  const unmapped = mapping.filter(({ target, column }) => target.kind === 'unmapped' && !uses.has(column)).map(({ header }) => header)
  const ofNewUsers = counts.update > 0 ? fieldsOfNewUsers(columns) : []
  const [isOpen, setOpen] = useState(summary.protectedUsers.length > 0)
  const notes = advice.length + 1 + notSent.length + ofNewUsers.length + (unmapped.length > 0 ? 1 : 0) + (warnings > 0 ? 1 : 0)
  return (
    <section className={styles.before} aria-labelledby="before-submit">
      <h2 id="before-submit">Before you submit</h2>
      <p className={styles.brief}>
        {counted(notes, 'note')} · {summary.withSensitive === 0 ? 'No sensitive changes' : `Sensitive changes for ${users(summary.withSensitive)}`}
        <Button size="s" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'}
        </Button>
      </p>
      <div className={joinNames(styles.columns, !isOpen && styles.folded)}>
        <ul>
          {[...advice, resultMail(suppressEmail)].map(({ key, tone, title, detail, omit }) => (
            <Line
              key={`${key} ${title}`}
              tone={tone}
              title={title}
              detail={detail}
              action={
                omit === undefined ? null : (
                  <Button size="s" onClick={() => onOmit(omit.field, omit.rows)}>
                    Exclude {counted(omit.rows.length, 'change')}
                  </Button>
                )
              }
            />
          ))}
          {notSent.map(({ header, reason }) => (
            <Line key={header} tone="warning" title={`Column “${header}” is not sent`} detail={reason} />
          ))}
          {ofNewUsers.map(({ key, label }) => (
            <Line key={key} tone="warning" title={`${label} is not sent for existing users`} detail="It can be set for new users only." />
          ))}
          {unmapped.length > 0 && <Line tone="warning" title={`${counted(unmapped.length, 'column')} not mapped, so not sent`} detail={unmapped.join(', ')} />}
          {warnings > 0 && (
            <Line tone="warning" title={`${counted(warnings, 'row')} with warnings`} detail="See Issues in the grid. Rows with warnings are sent." />
          )}
        </ul>
        <Sensitive counts={counts} summary={summary} ticked={ticked} onTick={onTick} onShowSensitive={onShowSensitive} />
      </div>
    </section>
  )
}

/** What has to be seen, and what has to be ticked. */
function Sensitive({ counts, summary, ticked, onTick, onShowSensitive }: Pick<Props, 'counts' | 'summary' | 'ticked' | 'onTick' | 'onShowSensitive'>) {
  const { sensitive, protectedUsers } = summary
  const { clears, cleared } = counts
  return (
    <div>
      <h3>Sensitive changes</h3>
      {sensitive.length === 0 && clears === 0 ? (
        <p>No sensitive changes</p>
      ) : (
        <ul className={styles.sensitive}>
          {sensitive.map(({ field, after, count }) => (
            <li key={`${field} ${after ?? ''}`}>
              <button type="button" onClick={() => onShowSensitive(field)}>
                {fieldLabel(field)} {after === null ? 'will change' : `will be ${after}`}
              </button>
              <strong>{users(count)}</strong>
            </li>
          ))}
          {clears > 0 && (
            <li>
              <span>{counted(clears, 'value')} will be cleared, then verified</span>
              <strong>{users(cleared)}</strong>
            </li>
          )}
        </ul>
      )}
      {protectedUsers.map((group) => (
        <Checkbox
          key={group.key}
          className={styles.tick ?? ''}
          label={tickLabel(group)}
          help={`${group.names.join(', ')}${group.count > group.names.length ? ` and ${formatNumber(group.count - group.names.length)} more` : ''}`}
          checked={ticked.has(group.key)}
          onChange={(isTicked) => onTick(group.key, isTicked)}
        />
      ))}
    </div>
  )
}

function tickLabel({ who, what, count }: ProtectedSum): string {
  return `I confirm: ${who === 'administrator' ? counted(count, 'administrator') : counted(count, 'user managed elsewhere', 'users managed elsewhere')} will be ${what}`
}

interface LineProps {
  readonly tone: 'info' | 'warning'
  readonly title: string
  readonly detail: string
  readonly action?: ReactNode
}

function Line({ tone, title, detail, action = null }: LineProps) {
  const Icon = toneIcons[tone]
  return (
    <li className={styles.line} data-tone={tone}>
      <Icon size={15} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <span>{detail}</span>
        {action}
      </div>
    </li>
  )
}
