/** What happened to the job on the way, for whoever comes back to it. */
import type { Note } from '#domain/jobs/ledger-model.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import styles from './Jobs.module.css'

export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null
  return (
    <section className={styles.batches} aria-labelledby="notes">
      <h2 id="notes">What happened on the way</h2>
      <ol className={styles.notes}>
        {notes.map(({ at, text }, index) => (
          <li key={`${at} ${index}`}>
            <RelativeTime at={at} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
