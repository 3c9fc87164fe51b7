/** Why rows came to something: "18 × Email already exists", the five most common, and how many others there are. */
import { counted } from '#domain/count.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { groupReasons } from '#domain/jobs/reasons.ts'
import type { LeftOutKind } from '#domain/plan/left-out.ts'
import { formatNumber } from '#ui/locale.ts'
import styles from './Attention.module.css'

const shownReasons = 5

interface Reason {
  readonly text: string
  readonly count: number
}

export function Reasons({ users }: { readonly users: readonly JobUser[] }) {
  const reasons = groupReasons(users, ({ message, evidence }) => message || evidence, 'No reason given')
  return <ReasonList reasons={reasons.map(({ text, rows }) => ({ text, count: rows.length }))} />
}

/** The causes that Review and the submit named, in the same words. */
export function UnsentReasons({ job, kind }: { readonly job: Job; readonly kind: LeftOutKind }) {
  const causes = (job.leftOut ?? []).filter((each) => each.kind === kind)
  return <ReasonList reasons={causes.map(({ reason, count }) => ({ text: reason, count }))} />
}

function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  const more = reasons.length - shownReasons
  return (
    <>
      {reasons.slice(0, shownReasons).map(({ text, count }) => (
        <span key={text} className={styles.reason} title={text}>
          {reasons.length === 1 ? text : `${formatNumber(count)} × ${text}`}
        </span>
      ))}
      {more > 0 && <span className={styles.reason}>{counted(more, 'other reason')}</span>}
    </>
  )
}
