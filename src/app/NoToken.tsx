/** What an administrator sees who opened the address without its link: how to get in. */
import { KeyRound } from 'lucide-react'
import { EmptyState } from '#ui/EmptyState.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import styles from './OwnPage.module.css'

export function NoToken() {
  return (
    <main className={styles.page}>
      <EmptyState icon={<KeyRound />} title="Open Rollcall with its link" action={<CopyText text="npm start" mono />}>
        Rollcall holds a key with full access to your organization, so it answers only a browser that has its link. The command <code>npm start</code> prints it
        in its last line, which begins with <code>http://127.0.0.1</code>. If it is already running, check the lines it printed, or stop and start it again: the
        link stays the same.
      </EmptyState>
    </main>
  )
}
