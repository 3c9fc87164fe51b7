/** What a submit does, section by section; a section without anything to say is not there. */
import type { ReactNode } from 'react'
import { counted } from '#domain/count.ts'
import { actionParts } from '#domain/plan/actions.ts'
import { resultMail } from '#domain/plan/advice.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import type { DraftSent } from '#adapters/drafts/sent.ts'
import { formatDateTime, formatNumber } from '#ui/locale.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { kindWords } from '../plan/plan-kinds.ts'
import { users } from './submit-label.ts'
import { unsentColumns } from './unsent-columns.ts'
import styles from './SubmitDialog.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly connection: Connection
  readonly planned: Planned
  readonly sent: DraftSent
  readonly suppressEmail: boolean
  readonly onShow: (kind: string) => void
}

const kindLabels = { blocked: 'blocked', excluded: 'excluded', unchanged: 'unchanged', sent: 'sent before' } as const
const shownColumns = 12
/** Warnings of the review that stand in a section of their own. */
const saidElsewhere: readonly string[] = ['state', 'mail-users']

export function SubmitSummary({ draft, connection, planned, sent, suppressEmail, onShow }: Props) {
  const { summary } = planned
  const mails = [...summary.advice.filter(({ key }) => key === 'mail-users'), resultMail(suppressEmail)]
  const warnings = summary.advice.filter(({ key, tone }) => tone === 'warning' && !saidElsewhere.includes(key))
  const columns = unsentColumns(draft)
  return (
    <>
      <UsersSection {...{ draft, planned, sent }} />
      <Section title="Where">
        <Line count={connection.region}>{connection.organizationName}</Line>
      </Section>
      <Section title="Sensitive changes">
        {summary.sensitive.map(({ field, after, count, names }) => (
          <Line key={`${field} ${after ?? ''}`} count={users(count)} isSensitive>
            {fieldLabel(field)} {after === null ? 'will change' : `will be ${after}`}
            {names.length > 0 && <span data-user>: {names.join(', ')}</span>}
          </Line>
        ))}
        {summary.clears.map(({ field, count }) => (
          <Line key={field} count={users(count)} isSensitive>
            {fieldLabel(field)} will be cleared
          </Line>
        ))}
        {summary.sensitive.length === 0 && summary.clears.length === 0 && <li>No sensitive changes</li>}
      </Section>
      {warnings.length > 0 && (
        <Section title="Warnings">
          {warnings.map(({ key, title }) => (
            <li key={`${key} ${title}`}>{title}</li>
          ))}
        </Section>
      )}
      <Section title="Emails">
        {mails.map(({ key, title }) => (
          <li key={`${key} ${title}`}>{title}</li>
        ))}
      </Section>
      {columns.length > 0 && (
        <Section title={`${counted(columns.length, 'column')} not sent`}>
          {columns.slice(0, shownColumns).map(({ header, reason }) => (
            <li key={header}>
              “{header}”: {reason}
            </li>
          ))}
          {columns.length > shownColumns && <li>and {formatNumber(columns.length - shownColumns)} more</li>}
        </Section>
      )}
      <UnsentRows leftOut={summary.leftOut} onShow={onShow} />
      {draft.isComplete && <p className={styles.note}>Users missing from this file are listed in the review; nothing happens to them.</p>}
    </>
  )
}

function UsersSection({ draft, planned: { summary }, sent }: Pick<Props, 'draft' | 'planned' | 'sent'>) {
  return (
    <Section title="Users">
      {actionParts(summary.actions).map(({ action, count }) => (
        <Line key={action} count={users(count)}>
          {kindWords[action].label.toLowerCase()}
          {draft.purpose === 'leavers' && '; nothing else changes'}
        </Line>
      ))}
      {summary.advice
        .filter(({ key }) => key === 'state')
        .map(({ key, title, detail }) => (
          <li key={key}>
            {title}. {detail}
          </li>
        ))}
      {summary.again.map(({ jobId, count }) => {
        const job = sent.jobs.find((each) => each.jobId === jobId)
        return (
          <Line key={jobId} count={users(count)} isSensitive>
            sent before{job === undefined ? '' : `, in job “${job.name}” of ${formatDateTime(job.at)}`}
          </Line>
        )
      })}
    </Section>
  )
}

function UnsentRows({ leftOut, onShow }: Pick<Props['planned']['summary'], 'leftOut'> & Pick<Props, 'onShow'>) {
  if (leftOut.length === 0) return null
  return (
    <Section
      title={`${counted(
        leftOut.reduce((sum, { rows }) => sum + rows.length, 0),
        'row',
      )} not sent`}
    >
      {leftOut.map(({ kind, reason, rows }) => (
        <Line
          key={`${kind} ${reason}`}
          count={
            <button type="button" className={styles.show} onClick={() => onShow(kind)}>
              {formatNumber(rows.length)} {kindLabels[kind]}
            </button>
          }
        >
          {reason}
        </Line>
      ))}
    </Section>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

function Line({ count, isSensitive = false, children }: { readonly count: ReactNode; readonly isSensitive?: boolean; readonly children: ReactNode }) {
  return (
    <li data-sensitive={isSensitive || undefined}>
      <strong>{count}</strong>
      <span>{children}</span>
    </li>
  )
}
