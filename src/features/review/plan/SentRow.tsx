/** A row that a job has already: how it stands there, and the way to send it again. */
import { Link } from 'wouter'
import type { PlanItem } from '#domain/plan/plan.ts'
import type { SentRow, SentState as State } from '#domain/plan/sent.ts'
import { setSendAgain } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import styles from '../Review.module.css'

const words: Record<State, string> = {
  waiting: 'On its way.',
  done: 'Sent; see its outcome in the job.',
  unknown: 'Sent; the outcome is unknown.',
  'not-done': 'Sent, and not done.',
}

export function SentState({ sent: { jobId, state, isChanged, retry } }: { readonly sent: SentRow }) {
  return (
    <span className={styles.meta}>
      {retry === null ? words[state] : 'Moved to a retry draft.'} {isChanged && 'Changed here since. '}
      {retry === null ? <Link href={paths.job(jobId)}>Open job</Link> : <Link href={paths.review(retry.draftId)}>{retry.name}</Link>}
    </span>
  )
}

export function SendAgain({ draftId, item }: { readonly draftId: string; readonly item: Extract<PlanItem, { kind: 'sent' }> }) {
  const { jobId, state, retry } = item.sent
  if (retry !== null || state === 'waiting') return null
  return (
    <button type="button" className={styles.out} onClick={() => setSendAgain(draftId, jobId, [item.row], true)}>
      Include
    </button>
  )
}
