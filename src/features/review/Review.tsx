/** The review of one draft: purpose, match, plan, what to know, submit. */
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { counted, plural } from '#domain/count.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { formatNumber } from '#ui/locale.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { useSearchParam } from '#workbench/navigation/search-params.ts'
import { setOmitted, type Issues, type OpenDraft, type OpenState } from '#workbench/draft/draft-session.ts'
import { RepairsList } from '#workbench/draft/RepairsList.tsx'
import { useServerReasons } from '#workbench/draft/server-reasons.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import { AbsentUsers } from './leavers/AbsentUsers.tsx'
import { columnUses } from '#domain/draft/column-use.ts'
import { BeforeSubmit } from './submit/BeforeSubmit.tsx'
import { DirectoryRead } from './plan/DirectoryRead.tsx'
import { Options, optionWords } from './Options.tsx'
import { BlockedCauses } from './plan/BlockedCauses.tsx'
import { Setup } from './plan/Setup.tsx'
import { ColumnNotes } from './plan/ColumnNotes.tsx'
import { ManagerNames } from './plan/ManagerNames.tsx'
import { PlanTable } from './plan/PlanTable.tsx'
import { UnsentParts } from './plan/UnsentParts.tsx'
import { PlanTotals } from './plan/PlanTotals.tsx'
import { RequestsDialog } from './submit/RequestsDialog.tsx'
import { SentNotice } from './submit/SentNotice.tsx'
import { SubmitDialog } from './submit/SubmitDialog.tsx'
import { submitLabel } from './submit/submit-label.ts'
import type { ReviewPlan } from './plan/use-plan.ts'
import { useReview, type ReviewOfDraft } from './plan/use-review.ts'
import { useSubmit } from './submit/use-submit.ts'
import styles from './Review.module.css'

const noTicks: ReadonlySet<string> = new Set()

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly state: OpenState
}

export function Review({ draft, set, state }: Props) {
  const connection = useConnection()
  const [, setParams] = useSearchParams()
  const [suppressEmail, setSuppressEmail] = useState(false)
  const [pilot, setPilot] = useState(0)
  const [ticked, setTicked] = useState(noTicks)
  const [isPreviewing, setPreviewing] = useState(false)
  const reviewed = useReview(connection, draft, set)
  const { directory, review, sent, isListing, error } = reviewed
  const total = review === null ? 0 : review.plan.counts.create + review.plan.counts.update
  const canary = pilot >= total ? 0 : pilot
  const label = (planned: Pick<ReviewPlan, 'summary'> | null) => submitLabel(planned?.summary.actions ?? {}, connection.organizationName, connection.region)
  const { submit, asked, isBusy, failure, news } = useSubmit({
    connection,
    draft,
    set,
    directory,
    review,
    suppressEmail,
    canary,
    options: reviewed.options,
    bulk: state.bulk,
    sendVersion: sent?.sendVersion ?? 0,
  })
  const onTick = (key: string, isTicked: boolean) => setTicked((before) => new Set(isTicked ? [...before, key] : [...before].filter((each) => each !== key)))

  return (
    <>
      <PageHeader
        title="Review"
        description="Nothing changes until you submit."
        actions={
          <>
            <Button disabledReason={total === 0 ? 'Nothing to send.' : undefined} onClick={() => setPreviewing(true)}>
              Preview requests
            </Button>
            <Button variant="primary" loading={isBusy} disabledReason={whyNot(draft, state, reviewed, ticked)} onClick={submit}>
              {label(review)}
            </Button>
          </>
        }
      />
      <BeforeThePlan draft={draft} failure={failure} news={news} sent={sent} review={review} />
      <Setup draft={draft} summary={optionWords(draft, set, suppressEmail, canary)}>
        <Options draft={draft} set={set} suppressEmail={suppressEmail} onSuppressEmail={setSuppressEmail} canary={pilot} onCanary={setPilot} />
      </Setup>
      {draft.purpose !== null && (
        <div className={styles.state}>
          <DirectoryRead directory={directory} />
          <UndoButtons draftId={draft.id} undo={state.undo} redo={state.redo} />
        </div>
      )}
      <RepairsList isFolded draftId={draft.id} changes={state.bulk} />
      {review === null && error === null && directory.data !== undefined && !directory.isReading && <Planning rows={set.rows.length} />}
      {error !== null && <ErrorPanel title="The plan could not be made" detail={error} onRetry={directory.read} />}
      {review !== null && (
        <PlanOfDraft {...{ draft, set, state, review, news, suppressEmail, ticked, onTick, isListing }}>
          {isPreviewing && (
            <RequestsDialog {...{ set, suppressEmail, canary }} plan={review.plan} readAt={review.reading.readAt} onClose={() => setPreviewing(false)} />
          )}
        </PlanOfDraft>
      )}
      {asked !== null && sent !== null && (
        <SubmitDialog
          {...{ draft, connection, sent, suppressEmail, canary }}
          planned={asked.reviewed}
          label={label(asked.reviewed)}
          onConfirm={() => asked.answer(true)}
          onClose={() => asked.answer(false)}
          onShow={(kind) => {
            asked.answer(false)
            setParams({ show: kind })
          }}
        />
      )}
    </>
  )
}

