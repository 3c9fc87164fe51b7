/** What the administrator should know before submitting, and what has to be ticked. */
import { useMemo } from 'react'
import type { WireOrganization } from '#domain/wire.ts'
import { adviceFor } from '#domain/jobs/advice.ts'
import { sensitiveGroups, type ProtectedGroup } from '#domain/jobs/blast-radius.ts'
import type { Plan } from '#domain/jobs/plan.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { toneIcons } from '#ui/tone.ts'
import { fieldLabel } from '#workbench/field-label.ts'
import { people } from './submit-label.ts'
import styles from './BeforeSubmit.module.css'

interface Props {
  readonly plan: Plan
  readonly organization: WireOrganization | null
  readonly suppressEmail: boolean
  readonly notSent: readonly { readonly header: string; readonly reason: string }[]
  readonly groups: readonly ProtectedGroup[]
  readonly ticked: ReadonlySet<string>
  readonly onTick: (key: string, isTicked: boolean) => void
  readonly onShowSensitive: (field: string) => void
}

/** With the people in it: a tick is for those who were read, and for nobody who comes later. */
export const keyOf = ({ who, what, items }: ProtectedGroup): string => `${who} ${what} ${items.map(({ row }) => row).join(' ')}`

export function BeforeSubmit({ plan, organization, suppressEmail, notSent, groups, ticked, onTick, onShowSensitive }: Props) {
  const advice = useMemo(() => adviceFor({ plan, organization, suppressEmail }), [organization, plan, suppressEmail])
  const sensitive = useMemo(() => sensitiveGroups(plan), [plan])
  const { clears, cleared } = plan.counts
  return (
    <section className={styles.before} aria-labelledby="before-submit">
      <h2 id="before-submit">Before you submit</h2>
      <div className={styles.columns}>
        <ul>
          {advice.map(({ key, tone, title, detail }) => (
            <Line key={`${key} ${title}`} tone={tone} title={title} detail={detail} />
          ))}
          {notSent.map(({ header, reason }) => (
            <Line key={header} tone="warning" title={`The column “${header}” is not sent`} detail={reason} />
          ))}
        </ul>
        <div>
          <h3>Sensitive changes</h3>
          {sensitive.length === 0 && clears === 0 ? (
            <p>None: nobody gains or loses power, a name or an address by this, and nothing is cleared.</p>
          ) : (
            <ul className={styles.sensitive}>
              {sensitive.map(({ field, after, items }) => (
                <li key={`${field} ${after ?? ''}`}>
                  <button type="button" onClick={() => onShowSensitive(field)}>
                    {fieldLabel(field)} {after === null ? 'will change' : `will be ${after}`}
                  </button>
                  <strong>{people(items.length)}</strong>
                </li>
              ))}
              {clears > 0 && (
                <li>
                  <span>
                    {clears.toLocaleString()} {clears === 1 ? 'value' : 'values'} will be cleared, and read back afterwards
                  </span>
                  <strong>{people(cleared)}</strong>
                </li>
              )}
            </ul>
          )}
          {groups.map((group) => (
            <Checkbox
              key={keyOf(group)}
              className={styles.tick ?? ''}
              label={tickLabel(group)}
              help={group.items.map(({ user }) => user.username ?? user.email).join(', ')}
              checked={ticked.has(keyOf(group))}
              onChange={(isTicked) => onTick(keyOf(group), isTicked)}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

function tickLabel({ who, what, items }: ProtectedGroup): string {
  const many = items.length !== 1
  const whom = who === 'administrator' ? (many ? 'administrators' : 'administrator') : many ? 'people managed elsewhere' : 'person managed elsewhere'
  return `I mean it: ${items.length.toLocaleString()} ${whom} will be ${what}`
}

function Line({ tone, title, detail }: { readonly tone: 'info' | 'warning'; readonly title: string; readonly detail: string }) {
  const Icon = toneIcons[tone]
  return (
    <li className={styles.line} data-tone={tone}>
      <Icon size={15} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <span>{detail}</span>
      </div>
    </li>
  )
}
