/** Before the purpose is chosen a missing username or email is no error, and "No issues" would promise too much: what new users still need, and the way to it. */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { counted } from '#domain/count.ts'
import { requiredBlanks } from '#domain/issues/required-blanks.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { MissingField } from './MissingField.tsx'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly onGo: (row: string, field: string | null) => void
}

export function NeededForNew({ draft: { id, purpose, excluded }, set, onGo }: Props) {
  const rows = useDeferredValue(set)
  // The first count looks at every row: the grid is there before it. Later ones look around an edit.
  const [isIdle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  const isCounted = isIdle && purpose === null
  const blanks = useMemo(() => (isCounted ? requiredBlanks(rows, excluded) : []), [excluded, isCounted, rows])
  const first = set.rows.at(0)?.key
  if (blanks.length === 0 || first === undefined) return null
  return (
    <section className={styles.card} aria-labelledby="needed-for-new">
      <h3 id="needed-for-new">To create users</h3>
      {blanks.map(({ field, rows: count }) => (
        <div key={field.key}>
          <p className={styles.why}>
            {counted(count, 'row')} without {field.label}.
          </p>
          <MissingField draftId={id} set={set} field={field.key} onGo={() => onGo(first, field.key)} />
        </div>
      ))}
    </section>
  )
}