interface BeforeThePlanProps extends Pick<Props, 'draft'>, Pick<ReviewOfDraft, 'sent' | 'review'> {
  readonly failure: string | null
  readonly news: ReadonlySet<RowKey>
}

/** Why nothing was sent, what others have changed, and what was sent of the draft before. */
function BeforeThePlan({ draft, failure, news, sent, review }: BeforeThePlanProps) {
  const [, setParams] = useSearchParams()
  return (
    <>
      {failure !== null && (
        <Notice tone="danger" title="Nothing was sent">
          {failure}
        </Notice>
      )}
      {news.size > 0 && (
        <Notice
          tone="warning"
          title={`Directory changed: ${counted(news.size, 'row')} would be sent differently`}
          action={
            <Button size="s" onClick={() => setParams({ show: 'news' })}>
              Show rows
            </Button>
          }
        >
          Nothing was sent. Check {plural(news.size, 'this row', 'these rows')} and submit again.
        </Notice>
      )}
      {sent?.jobs.map((job) => (
        <SentNotice
          key={job.jobId}
          draftId={draft.id}
          job={job}
          counts={review?.summary.sent.find(({ jobId }) => jobId === job.jobId) ?? null}
          items={review?.plan.items ?? []}
        />
      ))}
    </>
  )
}

interface PlanOfDraftProps extends Props {
  readonly review: ReviewPlan
  readonly news: ReadonlySet<RowKey>
  readonly suppressEmail: boolean
  readonly ticked: ReadonlySet<string>
  readonly onTick: (key: string, isTicked: boolean) => void
  /** Whether users missing from the file are listed. */
  readonly isListing: boolean
  readonly children: ReactNode
}

/** What would happen, row by row, and what to know before it does. The rows come last: the page scrolls through them. */
function PlanOfDraft({ draft, set, state, review, news, suppressEmail, ticked, onTick, isListing, children }: PlanOfDraftProps) {
  const [, setParams] = useSearchParams()
  const [view, setView] = useSearchParam('view', 'plan')
  const issues = useServerReasons(draft, set, state.issues)
  const total = review.plan.counts.create + review.plan.counts.update
  return (
    <>
      <PlanTotals counts={review.plan.counts} actions={review.summary.actions} purpose={draft.purpose} />
      <div className={total > 0 ? styles.body : undefined}>
        {total > 0 && (
          <BeforeSubmit
            counts={review.plan.counts}
            summary={review.summary}
            suppressEmail={suppressEmail}
            mapping={draft.mapping}
            uses={columnUses(state.bulk, draft.mapping)}
            columns={set.columns}
            warnings={warningsOf(draft, issues)}
            ticked={ticked}
            onTick={onTick}
            onShowSensitive={(field) => setParams({ show: 'sensitive', field })}
            onOmit={(field, rows) => setOmitted(draft.id, rows, field, true)}
          />
        )}
        <div className={styles.main}>
          <ColumnNotes draft={draft} items={review.plan.items} />
          <UnsentParts draft={draft} items={review.plan.items} />
          <ManagerNames draftId={draft.id} questions={review.summary.managers} />
          <BlockedCauses draft={draft} set={set} leftOut={review.summary.leftOut} items={review.plan.items} onShow={() => setParams({ show: 'blocked' })} />
          {isListing && (
            <Segmented
              label="Rows or missing users"
              value={view}
              onChange={setView}
              options={[
                { value: 'plan', label: `Plan ${formatNumber(review.plan.counts.rows)}` },
                { value: 'missing', label: `Missing from file ${formatNumber(review.absent.length)}` },
              ]}
            />
          )}
          {isListing && view === 'missing' ? (
            <AbsentUsers users={review.absent} draftId={draft.id} fileName={draft.name} />
          ) : (
            <PlanTable draft={draft} set={set} review={review} news={news} suppressEmail={suppressEmail} />
          )}
        </div>
      </div>
      {children}
    </>
  )
}

function Planning({ rows }: { readonly rows: number }) {
  return (
    <div className={styles.planning}>
      <p role="status">Comparing {counted(rows, 'row')} with the directory.</p>
      <Skeleton rows={8} />
    </div>
  )
}

/** Why nothing can be submitted now, or undefined. */
function whyNot(draft: OpenDraft, { access }: OpenState, { review, directory, isCurrent }: ReviewOfDraft, ticked: ReadonlySet<string>): string | undefined {
  if (access !== 'mine') return 'Another tab is editing this draft.'
  if (draft.purpose === null) return 'Choose what to do with these users.'
  if (review === null) return directory.data === undefined ? 'The directory has not been read yet.' : 'Rows are being compared with the directory.'
  if (!isCurrent) return 'The plan is being updated.'
  const { counts } = review.plan
  if (counts.create + counts.update === 0)
    return counts.sent > 0 ? 'Every row that can be sent was sent already.' : 'Nothing to send: no row creates or changes a user.'
  return review.summary.protectedUsers.some(({ key }) => !ticked.has(key))
    ? 'First confirm the changes to administrators and to users managed elsewhere.'
    : undefined
}

/** Rows with a warning and no error that are not excluded. */
function warningsOf({ excluded }: OpenDraft, issues: Issues | null): number {
  if (issues === null) return 0
  const isWarned = (key: string) => issues.has(key) && issues.get(key)?.every(({ severity }) => severity === 'warning') === true
  return issues.warnings - excluded.filter(isWarned).length
}
