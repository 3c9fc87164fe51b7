/** What the review is about, in one line once it is chosen: purpose, match, pilot batch; a button brings the choices back. */
import { useState, type ReactNode } from 'react'
import type { Purpose } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { purposes, PurposeChoice } from '#workbench/draft/PurposeChoice.tsx'
import { setPurpose, type OpenDraft } from '#workbench/draft/draft-session.ts'
import styles from './Setup.module.css'

interface Props {
  readonly draft: OpenDraft
  /** What the options say, in a few words each. */
  readonly summary: readonly string[]
  /** The options beside the purpose. */
  readonly children: ReactNode
}

export function Setup({ draft, summary, children }: Props) {
  const [isOpen, setOpen] = useState(draft.purpose === null)
  const chosen = purposes.find(({ value }) => value === draft.purpose)
  /** What was chosen makes room for what it comes to. */
  const choose = (purpose: Purpose) => {
    setPurpose(draft.id, purpose)
    setOpen(false)
  }
  return (
    <section className={styles.setup} aria-label="What to do with these users">
      {chosen !== undefined && (
        <p className={styles.line}>
          <strong>{chosen.label}</strong>
          {summary.map((text) => (
            <span key={text}>{text}</span>
          ))}
          <Button size="s" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide options' : 'Change options'}
          </Button>
        </p>
      )}
      {(isOpen || chosen === undefined) && (
        <div className={styles.choices}>
          <PurposeChoice value={draft.purpose} onChange={choose} />
          {chosen !== undefined && children}
        </div>
      )}
    </section>
  )
}
