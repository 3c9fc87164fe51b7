/** What needs the administrator: everything that did not simply succeed, by reason, each with its next step. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { FollowUp } from '#adapters/drafts/sent.ts'
import { counted, plural } from '#domain/count.ts'
import { openOf, type AllCounts } from '#domain/jobs/job-counts.ts'
import { isNoted, usersOf, type JobUser, type Show } from '#domain/jobs/job-users.ts'
import { rowState, type Batch, type Job } from '#domain/jobs/ledger-model.ts'
import { findingOf } from '#domain/jobs/reconcile.ts'
import { Button } from '#ui/Button.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { formatNumber } from '#ui/locale.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import toneText from '#ui/Tone.module.css'
import { toneIcons, type Tone } from '#ui/tone.ts'
import { useIsRunning } from '#workbench/jobs/engine-status.ts'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { useChangeSearch } from '#workbench/navigation/search-params.ts'
import { draftsQuery, followUpQuery } from '#workbench/navigation/stored-queries.ts'
import { CheckAgainButton, DecideButtons, ResumeButton } from './JobActions.tsx'
import { RetryDialog } from './RetryDialog.tsx'
import { Reasons, UnsentReasons } from './Reasons.tsx'
import styles from './Attention.module.css'

interface Props {
  readonly job: Job
  readonly counts: AllCounts
  readonly users: readonly JobUser[]
}

/** A tab takes a moment to take a job up. */
const elsewhereAfterMs = 3_000

export function Attention({ job, counts, users }: Props) {
  const { tenant } = useConnection()
  const change = useChangeSearch()
  const isRunning = useIsRunning(job.id)
  const isElsewhere = useAfter(openOf(counts) > 0 && job.pausedBecause === null && !isRunning, elsewhereAfterMs)
  const drafts = useQuery(draftsQuery(tenant)).data
  const draft = drafts?.find(({ id }) => id === (job.draftId ?? job.facts?.draft))
  const show = (state: Show) => (
    <Button size="s" onClick={() => change({ show: state, tab: '' })}>
      Show
    </Button>
  )
  const toDraft = (label: string) =>
    draft === undefined ? null : (
      <ButtonLink size="s" href={paths.draft(draft.id)}>
        {label}
      </ButtonLink>
    )
  const followUp =
    useQuery({ ...followUpQuery(job.id, job.version), enabled: counts.failed + counts.refused + counts.stopped > 0 && openOf(counts) === 0 }).data ?? null
  const [isRetrying, setRetrying] = useState(false)
  const retry = followUp === null ? null : <RetryStep followUp={followUp} onRetry={() => setRetrying(true)} />
  const items = [...runItems(job, counts, isElsewhere, show), ...resultItems({ job, counts, users, show, toDraft, retry })].filter(
    (item) => item !== false && item !== null,
  )
  return items.length === 0 ? null : (
    <ul className={styles.attention} aria-label="Needs attention">
      {items}
      {isRetrying && followUp !== null && <RetryDialog followUp={followUp} onClose={() => setRetrying(false)} />}
    </ul>
  )
}

type ShowButton = (state: Show) => ReactNode

/** What holds the job up, or has no answer yet. */
const runItems = (job: Job, counts: AllCounts, isElsewhere: boolean, show: ShowButton): readonly ReactNode[] => [
  job.pausedBecause !== null && job.canary !== 'waiting' && counts['not-sent'] > 0 && (
    <Item key="paused" tone="warning" title="The job is paused" action={<ResumeButton job={job} />}>
      {job.pausedBecause}
    </Item>
  ),
  isElsewhere && (
    <Item key="elsewhere" tone="info" title="Another tab runs this job" action={<Button onClick={() => theEngine().takeOver(job.id)}>Continue here</Button>}>
      This tab continues once that one is closed. If it hangs, continue here: nothing is sent twice. Only the other tab knows the passwords.
    </Item>
  ),
  ...(counts.unknown > 0
    ? job.batches.map((batch, index) => <UnknownBatch key={batch.key} job={job} batch={batch} number={index + 1} show={show('unknown')} />)
    : []),
]

interface ResultItems extends Props {
  readonly show: ShowButton
  readonly toDraft: (label: string) => ReactNode
  readonly retry: ReactNode
}

