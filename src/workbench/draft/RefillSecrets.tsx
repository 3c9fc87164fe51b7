/** Says that passwords, and columns that may be some, were not stored, and takes them again from the same file. */
import { useRef, useState } from 'react'
import { counted } from '#domain/count.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
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
  const labels = labelsOf(draft, missing.columns)
  const isSure = missing.columns.every((column) => isPassword(draft, column))
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
      {isSure ? 'Passwords are never stored' : 'Columns that may be passwords are not stored before you continue to the grid'}, and the page was reloaded.{' '}
      {hasFile ? `Choose ${draft.name} again to fill them in.` : 'Type them again.'} A blank cell leaves
      {isSure ? ' a password' : ' the value'} unchanged.
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

const listed = 5

function labelsOf(draft: OpenDraft, columns: readonly number[]): string {
  const names = columns.slice(0, listed).map((column) => labelOf(draft, column))
  return columns.length > listed ? `${names.join(', ')} and ${counted(columns.length - listed, 'more column')}` : names.join(', ')
}

/** By its name or by what it is mapped to. */
function isPassword({ mapping, table }: OpenDraft, column: number): boolean {
  const target = mapping.find((each) => each.column === column)?.target
  return soundsSecret(table.headers[column] ?? '') || (target?.kind === 'field' && fieldByKey(target.field)?.secret === true)
}

function labelOf({ mapping, table }: OpenDraft, column: number): string {
  const target = mapping.find((each) => each.column === column)?.target
  return target?.kind === 'field' ? fieldLabel(target.field) : (table.headers[column] ?? '')
}
