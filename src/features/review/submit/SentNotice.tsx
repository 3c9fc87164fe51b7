/** What of this draft was sent already: each job, how its rows stand, and the two ways to send some of them again. */
import { useState } from 'react'
import type { PlanItem } from '#domain/plan/plan.ts'
import type { SentCounts } from '#domain/plan/summary.ts'
import { counted } from '#domain/count.ts'
import type { SentJob } from '#domain/plan/sent.ts'
import { Button } from '#ui/Button.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { formatDateTime, formatNumber } from '#ui/locale.ts'
import { Notice } from '#ui/Notice.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { setSendAgain } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import styles from '../Review.module.css'

interface Props {
  readonly draftId: string
  readonly job: SentJob
  /** Null where none of its rows was sent last by this job. */
  readonly counts: SentCounts | null
  readonly items: readonly PlanItem[]
}

type Sent = Extract<PlanItem, { kind: 'sent' }>

export function SentNotice({ draftId, job, counts, items }: Props) {
  const [isAsking, setAsking] = useState(false)
  const mine = items.filter((item): item is Sent => item.kind === 'sent' && item.sent.jobId === job.jobId && item.sent.retry === null)
  const changed = mine.filter(({ sent }) => sent.isChanged && sent.state !== 'waiting')
  const resendable = mine.filter(({ sent }) => sent.state !== 'waiting')
  const include = (rows: readonly Sent[]) =>
    setSendAgain(
      draftId,
      job.jobId,
      rows.map(({ row }) => row),
      true,
    )
  return (
    <Notice
      tone={counts !== null && counts.unknown > 0 ? 'warning' : 'info'}
      title={`${counted(job.rows.length, 'row')} of this draft sent in job “${job.name}”`}
      action={
        <div className={styles.finders}>
          <ButtonLink size="s" href={paths.job(job.jobId)}>
            Open job
          </ButtonLink>
          {changed.length > 0 && (
            <Button size="s" onClick={() => include(changed)}>
              Include {counted(changed.length, 'changed row')}
            </Button>
          )}
          <Button
            size="s"
            disabledReason={
              resendable.length > 0
                ? undefined
                : mine.length > 0
                  ? 'The job is still running.'
                  : 'No row is left to send again: later jobs have them, or they are offered below.'
            }
            onClick={() => setAsking(true)}
          >
            Submit again
          </Button>
        </div>
      }
    >
      <RelativeTime at={job.at} />
      {[
        ...(counts === null ? [] : [outcomes(counts)]),
        ...(counts !== null && counts['not-done'] > counts.retried ? ['Rows that were not done are offered again below'] : []),
        ...(changed.length > 0 ? [`${counted(changed.length, 'row')} changed here since`] : []),
      ].map((text) => ` · ${text}`)}
      {isAsking && (
        <Dialog
          open
          size="s"
          onClose={() => setAsking(false)}
          title={`Include ${counted(resendable.length, 'row')} again?`}
          description={`They were sent in job “${job.name}” on ${formatDateTime(job.at)}.`}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button
                variant="primary"
                onClick={() => {
                  include(resendable)
                  setAsking(false)
                }}
              >
                Include {counted(resendable.length, 'row')}
              </Button>
            </>
          }
        >
          Nothing is sent yet. They are compared with the directory again, and you submit them below. A user who exists already is not created twice; an update
          overwrites what was changed in JumpCloud meanwhile.
        </Dialog>
      )}
    </Notice>
  )
}

/** "45 done, 3 not done, 2 on their way". */
function outcomes(counts: SentCounts): string {
  const parts = [
    [counts.done, 'done'],
    [counts['not-done'] - counts.retried, 'not done'],
    [counts.retried, 'in a retry draft'],
    [counts.waiting, 'on their way'],
    [counts.unknown, 'unknown'],
  ] as const
  return parts.flatMap(([count, word]) => (count > 0 ? [`${formatNumber(count)} ${word}`] : [])).join(', ')
}
