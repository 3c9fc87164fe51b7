/** The summary that every submit opens: what, how many, where, what is sensitive, and what does not go; Enter confirms. */
import { useEffect, useId, useState } from 'react'
import { mustTypeCount } from '#domain/plan/blast-radius.ts'
import { sentShare } from '#domain/plan/left-out.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import type { DraftSent } from '#adapters/drafts/sent.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { formatNumber } from '#ui/locale.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { getSubmitLimit } from '#workbench/draft/submit-guard.ts'
import { users } from './submit-label.ts'
import { SubmitSummary } from './SubmitSummary.tsx'
import styles from './SubmitDialog.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly connection: Connection
  readonly planned: Planned
  readonly sent: DraftSent
  readonly label: string
  readonly suppressEmail: boolean
  readonly canary: number
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** Shows the rows of one kind in the plan. */
  readonly onShow: (kind: string) => void
}

export function SubmitDialog({ draft, connection, planned, sent, label, suppressEmail, canary, onConfirm, onClose, onShow }: Props) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const { plan, summary } = planned
  const { counts } = plan
  const total = counts.create + counts.update
  const mustType = mustTypeCount(counts, summary.sensitive.length > 0, getSubmitLimit())
  const isRight = !mustType || typed.replaceAll(/[\s.,’']/g, '') === String(total)
  useEffect(() => {
    // A key that is still held down from the button behind is no confirmation.
    const ignoreHeldKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.repeat) event.preventDefault()
    }
    window.addEventListener('keydown', ignoreHeldKey, { capture: true })
    return () => window.removeEventListener('keydown', ignoreHeldKey, { capture: true })
  }, [])
  return (
    <Dialog
      open
      onClose={onClose}
      title={label}
      description={sentShare(
        total,
        summary.leftOut.map(({ kind, rows }) => ({ kind, count: rows.length })),
        'will be sent',
      )}
      initialFocus={() => document.getElementById(`${id}-${mustType ? 'typed' : 'confirm'}`)?.querySelector('input, button') ?? null}
      footer={
        <>
          <Button onClick={onClose}>Back to review</Button>
          <span id={`${id}-confirm`}>
            <Button
              type="submit"
              form={id}
              variant="primary"
              disabledReason={isRight ? undefined : `Type ${formatNumber(total)}, the number of users, to confirm.`}
            >
              {label}
            </Button>
          </span>
        </>
      }
    >
      <form
        id={id}
        className={styles.summary}
        onSubmit={(event) => {
          event.preventDefault()
          if (isRight) onConfirm()
        }}
      >
        <SubmitSummary {...{ draft, connection, planned, sent, suppressEmail, onShow }} />
        {canary > 0 && <p className={styles.note}>Pilot batch: {users(canary)} first. The others wait until you continue the job.</p>}
        {mustType && (
          <div id={`${id}-typed`}>
            <TextField label={`Type ${formatNumber(total)} to confirm`} value={typed} onChange={setTyped} />
          </div>
        )}
      </form>
    </Dialog>
  )
}
