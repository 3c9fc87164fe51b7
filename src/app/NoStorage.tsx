/** What a person sees whose browser keeps nothing for this address: why nothing can begin, and what to do. */
import { DatabaseZap } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import styles from './OwnPage.module.css'

export function NoStorage() {
  return (
    <main className={styles.page}>
      <EmptyState
        icon={<DatabaseZap />}
        title="This browser keeps nothing for this address"
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        Rollcall writes every draft, and every send before it goes out, into this browser, so that neither is ever lost or sent twice. Site data is blocked for{' '}
        <code>{window.location.origin}</code>: allow it in the browser’s settings, or use an ordinary window.
      </EmptyState>
    </main>
  )
}
