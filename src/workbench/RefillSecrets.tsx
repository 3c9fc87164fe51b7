/** Says that passwords were not stored, and takes them again from the same file. */
import { useRef, useState } from 'react'
import { applyMapping } from '#domain/table/mapping.ts'
import { ReadError, readCsv } from '#adapters/csv/read-csv.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { changeDraft, type StoredDraft } from './draft-session.ts'
import styles from './RefillSecrets.module.css'

export function RefillSecrets({ draft }: { readonly draft: StoredDraft }) {
  const input = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const labels = draft.secretColumns.map((key) => fieldByKey(key)?.label ?? key).join(', ')

  const refill = async (file: File) => {
    setFailure(null)
    try {
      const { table } = await readCsv(file, { choices: draft.source.choices })
      if (table.headers.join('\n') !== draft.table.headers.join('\n') || table.rows.length !== draft.table.rows.length) {
        setFailure(`${file.name} is not the file of this draft: its columns or its number of rows differ. Choose ${draft.name} as it was.`)
        return
      }
      const fresh = applyMapping(table, draft.mapping).rows
      const byKey = new Map(fresh.rows.map((row) => [row.key, row]))
      changeDraft(
        draft.id,
        (before) => {
          if (before.rows === null) return before
          const { columns } = before.rows
          const secret = before.secretColumns.map((key) => [columns.indexOf(key), fresh.columns.indexOf(key)] as const)
          const rows = before.rows.rows.map((row) => {
            const source = byKey.get(row.key)
            if (source === undefined) return row
            const cells = [...row.cells]
            for (const [to, from] of secret) if (to >= 0 && from >= 0 && cells[to] === '') cells[to] = source.cells[from] ?? ''
            return { ...row, cells }
          })
          return { ...before, table, rows: { columns, rows } }
        },
        { secretsFilled: true },
      )
    } catch (error) {
      setFailure(error instanceof ReadError ? error.message : String(error))
    }
  }

  return (
    <Notice
      tone="warning"
      title={`${labels}: not stored, so empty since the reload`}
      action={
        <Button size="s" onClick={() => input.current?.click()}>
          Choose the file again
        </Button>
      }
    >
      Secrets are kept in memory only. Choose {draft.name} again to fill them in, or go on without: a blank leaves a password as it is.
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
