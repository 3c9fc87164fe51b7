/** Says that passwords were not stored, and takes them again from the same file. */
import { useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { formatNumber } from '#ui/locale.ts'
import { refillSecrets, type MissingSecrets, type OpenDraft } from './draft-session.ts'
import { fieldLabel } from '../user/field-label.ts'
import styles from './RefillSecrets.module.css'

export function RefillSecrets({ draft, missing }: { readonly draft: OpenDraft; readonly missing: MissingSecrets }) {
  const input = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isReading, setIsReading] = useState(false)
  const labels = missing.columns.map((column) => labelOf(draft, column)).join(', ')
  const { typed } = missing
  const hasFile = draft.origin.kind === 'file' && labels !== ''

  const refill = async (file: File) => {
    setFailure(null)
    setIsReading(true)
    setFailure(await refillSecrets(draft.id, file))
    setIsReading(false)
  }

  return (
    <Notice
      tone="warning"
      title={
        labels === ''
          ? `${typed === 1 ? 'A password that was typed' : `${formatNumber(typed)} passwords that were typed`} must be entered again`
          : `${labels} must be entered again`
      }
      action={
        hasFile && (
          <Button size="s" loading={isReading} onClick={() => input.current?.click()}>
            Choose file again
          </Button>
        )
      }
    >
      Passwords are never stored, and the page was reloaded. {hasFile ? `Choose ${draft.name} again to fill them in.` : 'Type them again.'} A blank cell leaves
      a password unchanged.
      {hasFile && typed > 0 && ` ${typed === 1 ? 'One that was typed stays blank.' : `${formatNumber(typed)} that were typed stay blank.`}`}
      {failure !== null && <p role="alert">{failure}</p>}
      <input
        ref={input}
        type="file"
        className={styles.input}
        aria-label={`Choose ${draft.name} again`}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void refill(file)
        }}
      />
    </Notice>
  )
}

function labelOf({ mapping, table }: OpenDraft, column: number): string {
  const target = mapping.find((each) => each.column === column)?.target
  return target?.kind === 'field' ? fieldLabel(target.field) : (table.headers[column] ?? '')
}
