/** The review of one draft: purpose, match, plan, what to know, submit. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { blockedRows } from '#domain/draft/blocked.ts'
import type { PlanOptions } from '#domain/plan/compute-plan.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { organizationQuery } from '#adapters/jumpcloud/queries.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { setPurpose, type Issues, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { PurposeChoice } from '#workbench/draft/PurposeChoice.tsx'
import { getSubmitLimit } from '#workbench/draft/submit-guard.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import { AbsentUsers } from './leavers/AbsentUsers.tsx'
import { BeforeSubmit } from './submit/BeforeSubmit.tsx'
import { DirectoryRead } from './plan/DirectoryRead.tsx'
import { Options } from './Options.tsx'
import { PlanTable } from './plan/PlanTable.tsx'
import { PlanTotals } from './plan/PlanTotals.tsx'
import { RequestsDialog } from './submit/RequestsDialog.tsx'
import { SubmitDialog } from './submit/SubmitDialog.tsx'
import { people, submitLabel } from './submit/submit-label.ts'
import { useDirectory } from './plan/use-directory.ts'
import { usePlan } from './plan/use-plan.ts'
import { useSubmit } from './submit/use-submit.ts'
import styles from './Review.module.css'

const nobody: ReadonlySet<string> = new Set()

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly issues: Issues | null
  /** What would be undone and done again. */
  readonly undo: string | null
  readonly redo: string | null
}

export function Review({ draft, set, issues, undo, redo }: Props) {
  const connection = useConnection()
  const [, setParams] = useSearchParams()
  const [suppressEmail, setSuppressEmail] = useState(false)
  const [canary, setCanary] = useState(0)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(nobody)
  const [isPreviewing, setPreviewing] = useState(false)
  const settings = useQuery({ ...organizationQuery(connection.tenant.organizationId), enabled: draft.purpose !== null })
  const organization = settings.data ?? null
  const { omitted } = draft
  const isListing = draft.isComplete && (draft.purpose === 'update' || draft.purpose === 'both')

  const directory = useDirectory(connection.tenant, draft, set, isListing)
  const options = useMemo((): PlanOptions | null => {
    // Blocked is also whose password the policy refuses: so the settings come first, or are known not to come.
    if (draft.purpose === null || settings.isPending) return null
    return {
      purpose: draft.purpose,
      matchBy: draft.matchBy,
      excluded: draft.excluded,
      heldBack: blockedRows(draft.source.heldBack),
      omitted,
      organization,
      isComplete: isListing,
    }
  }, [draft.excluded, draft.matchBy, draft.purpose, draft.source.heldBack, isListing, omitted, organization, settings.isPending])
  const { plan: review, isCurrent, error } = usePlan(draft.id, set, directory.data, options)

  const counts = review?.plan.counts ?? null
  const total = counts === null ? 0 : counts.create + counts.update
  const first = canary >= total ? 0 : canary
  const label = submitLabel(counts, draft.purpose, connection.organizationName, connection.region)
  const submit = useSubmit({ connection, draft, set, directory, review, isCurrent, suppressEmail, canary: first })
  const notSent = draft.mapping.flatMap(({ header, target }) => (target.kind === 'not-sent' ? [{ header, reason: target.reason }] : []))
  const missingTick = review?.summary.protectedPeople.some(({ key }) => !ticked.has(key)) === true
  const why =
    draft.purpose === null
      ? 'Choose what to do with these users.'
      : review === null
        ? directory.data === undefined
          ? 'The directory has not been read yet.'
          : 'Every row is still being checked and compared.'
        : !isCurrent
          ? 'The plan is being made anew.'
          : total === 0
            ? 'There is nothing to send: no row would create or change anybody.'
            : missingTick
              ? 'Tick first that administrators and people managed elsewhere are meant.'
              : undefined

  return (
    <>
      <PageHeader
        title="Review"
        description="What will happen to every row, against the directory as it is now. Nothing has been sent yet."
        actions={
          <>
            <Button disabledReason={total === 0 ? 'There is nothing to send.' : undefined} onClick={() => setPreviewing(true)}>
              Preview requests
            </Button>
            <Button variant="primary" loading={submit.isBusy} disabledReason={why} onClick={submit.begin}>
              {label}
            </Button>
          </>
        }
      />
      {submit.failure !== null && (
        <Notice tone="danger" title="Nothing was sent">
          {submit.failure}
        </Notice>
      )}
      {submit.news.size > 0 && (
        <Notice
          tone="warning"
          title={`The directory has changed: something else would happen to ${people(submit.news.size)}`}
          action={
            <Button size="s" onClick={() => setParams({ show: 'news' })}>
              Show them
            </Button>
          }
        >
          Nothing was sent. Look at what is new, and submit again.
        </Notice>
      )}
      <PurposeChoice value={draft.purpose} onChange={(purpose) => setPurpose(draft.id, purpose)} />
      {draft.purpose !== null && (
        <>
          <Options draft={draft} set={set} suppressEmail={suppressEmail} onSuppressEmail={setSuppressEmail} canary={canary} onCanary={setCanary} />
          <div className={styles.state}>
            <DirectoryRead directory={directory} />
            <UndoButtons draftId={draft.id} undo={undo} redo={redo} />
          </div>
        </>
      )}
      {review === null && error === null && directory.data !== undefined && !directory.isReading && (
        <div className={styles.planning}>
          <p role="status">
            Checking {set.rows.length.toLocaleString()} {set.rows.length === 1 ? 'row' : 'rows'}, and comparing {set.rows.length === 1 ? 'it' : 'them'} with the
            directory.
          </p>
          <Skeleton rows={8} />
        </div>
      )}
      {error !== null && <ErrorPanel title="The plan could not be made" detail={error} onRetry={directory.read} />}
      {review !== null && (
        <>
          <PlanTotals counts={review.plan.counts} purpose={draft.purpose} />
          {total > 0 && (
            <BeforeSubmit
              counts={review.plan.counts}
              summary={review.summary}
              suppressEmail={suppressEmail}
              notSent={notSent}
              warnings={worthALook(draft, issues)}
              ticked={ticked}
              onTick={(key, isTicked) => setTicked((before) => new Set(isTicked ? [...before, key] : [...before].filter((each) => each !== key)))}
              onShowSensitive={(field) => setParams({ show: 'sensitive', field })}
            />
          )}
          <PlanTable draft={draft} set={set} review={review} news={submit.news} suppressEmail={suppressEmail} />
          {isListing && <AbsentUsers users={review.absent} draftId={draft.id} fileName={draft.name} />}
        </>
      )}
      {isPreviewing && review !== null && (
        <RequestsDialog
          plan={review.plan}
          set={set}
          readAt={review.reading.readAt}
          suppressEmail={suppressEmail}
          canary={first}
          onClose={() => setPreviewing(false)}
        />
      )}
      {submit.isAsking && review !== null && (
        <SubmitDialog
          purpose={draft.purpose}
          counts={review.plan.counts}
          sensitive={review.summary.sensitive}
          label={label}
          limit={getSubmitLimit()}
          canary={first}
          isSending={submit.isBusy}
          onSubmit={submit.confirm}
          onClose={submit.cancel}
        />
      )}
    </>
  )
}

/** Rows with a warning and no error that are not left out. */
function worthALook({ excluded }: OpenDraft, issues: Issues | null): number {
  if (issues === null) return 0
  const isWarned = (key: string) => issues.has(key) && issues.get(key)?.every(({ severity }) => severity === 'warning') === true
  return issues.warnings - excluded.filter(isWarned).length
}
