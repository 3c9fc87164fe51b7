/** The shape of what is about to come. */
import styles from './Skeleton.module.css'

export function Skeleton({ rows = 6 }: { readonly rows?: number | undefined }) {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading">
      <span className={styles.title} />
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={styles.row} />
      ))}
    </div>
  )
}
