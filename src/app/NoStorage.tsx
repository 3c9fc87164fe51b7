/** What an administrator sees whose browser keeps nothing for this address: why nothing can begin, and what to do. */
import { DatabaseZap } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import styles from './OwnPage.module.css'

export function NoStorage() {
  return (
    <main className={styles.page}>
      <EmptyState
        icon={<DatabaseZap />}
        title="This browser blocks storage for this address"
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        Rollcall stores drafts and a record of every send in this browser, so that nothing is lost or sent twice. Site data is blocked for{' '}
        <code>{window.location.origin}</code>: allow it in the browser settings, or use a normal window.
      </EmptyState>
    </main>
  )
}
