/** What happened to the job on the way, for whoever comes back to it. */
import type { Job } from '#domain/jobs/ledger-model.ts'
import { formatDateTime } from '#ui/locale.ts'
import styles from './Job.module.css'

export function Notes({ job: { notes, createdAt } }: { readonly job: Job }) {
  return (
    <section className={styles.panel} aria-label="Log" tabIndex={0}>
      <ol className={styles.notes}>
        <li>
          <time dateTime={new Date(createdAt).toISOString()}>{formatDateTime(createdAt)}</time>
          <span>Submitted.</span>
        </li>
        {notes.map(({ at, text }, index) => (
          <li key={`${at} ${index}`}>
            <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