/** What rows came to that did not simply succeed. */
function resultItems({ job, counts, users, show, toDraft, retry }: ResultItems): readonly ReactNode[] {
  const inState = (...states: readonly string[]) => users.filter(({ state }) => states.includes(state))
  const failed = counts.failed + counts.refused > 0 ? inState('failed', 'refused') : []
  const noted = counts.flagged + counts.verified > 0 ? users.filter(isNoted) : []
  return [
    failed.length > 0 && (
      <Item
        key="failed"
        tone="danger"
        title={`${formatNumber(failed.length)} failed`}
        action={
          <>
            {show('not-done')}
            {retry}
          </>
        }
      >
        <Reasons users={failed} />
      </Item>
    ),
    counts.differs > 0 && (
      <Item
        key="differs"
        tone="danger"
        title={`${formatNumber(counts.differs)} ${plural(counts.differs, 'differs', 'differ')} from what was sent`}
        action={
          <>
            {show('differs')}
            <CheckAgainButton job={job} />
          </>
        }
      >
        The directory may be late: check again first. Then compare the values of each user, and edit them in Users.
      </Item>
    ),
    counts.stopped > 0 && (
      <Item
        key="stopped"
        tone="warning"
        title={`${formatNumber(counts.stopped)} stopped before sending`}
        action={
          <>
            {show('stopped')}
            {failed.length === 0 && retry}
          </>
        }
      >
        <Reasons users={inState('stopped')} /> {failed.length > 0 && retry !== null && 'The retry above includes them.'}
      </Item>
    ),
    counts.blocked > 0 && (
      <Item
        key="blocked"
        tone="warning"
        title={`${formatNumber(counts.blocked)} blocked, not part of this job`}
        action={toDraft('Fix in draft') ?? show('blocked')}
      >
        <UnsentReasons job={job} kind="blocked" />
      </Item>
    ),
    counts.excluded > 0 && (
      <Item key="excluded" tone="neutral" title={`${formatNumber(counts.excluded)} excluded, not part of this job`} action={show('excluded')}>
        <UnsentReasons job={job} kind="excluded" />
      </Item>
    ),
    noted.length > 0 && (
      <Item key="noted" tone="warning" title={`${formatNumber(noted.length)} succeeded, with a note`} action={show('flagged')}>
        <Reasons users={noted} />
      </Item>
    ),
  ]
}

/** The retry, or where the rows went already. */
function RetryStep({ followUp: { retryable, movedOn }, onRetry }: { readonly followUp: FollowUp; readonly onRetry: () => void }) {
  const [moved] = movedOn.values()
  return (
    <>
      {moved !== undefined && (
        <ButtonLink size="s" href={moved.kind === 'job' ? paths.job(moved.jobId) : paths.draft(moved.draftId)}>
          {counted(movedOn.size, 'row')} in {moved.name}
        </ButtonLink>
      )}
      {retryable.length > 0 && (
        <Button size="s" variant="primary" onClick={onRetry}>
          Fix and retry {counted(retryable.length, 'row')}
        </Button>
      )}
    </>
  )
}

interface ItemProps {
  readonly tone: Tone
  readonly title: string
  readonly action?: ReactNode
  readonly children?: ReactNode
}

function Item({ tone, title, action, children }: ItemProps) {
  const Icon = toneIcons[tone]
  return (
    <li className={toneText[tone]}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <strong>{title}</strong> <span className={styles.why}>{children}</span>
      </div>
      <div className={styles.steps}>{action}</div>
    </li>
  )
}

interface UnknownProps {
  readonly job: Job
  readonly batch: Batch
  readonly number: number
  readonly show: ReactNode
}

function UnknownBatch({ job, batch, number, show }: UnknownProps) {
  const unknown = batch.rows.filter((row) => rowState(batch, row) === 'unknown').length
  if (unknown === 0) return null
  const found = batch.rows.filter(({ outcome }) => outcome === 'verified').length
  const foundWords = found > 0 ? ` ${counted(found, 'other user')} of the request ${plural(found, 'has', 'have')} every value.` : ''
  const finding = findingOf(batch)
  if (finding === null)
    return (
      <Item tone="unknown" title={`${formatNumber(unknown)} unknown in request ${number}`} action={show}>
        {batch.reason ?? 'JumpCloud gave no clear result.'} Rollcall checks the directory and sends nothing again by itself. If{' '}
        {batch.method === 'POST' ? 'the users do' : 'the changes do'} not appear within about 15 minutes with this page open, you decide here: send again or
        mark as failed.
        {batch.look !== null && (
          <>
            {' '}
            Last checked <RelativeTime at={batch.look.at} />.
          </>
        )}
        {foundWords}
      </Item>
    )
  const title = `${formatNumber(unknown)} unknown in request ${number}`
  if (finding === 'cannot-tell')
    return (
      <Item tone="unknown" title={`${title}: cannot be compared`} action={<DecideButtons job={job} batchKey={batch.key} users={unknown} />}>
        <Reasons users={usersOf({ batches: [batch] }).filter(({ state }) => state === 'unknown')} /> Send again only if you are sure.
      </Item>
    )
  if (finding === 'unread')
    return (
      <Item tone="unknown" title={title} action={<DecideButtons job={job} batchKey={batch.key} users={unknown} isUnread />}>
        {batch.reason ?? 'JumpCloud gave no clear result.'} The directory could not be read to check: {(batch.look?.unread ?? '').replace(/\.?$/, '.')} Check
        again once it can be read.
      </Item>
    )
  return (
    <Item
      tone="unknown"
      title={batch.method === 'POST' ? `${title}: not in the directory` : `${title}: not confirmed by the directory`}
      action={<DecideButtons job={job} batchKey={batch.key} users={unknown} />}
    >
      Checked twice, last <RelativeTime at={batch.look?.at ?? 0} />: no change.{foundWords} JumpCloud may still have the request in its queue. Send again only
      if you are sure.
    </Item>
  )
}

/** True once something has held for a while. */
function useAfter(holds: boolean, ms: number): boolean {
  const [is, setIs] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setIs(true), ms)
    return () => {
      clearTimeout(timer)
      setIs(false)
    }
  }, [holds, ms])
  return is && holds
}
